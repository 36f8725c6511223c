"""The space: what can be provoked from outside, and the exact list of what cannot, each with what forbids it."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES, faults

from connref.cases.state_space import (
    explore,
    pair_paths,
    reachable_pairs,
    reachable_rows,
    why_unreachable,
)
from connref.protocol import Case, Mode, Profile
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event, Region

PLAIN = Profile()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("mode", Mode)
def test_what_cannot_be_reached_is_what_the_protocol_forbids(mode: Mode, profile: Profile) -> None:
    forbidden = {
        ("not_initialised", Event.LOGIN, Region.BEFORE),
        ("not_initialised", Event.LOGOUT, Region.BEFORE),
        ("not_initialised", Event.PONG, Region.BEFORE),
        ("not_initialised", Event.PONG_FOREGROUND, Region.BEFORE),
        ("not_initialised_background", Event.REOPEN, Region.BEFORE),
        ("not_initialised_background", Event.LOGIN, Region.BEFORE),
        ("not_initialised_background", Event.LOGOUT, Region.BEFORE),
        ("not_initialised_background", Event.PONG, Region.BEFORE),
        ("not_initialised_background", Event.PONG_FOREGROUND, Region.BEFORE),
    }
    coarse = profile.tolerance_ms > 0
    declared = {key for key in compile_table(mode).rows if not (coarse and key[2] is Region.AT)}
    assert declared - reachable_rows(profile, mode) == forbidden
    assert all(why_unreachable(key) for key in forbidden)


def test_a_row_that_can_be_reached_has_no_reason_why_not() -> None:
    with pytest.raises(KeyError):
        why_unreachable(("not_initialised", Event.INIT, Region.BEFORE))


@pytest.mark.parametrize("mode", Mode)
def test_a_coarse_clock_tells_no_row_at_a_deadline(mode: Mode) -> None:
    coarse = reachable_rows(Profile(tolerance_ms=1_000), mode)
    assert coarse == {key for key in reachable_rows(PLAIN, mode) if key[2] is not Region.AT}


@pytest.mark.parametrize("mode", Mode)
def test_every_place_keeps_to_the_protocol_and_every_way_ends_in_the_state_of_its_place(mode: Mode) -> None:
    space = explore(PLAIN, mode)
    for product_state, path in space.product_states.items():
        assert path.product_state == product_state
        assert faults(Case("x/y", mode, path.story.steps, "", "")) == []
    assert {product_state[0] for product_state in space.product_states} == set(compile_table(mode).locations)
    for (_, state), moves in space.edges.items():
        assert {move.path.memory.state for move in moves} == {state}


@pytest.mark.parametrize("mode", Mode)
def test_pairs_join_a_row_to_the_rows_of_the_state_that_it_leads_to(mode: Mode) -> None:
    rows = compile_table(mode).rows
    found = list(pair_paths(PLAIN, mode))
    assert len({pair for pair, _ in found}) == len(found)
    for (first, state, second), _ in found:
        assert second[0] == state
        assert state in {rule.destination for rule in rows[first].branches}
    assert reachable_pairs(PLAIN, mode) == {(first, second) for (first, _, second), _ in found}


@pytest.mark.parametrize("mode", Mode)
def test_every_row_that_can_be_reached_is_a_second_of_some_pair(mode: Mode) -> None:
    seconds = {second for _, second in reachable_pairs(PLAIN, mode)}
    # A new device is where it is without any row before.
    assert reachable_rows(PLAIN, mode) - seconds == set()


@pytest.mark.parametrize("mode", Mode)
def test_an_input_of_the_app_can_follow_every_row(mode: Mode) -> None:
    """Every row is followed by all inputs that its target knows, but for those that the device forbids there."""
    pairs = reachable_pairs(PLAIN, mode)
    calls = (Event.DISCONNECT, Event.PING)
    rows = compile_table(mode).rows
    missing = {
        (first, event)
        for first in reachable_rows(PLAIN, mode)
        for event in calls
        if first[1] is not Event.KILL
        and first[0] != "not_initialised"
        and not any(one == first and second[1] is event for one, second in pairs)
    }
    assert len(rows) > len(missing)
    assert missing == set()
