"""What `connref draw` is asked for: readings by word, and the cases of a run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.adapters.reports.sample import conforming_report

from connref.cases.catalogue import all_cases
from connref.errors import UsageError
from connref.protocol import Profile
from connref.spec.interpretations import DEFAULT, reading
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.cli.draw_asked import PICTURES, Asked, drawings, played, reading_of
from connref_adapters.reports import RequirementResult, Verdict


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


def test_cases_of_a_run_on_a_virtual_clock_are_the_catalogues_first() -> None:
    report = replace(conforming_report(), clock="virtual", cases=40)
    cases = [case.id for case in played(report, Profile())]
    assert cases == [case.id for _, case in zip(range(report.cases), all_cases(Profile()), strict=False)]


def test_cases_of_a_run_on_a_real_clock_are_those_that_it_had_time_for() -> None:
    report = replace(conforming_report(), clock="real", cases=40)
    asked_first = [case.requirement for case in played(report, Profile())][: len(REQUIREMENTS)]
    assert sorted(asked_first) == sorted(REQUIREMENTS), "each requirement once before any is tested twice"


def test_unsupported_requirements_were_not_played() -> None:
    report = conforming_report()
    unsupported = RequirementResult(Verdict.UNSUPPORTED, 0)
    requirements = {**report.requirements, "SES-LOGIN-SAVES": unsupported}
    report = replace(report, clock="virtual", cases=40, requirements=requirements)
    assert "SES-LOGIN-SAVES" not in {case.requirement for case in played(report, Profile())}
