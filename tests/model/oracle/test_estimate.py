"""Candidates as time passes and events come: regions, forks, coarse clocks; and the set of them."""

from __future__ import annotations

import ast
from itertools import chain
from pathlib import Path

import pytest

import connref.oracle
from connref.errors import DefinitionError
from connref.oracle.candidate import Candidate
from connref.oracle.diagnosis import Drop, Violation
from connref.oracle.does import Does
from connref.oracle.estimate import Estimate
from connref.oracle.judge import EVERY_OBSERVATION
from connref.oracle.readings import options_left
from connref.protocol import Mode, Profile
from connref.spec.vocabulary import Event

GRACE = 30_000


def after(events: list[tuple[int, Event]], tolerance_ms: int = 0) -> Estimate:
    estimate = Estimate(Mode.MANUAL, Profile(GRACE, 60_000, tolerance_ms), EVERY_OBSERVATION)
    for at, event in events:
        left = list(chain.from_iterable(estimate.after.delay(each, at) for each in estimate.live))
        estimate.keep([moved for each in left for moved in estimate.after.event(each, event, at)])
    return estimate


UP = [(0, Event.INIT), (0, Event.LOGIN), (0, Event.CONNECT), (5, Event.OPENED)]
AWAY = [*UP, (100, Event.BACKGROUND)]


def states(candidates: list[Candidate]) -> set[str]:
    return {each.location for each in candidates}


def passed(estimate: Estimate, until: int) -> list[Candidate]:
    return list(chain.from_iterable(estimate.after.delay(each, until) for each in estimate.live))


def test_an_entry_arms_one_grace() -> None:
    (only,) = after(AWAY).live
    assert (only.location, only.deadline, only.entry) == ("grace", 100 + GRACE, 100)


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
    estimate = after([*AWAY, (GRACE + 100, Event.PING)])
    extended = [each for each in estimate.live if each.deadline == 2 * GRACE + 100]
    assert {options_left([each.cube], "ping-at-deadline") for each in extended} == {("inclusive",)}


def test_where_nothing_is_left_the_one_that_held_out_longest_is_to_blame() -> None:
    estimate = after(UP)
    early, late, general = (
        Violation(requirement, at, "up", "down", Does.GOES_DOWN, policy=True)
        for requirement, at in (("MAN-GRACE", 5), ("MAN-CONNECT", 9), ("CALL-OUTCOME", 9))
    )
    before = estimate.live
    cube = before[0].cube
    estimate.keep([], [Drop(cube, (wrong,)) for wrong in (early, general, late)])
    assert estimate.violation is late
    assert estimate.live == before


def test_nothing_ends_without_a_reason() -> None:
    with pytest.raises(DefinitionError):
        after(UP).keep([])


def test_who_waits_for_a_connection() -> None:
    estimate = after(UP[:3])
    assert all(estimate.after.awaits(each) and not estimate.after.unwanted(each) for each in estimate.live)
    assert not any(after(UP).after.awaits(each) for each in after(UP).live)
    assert after([]).fresh
    assert not after(UP).fresh


BOOKS = frozenset({"sockets", "calls", "messages", "grounds", "after", "live", "dropped"})
"""What an estimate is made of: others may look at it, and call what moves candidates, which are values."""


def test_nobody_else_changes_an_estimate() -> None:
    """No other module assigns to what is not its own, or calls a method of the books that changes them."""
    folder = Path(connref.oracle.__file__).parent
    for path in sorted(folder.glob("on_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assigned = [
            ast.unparse(node)
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load)
        ]
        called = {
            ast.unparse(node.func)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func).startswith(tuple(f"case.{book}." for book in BOOKS))
        }
        looks = {
            name
            for name in called
            if name.endswith((".items", ".get")) or (name.startswith("case.after.") and "count" not in name)
        }
        assert (assigned, called - looks) == ([], set()), path.name
