"""The compiled tables: total, determined, and the same as the charts that the library runs."""

from __future__ import annotations

import random

import pytest

from connref.errors import DefinitionError, ImpossibleInputError
from connref.protocol import Mode
from connref.semantics.table import (
    CHARTS,
    PolicyTable,
    Row,
    combinations,
    compile_table,
    possible_events,
    resolve,
    zones_of,
)
from connref.spec.declare import Situation, Transition, step_chart
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of, reading
from connref.spec.vocabulary import Event, Region, Wish

STEPS = 1_500


@pytest.fixture(params=Mode)
def table(request: pytest.FixtureRequest) -> PolicyTable:
    return compile_table(request.param)


def test_sizes_are_pinned() -> None:
    sizes = {
        mode.value: (len(each.facts), len(each.rows), sum(len(row.branches) for row in each.rows.values()))
        for mode, each in ((mode, compile_table(mode)) for mode in Mode)
    }
    assert sizes == {"auto": (13, 170, 261), "manual": (16, 304, 530)}


def test_every_possible_event_has_a_row_in_each_zone(table: PolicyTable) -> None:
    expected = {
        (state, event, zone)
        for state, facts in table.facts.items()
        for event in possible_events(state, facts)
        for zone in zones_of(facts, event)
    }
    assert set(table.rows) == expected


def test_every_row_has_one_branch_under_each_combination(table: PolicyTable) -> None:
    for row in table.rows.values():
        taken = [row.branch(choices) for choices in combinations(row.names)]
        assert set(taken) == set(row.branches)


def test_a_live_chart_driven_through_long_stories_agrees(table: PolicyTable) -> None:
    """No state is set from outside here: the library goes its own way, under a reading that changes at each step."""
    rng = random.Random(7)
    running = CHARTS[table.mode]()
    for _ in range(STEPS):
        state = str(running.current_state_value)
        facts = table.facts[state]
        event = rng.choice(possible_events(state, facts))
        zone = rng.choice(zones_of(facts, event))
        situation = Situation(
            {name: rng.choice(options_of(name)) for name in (*INTERPRETATIONS, *LATITUDES)}, zone
        )
        found = step_chart(running, event, situation)
        branch = table.row(state, event, zone).branch(situation.choices)
        assert (found, situation.taken) == (branch.destination, branch)


def test_an_impossible_event_has_no_row() -> None:
    table = compile_table(Mode.MANUAL)
    with pytest.raises(ImpossibleInputError) as caught:
        table.row("idle", Event.OPENED, Region.BEFORE)
    assert (caught.value.state, caught.value.received) == ("idle", "opened")
    with pytest.raises(ImpossibleInputError):
        table.row("grace", Event.PING, Region.PAST)


def test_resolving_takes_the_branch_of_the_reading() -> None:
    table = compile_table(Mode.MANUAL)
    key = ("connected", Event.CLOSED, Region.BEFORE)
    assert resolve(table, DEFAULT)[key].destination == "reconnecting"
    assert resolve(table, reading({"server-close": "stays-down"}))[key].destination == "idle"
    assert resolve(table, DEFAULT).keys() == table.rows.keys()


def test_a_choice_of_readings_is_told_from_a_mere_latitude() -> None:
    table = compile_table(Mode.MANUAL)
    assert table.row("connected", Event.CLOSED, Region.BEFORE).is_choice
    assert not table.row("opening", Event.FAILED, Region.BEFORE).is_choice
    assert not table.row("connected", Event.LOST, Region.BEFORE).is_choice


def test_a_row_with_no_branch_or_two_is_refused() -> None:
    row = compile_table(Mode.MANUAL).row("connected", Event.CLOSED, Region.BEFORE)
    twice = Row(row.state, row.event, row.zone, row.names, (*row.branches, row.branches[0]))
    none = Row(row.state, row.event, row.zone, row.names, ())
    for each in (twice, none):
        with pytest.raises(DefinitionError, match="connected"):
            each.branch(dict(DEFAULT.choices))


def test_compiling_is_done_once() -> None:
    assert compile_table(Mode.AUTO) is compile_table(Mode.AUTO)


def test_every_declared_rule_is_a_branch_somewhere(table: PolicyTable) -> None:
    fired: set[Transition] = {rule for row in table.rows.values() for rule in row.branches}
    assert set(CHARTS[table.mode].rules()) == fired


def test_opening_is_reported_only_where_a_connection_is_on_its_way(table: PolicyTable) -> None:
    for state, event, _ in table.rows:
        facts = table.facts[state]
        if event is Event.OPENED:
            assert facts.wish is not Wish.UNWANTED
            assert not facts.up
