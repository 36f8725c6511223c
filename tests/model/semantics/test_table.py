"""The tables: complete, deterministic, made of the declared rows and of nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
    table_of,
)
from connref.spec.declare import Chart, Transition, chart, regions_of, rules
from connref.spec.interpretations import DEFAULT, reading
from connref.spec.vocabulary import Event, Region, Wish


@pytest.fixture(params=Mode)
def table(request: pytest.FixtureRequest) -> PolicyTable:
    return compile_table(request.param)


def test_sizes_are_pinned() -> None:
    sizes = {
        mode.value: (
            len(each.locations),
            len(each.rows),
            sum(len(row.branches) for row in each.rows.values()),
        )
        for mode, each in ((mode, compile_table(mode)) for mode in Mode)
    }
    assert sizes == {"auto": (13, 170, 259), "manual": (16, 304, 530)}


def test_every_possible_event_has_a_row_in_each_zone(table: PolicyTable) -> None:
    expected = {
        (state, event, region)
        for state, location in table.locations.items()
        for event in possible_events(location)
        for region in regions_of(location.clock, event)
    }
    assert set(table.rows) == expected


def test_every_row_has_one_branch_under_each_combination(table: PolicyTable) -> None:
    for row in table.rows.values():
        taken = [row.branch(choices) for choices in combinations(row.names)]
        assert set(taken) == set(row.branches)


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
    twice = Row(row.state, row.event, row.region, row.names, (*row.branches, row.branches[0]))
    none = Row(row.state, row.event, row.region, row.names, ())
    for each in (twice, none):
        with pytest.raises(DefinitionError, match="connected"):
            each.branch(dict(DEFAULT.choices))


def test_compiling_is_done_once() -> None:
    assert compile_table(Mode.AUTO) is compile_table(Mode.AUTO)


def test_every_declared_rule_is_a_branch_somewhere(table: PolicyTable) -> None:
    fired: set[Transition] = {rule for row in table.rows.values() for rule in row.branches}
    assert set(CHARTS[table.mode].transitions) == fired


def test_opening_is_reported_only_where_a_connection_is_on_its_way(table: PolicyTable) -> None:
    for state, event, _ in table.rows:
        location = table.locations[state]
        if event is Event.OPENED:
            assert location.wish is not Wish.UNWANTED
            assert not location.up


def test_a_chart_with_a_row_too_many_is_refused() -> None:
    manual = CHARTS[Mode.MANUAL]
    lost = next(each for each in manual.transitions if each.event is Event.LOST)
    doubled = replace(lost, requirement="MAN-ONLY-CONNECT")
    with pytest.raises(DefinitionError, match=r"connected × lost × before under \{\}: 2 branches"):
        table_of(with_rows(manual, (*manual.transitions, doubled)), Mode.MANUAL)


def test_a_chart_that_lacks_a_row_is_refused() -> None:
    manual = CHARTS[Mode.MANUAL]
    kept = [each for each in manual.transitions if (each.source, each.event) != ("grace", Event.LOST)]
    with pytest.raises(DefinitionError, match=r"grace × lost × before under \{\}: 0 branches"):
        table_of(with_rows(manual, kept), Mode.MANUAL)


def test_a_row_that_can_never_be_taken_is_refused() -> None:
    manual = CHARTS[Mode.MANUAL]
    stray = replace(manual.transitions[0], event=Event.OPENED)
    with pytest.raises(DefinitionError, match="can never be taken"):
        table_of(with_rows(manual, (*manual.transitions, stray)), Mode.MANUAL)


def with_rows(manual: Chart, transitions: Iterable[Transition]) -> Chart:
    return chart(manual.name, tuple(manual.locations.values()), rules(transitions))
