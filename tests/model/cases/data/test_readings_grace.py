"""Readings of deadlines: an SDK that answers differently from time to time is caught by these cases."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES, inputs_at
from tests.model.cases.playing import shows

from connref.cases.catalogue import reading_cases
from connref.protocol import InputName, Profile

COARSE = [profile for profile in PROFILES if profile.tolerance_ms]


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("ping-at-deadline", "ping-at-deadline-alternates"),
        ("return-at-deadline", "return-at-deadline-alternates"),
        ("connect-in-background", "connect-in-background-alternates"),
        ("background-again", "background-again-alternates"),
    ],
)
def test_an_answer_that_alternates_shows(name: str, defect: str) -> None:
    assert shows(defect, reading_cases(Profile(), (name,)))


@pytest.mark.parametrize("name", ["ping-at-deadline", "return-at-deadline"])
@pytest.mark.parametrize("profile", COARSE)
def test_a_coarse_clock_is_not_asked_about_an_instant(name: str, profile: Profile) -> None:
    assert list(reading_cases(profile, (name,))) == []


def test_the_input_comes_at_the_deadline_itself() -> None:
    case = next(
        case
        for case in reading_cases(Profile(), ("ping-at-deadline",))
        if case.id.endswith("first-background")
    )
    times = {name: at for at, name in inputs_at(case)}
    assert times[InputName.PING] - times[InputName.BACKGROUND] == 30_000


@pytest.mark.parametrize(
    "name",
    ["ping-at-deadline", "ping-counts-when", "return-at-deadline", "connect-in-background",
     "background-while-opening", "background-while-waiting", "background-again"],
)  # fmt: skip
def test_each_question_is_put_again_on_the_same_device(name: str) -> None:
    ids = [case.id for case in reading_cases(Profile(), (name,))]
    assert any(case_id.endswith(("/twice", "/three-times")) for case_id in ids)
