"""What `connref draw` is asked for: readings by word, and the cases of a run."""

from __future__ import annotations

import pytest
from tests.adapters.reports.sample import conforming_report

from connref.cases.catalogue import all_cases
from connref.errors import UsageError
from connref.interpretations import DEFAULT, reading
from connref.steps import Profile
from connref_adapters.cli.draw_asked import PICTURES, Asked, drawings, played, reading_of


def test_reading_from_words() -> None:
    assert reading_of(()) == DEFAULT
    words = ("connect-in-background=held", "server-close=stays-down")
    assert reading_of(words) == reading({"connect-in-background": "held", "server-close": "stays-down"})


@pytest.mark.parametrize("word", ["held", "nobody=held", "server-close=maybe", "server-close="])
def test_words_that_choose_nothing_are_refused(word: str) -> None:
    with pytest.raises(UsageError):
        reading_of((word,))


def test_every_picture_can_be_asked_for_by_name() -> None:
    assert [drawing.name for drawing in drawings(Asked(PICTURES))] == list(PICTURES)


def test_wishes_add_up() -> None:
    names = [drawing.name for drawing in drawings(Asked(("modes",), requirement="MAN-GRACE"))]
    assert names == ["MAN-GRACE-manual", "modes"]


def test_cases_of_a_run_are_the_catalogues_first() -> None:
    report = conforming_report()
    cases = [case.id for case in played(report, Profile())]
    assert cases == [case.id for _, case in zip(range(report.cases), all_cases(Profile()), strict=False)]
