"""Long stories: as long as they say, with messages all along, and they find what only shows late."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.model.cases.legality import PROFILES, inputs_at
from tests.model.cases.playing import shows

from connref.cases.catalogue import story_cases
from connref.protocol import Case, InputName, Mode, Profile

GRACES_AN_HOUR = 120
"""An hour of the document's grace."""


def told(name: str, profile: Profile | None = None) -> Case:
    return next(case for case in story_cases(profile or Profile()) if case.id.endswith(name))


def span(case: Case) -> int:
    return sum(getattr(step, "ms", 0) for step in case.steps)


@pytest.mark.parametrize("profile", PROFILES)
def test_ids_say_which_requirement_a_story_is_about(profile: Profile) -> None:
    for case in story_cases(profile):
        assert case.id.startswith(f"story/{case.requirement}/")


@pytest.mark.parametrize("profile", PROFILES)
def test_hours_are_hours_of_the_profile(profile: Profile) -> None:
    hour = GRACES_AN_HOUR * profile.grace_ms
    for label in ("manual", "auto"):
        assert span(told(f"three-hours/{label}", profile)) > 3 * hour
    assert span(told("MAN-PING-LOOP/an-hour", profile)) > hour


@pytest.mark.parametrize("profile", PROFILES)
def test_a_night_is_ten_hours_whatever_the_profile(profile: Profile) -> None:
    nights = [case for case in story_cases(profile) if "/night-" in case.id]
    assert {case.mode for case in nights} == set(Mode)
    assert all(span(case) >= 36_000_000 for case in nights)


@pytest.mark.parametrize("count", [10, 50])
def test_pings_to_the_edge_are_as_late_as_can_be(count: int) -> None:
    times = [at for at, name in inputs_at(told(f"{count}-to-the-edge")) if name is InputName.PING]
    assert len(times) == count
    assert {later - earlier for earlier, later in pairwise(times)} == {29_999}


def test_most_stories_count_messages() -> None:
    messages = [
        sum(name is InputName.SERVER_MESSAGE for _, name in inputs_at(case))
        for case in story_cases(Profile())
    ]
    assert min(messages) >= 1
    assert sum(count >= 3 for count in messages) > len(messages) / 2


@pytest.mark.parametrize(
    "name",
    ["tenth-ping-ignored", "third-background-without-grace", "drops-after-an-hour", "auto-fifth-reconnect-never",
     "manual-third-reconnect-never", "third-foreground-ignored"],
)  # fmt: skip
def test_stories_find_what_shows_only_late(name: str) -> None:
    assert shows(name, story_cases(Profile()))
