"""Hypotheses as time passes and events come: zones, forks, coarse clocks."""

from __future__ import annotations

from itertools import chain

import pytest

from connref.errors import DefinitionError
from connref.oracle.candidate import Candidate
from connref.oracle.explanations import Explanations
from connref.oracle.readings import options_left
from connref.oracle.verdict import Drop, Violation
from connref.protocol import Mode, Profile
from connref.spec.vocabulary import Event

GRACE = 30_000


def after(events: list[tuple[int, Event]], tolerance_ms: int = 0) -> Explanations:
    moves = Explanations(Mode.MANUAL, Profile(GRACE, 60_000, tolerance_ms))
    for at, event in events:
        left = list(chain.from_iterable(moves.pass_deadline(each, at) for each in moves.live))
        moves.keep([moved for each in left for moved in moves.after(each, event, at)])
    return moves


UP = [(0, Event.INIT), (0, Event.LOGIN), (0, Event.CONNECT), (5, Event.OPENED)]
AWAY = [*UP, (100, Event.BACKGROUND)]


def states(hypotheses: list[Candidate]) -> set[str]:
    return {each.state for each in hypotheses}


def passed(moves: Explanations, until: int) -> list[Candidate]:
    return list(chain.from_iterable(moves.pass_deadline(each, until) for each in moves.live))


def test_an_entry_arms_one_grace() -> None:
    (only,) = after(AWAY).live
    assert (only.state, only.deadline, only.entry) == ("grace", 100 + GRACE, 100)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (GRACE + 99, {"grace"}),
        (GRACE + 100, {"grace", "idle_background"}),
        (GRACE + 101, {"idle_background"}),
    ],
)
def test_a_deadline_passes_at_its_instant_or_the_next(until: int, expected: set[str]) -> None:
    assert states(passed(after(AWAY), until)) == expected


@pytest.mark.parametrize(
    ("until", "expected"), [(GRACE + 1_101, {"grace"}), (GRACE + 1_102, {"idle_background"})]
)
def test_a_coarse_clock_keeps_both_until_its_tolerance_is_over(until: int, expected: set[str]) -> None:
    assert states(passed(after(AWAY, 1_000), until)) == expected


def test_near_a_deadline_a_coarse_clock_forks() -> None:
    returned = after([*AWAY, (GRACE + 90, Event.FOREGROUND)], 1_000)
    assert states(returned.live) == {"connected", "idle"}


def test_a_ping_at_the_deadline_forks_by_reading() -> None:
    moves = after([*AWAY, (GRACE + 100, Event.PING)])
    extended = [each for each in moves.live if each.deadline == 2 * GRACE + 100]
    assert {options_left([each.cube], "ping-at-deadline") for each in extended} == {("inclusive",)}


def test_where_nothing_is_left_the_one_that_held_out_longest_is_to_blame() -> None:
    moves = after(UP)
    early, late, general = (
        Violation(requirement, at, "up", "down", policy=True)
        for requirement, at in (("MAN-GRACE", 5), ("MAN-CONNECT", 9), ("CALL-OUTCOME", 9))
    )
    before = moves.live
    cube = before[0].cube
    assert moves.keep([], [Drop(cube, (wrong,)) for wrong in (early, general, late)]) is late
    assert moves.live == before


def test_nothing_ends_without_a_reason() -> None:
    with pytest.raises(DefinitionError):
        after(UP).keep([])


def test_who_waits_for_a_connection() -> None:
    moves = after(UP[:3])
    assert all(moves.awaits(each) and not moves.unwanted(each) for each in moves.live)
    assert not any(after(UP).awaits(each) for each in after(UP).live)
    assert after([]).fresh()
    assert not after(UP).fresh()
