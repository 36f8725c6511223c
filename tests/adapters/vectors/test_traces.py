"""The traces together: enough of them, every branch of the tables, and every option at work."""

from __future__ import annotations

from functools import cache

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES, options_of
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.vectors.traces import MIXTURES, Trace, readings, traces


@cache
def every() -> tuple[Trace, ...]:
    return tuple(traces(readings(), 30_000))


@cache
def taken() -> set[Transition]:
    return {rule for trace in every() for step in trace.steps for rule in step.taken}


def test_there_are_at_least_a_thousand_and_each_has_a_name_of_its_own() -> None:
    assert len(every()) >= 1_000
    assert len({trace.id for trace in every()}) == len(every())


def test_each_option_decides_somewhere() -> None:
    chosen = readings()
    decided = {
        (guard.name, chosen[trace.reading][guard.name])
        for trace in every()
        for step in trace.steps
        for rule in step.taken
        for guard in rule.guards
    }
    names = {*INTERPRETATIONS, *LATITUDES} - NOT_IN_THE_TABLE
    assert decided == {(name, option) for name in names for option in options_of(name)}


NOT_IN_THE_TABLE = {"silent-loss", "grace-while-suspended"}
"""What decides about time and sockets alone: no row of the policy reads it."""
NOT_ALONE = "disconnect-ends-connect=counts"
"""It matters only where connect() opens in the background of auto mode, which the default reading does not let it."""


def test_each_single_difference_from_the_default_has_traces() -> None:
    single = {
        name for name in readings() if "mixture" not in name and name.split("=")[0] not in NOT_IN_THE_TABLE
    }
    assert single - {NOT_ALONE} <= {trace.reading for trace in every()}


def test_what_the_table_does_not_read_is_known() -> None:
    read = {
        guard.name
        for mode in Mode
        for row in compile_table(mode).rows.values()
        for rule in row.branches
        for guard in rule.guards
    }
    assert {*INTERPRETATIONS, *LATITUDES} - read == NOT_IN_THE_TABLE


def test_every_branch_is_taken_somewhere() -> None:
    missing = [
        (mode.value, row.state, row.event.value, row.region.value)
        for mode in Mode
        for row in compile_table(mode).rows.values()
        for rule in row.branches
        if rule not in taken()
    ]
    assert missing == []


def test_no_fewer_mixtures_take_every_branch() -> None:
    last = f"mixture-{MIXTURES}"
    by_last: dict[bool, set[Transition]] = {True: set(), False: set()}
    for trace in every():
        by_last[trace.reading == last].update(each for step in trace.steps for each in step.taken)
    assert by_last[True] - by_last[False]


def test_every_requirement_that_the_policy_carries_is_named() -> None:
    carried = {
        rule.requirement
        for mode in Mode
        for row in compile_table(mode).rows.values()
        for rule in row.branches
    }
    named = {name for trace in every() for name in trace.to_json()["requirements"]}
    assert named == carried
    assert named <= set(REQUIREMENTS)


def test_they_are_the_same_every_time() -> None:
    assert tuple(traces(readings(), 30_000)) == every()
