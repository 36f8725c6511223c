"""Starting points: states that are what they say, offsets and boundaries that scale with the profile."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES, faults
from tests.model.cases.playing import play

from connref.cases.preambles import (
    AUTO_STATES,
    MANUAL_STATES,
    STATES,
    State,
    away,
    boundaries,
    few_offsets,
    offsets,
    outages,
)
from connref.protocol import Mode, Profile
from fakes.driver import FakeDriver
from fakes.options import Options


def test_boundaries_are_one_millisecond_wide_on_a_fine_clock() -> None:
    assert [point.offset for point in boundaries(Profile())] == [-1, 0, 1]


def test_on_a_coarse_clock_nothing_is_asked_at_the_deadline_itself() -> None:
    assert [point.offset for point in boundaries(Profile(tolerance_ms=1_000))] == [-1_001, 1_001]


def test_offsets_reach_from_the_trigger_to_where_slow_openings_are() -> None:
    assert offsets(Profile()) == (0, 1, 10, 50, 200, 1_000, 5_000)


@pytest.mark.parametrize("profile", PROFILES)
def test_offsets_can_be_told_apart_and_come_before_grace_and_bound(profile: Profile) -> None:
    for some in (offsets(profile), few_offsets(profile)):
        assert list(some) == sorted(set(some))
        assert some
        assert max(some) < min(profile.grace_ms, profile.reconnect_bound_ms)
        assert profile.tolerance_ms == 0 or min(some) > profile.tolerance_ms
    assert set(few_offsets(profile)) <= set(offsets(profile))


def test_outages_lie_on_both_sides_of_grace_and_bound() -> None:
    profile = Profile(grace_ms=400, reconnect_bound_ms=2_000, tolerance_ms=50)
    lengths = outages(profile).values()
    for limit in (400, 2_000):
        assert any(length < limit - 50 for length in lengths)
        assert any(length > limit + 50 for length in lengths)


def test_states_have_names_and_modes_of_their_own() -> None:
    assert len({state.name for state in STATES}) == len(STATES)
    assert {state.build(Profile()).mode for state in MANUAL_STATES} == {Mode.MANUAL}
    assert {state.build(Profile()).mode for state in AUTO_STATES} == {Mode.AUTO}


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_the_way_to_each_state_is_legal(state: State, profile: Profile) -> None:
    assert faults(state.build(profile).case("A", "b", "c")) == []


UP = {"up", "away", "away-pinged", "away-unanswered", "auto-up"}
DOWN = {"before-login", "idle", "lapsed", "returned-down", "disconnected", "logged-out"} | {
    "auto-before-login", "auto-away-long", "auto-logged-out",
}  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_right_sdk_is_up_or_down_there_as_the_name_says(state: State) -> None:
    story = state.build(Profile())
    replies = play(FakeDriver(Options(ping_counts_when="called")), story.fork().case("A", "b", "c"))
    # What comes later belongs to the wait that ends every case.
    seen = [entry for reply in replies for entry in reply["observations"] if entry["at"] <= story.now]
    kinds = [entry["kind"] for entry in seen]
    sockets = [kind for kind in kinds if kind in {"socket_open", "socket_closed"}]
    if state.name in UP:
        assert sockets[-1] == "socket_open"
    if state.name in DOWN:
        assert not sockets or sockets[-1] == "socket_closed"


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_away_is_at_the_instant_of_its_nth_entry(nth: int) -> None:
    story = away(Profile(), nth)
    assert story.deadline == story.now + 30_000
    entries = [
        step for step in story.case("A", "b", "c").steps if getattr(step, "input", None) == "background"
    ]
    assert len(entries) == nth
