"""What `only` asks for: nothing that is asked for is lost by looking before a case is built."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.model.cases.legality import PROFILES

from connref.cases import interleavings, rows, transition_cover
from connref.cases.catalogue import all_cases
from connref.cases.selection import Selection, matches
from connref.protocol import Case, Profile

WISHES = [
    "MAN-GRACE", "EVT-*", "server-close", "story", "story/MAN-PING-LOOP/an-hour", "race/up+0", "race/up+0/ping", "ro*",
    "row/manual/grace/ping", "row/manual/grace/pong@at/lead-5", "MAN-GRACE/just-before-deadline/plain", "*", "race/u*",
    "MAN-GRACE-ENDS/at-deadline", "promise/manual/outage/after/refused",
]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "name", "asked"),
    [
        ("MAN-GRACE", "MAN-GRACE", True), ("MAN-GRACE", "MAN-GRACE/x", True), ("MAN-GRACE", "MAN-GRACE-ENDS", False),
        ("MAN-GRACE*", "MAN-GRACE-ENDS", True), ("MAN-GRACE/x", "MAN-GRACE", False), ("*", "anything", True),
    ],
)  # fmt: skip
def test_a_wish_is_a_name_or_its_beginning(wish: str, name: str, *, asked: bool) -> None:
    assert matches(wish, name) is asked


@pytest.mark.parametrize("profile", PROFILES[:2])
def test_nothing_that_is_asked_for_is_lost(profile: Profile) -> None:
    every = list(all_cases(profile, race_depth=2))
    for wish in WISHES:
        asked = [case.id for case in every if Selection((wish,)).takes(case)]
        found = [case.id for case in all_cases(profile, only=(wish,), race_depth=2)]
        # Of generated cases with equal steps the first is played: where it is not asked for, a later one is.
        assert set(asked) <= set(found), wish
        assert all(Selection((wish,)).takes(case) for case in all_cases(profile, only=(wish,), race_depth=2))


def test_nothing_is_asked_of_whoever_asks_for_everything() -> None:
    (case,) = list(all_cases(Profile(), only=("MAN-GRACE/just-before-deadline/plain",)))
    assert Selection().takes(case)
    assert Selection().may_take((), "anything")


def test_no_story_is_told_for_a_case_that_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> Iterable[Case]:
        raise AssertionError("built")

    monkeypatch.setattr(rows, "begin", never)
    monkeypatch.setattr(interleavings, "begin", never)
    monkeypatch.setattr(transition_cover, "explore", never)
    assert list(all_cases(Profile(), only=("EVT-LOST/nothing-of-that-name",))) == []
