"""UPPAAL: at every instant of a clock exactly the edge of the row is open, and what falls due comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from operator import eq, ge, gt, lt
from random import Random
from xml.etree import ElementTree as ET

import pytest

from connref.errors import DefinitionError
from connref.semantics.table import PolicyTable, Row, compile_table, resolve
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, Reading
from connref.spec.vocabulary import Clock, Event, Mode, Region
from connref_adapters.export.uppaal import BY_ENTRY, ends_at_instant, timed_edges, uppaal

GRACE = 30
COMPARED = {"<": lt, "==": eq, ">": gt, ">=": ge}


def readings(count: int) -> Iterator[Reading]:
    random = Random(7)
    yield DEFAULT
    for _ in range(count):
        yield DEFAULT.but({name: random.choice(each.options) for name, each in INTERPRETATIONS.items()})


def is_open(guard: str, at: int) -> bool:
    """Whether a guard over the clock of its location holds at an instant."""
    if not guard:
        return True
    _, asked, limit = guard.split(" ", 2)
    return COMPARED[asked](at, GRACE + limit.endswith(" + 1"))


def region_at(table: PolicyTable, location: str, at: int) -> Region:
    clock = table.facts[location].clock
    if clock is Clock.NONE or at < GRACE:
        return Region.BEFORE
    return Region.AT if clock is Clock.DEADLINE and at == GRACE else Region.PAST


@pytest.mark.parametrize("mode", Mode)
def test_at_every_instant_the_edge_of_the_row_is_open(mode: Mode) -> None:
    table = compile_table(mode)
    for reading in readings(25):
        rows, edges = resolve(table, reading), list(timed_edges(table, reading))
        for spot in {each.source for each in edges}:
            deadline = table.facts[spot.location].clock is Clock.DEADLINE
            ends = deadline and ends_at_instant(rows, spot.location)
            # The invariant of the location lets no more time pass.
            for at in (0, GRACE - 1, GRACE) if ends else (0, GRACE - 1, GRACE, GRACE + 1):
                region = region_at(table, spot.location, at)
                found = [each for each in edges if each.source == spot and is_open(each.guard, at)]
                events = [each.event for each in found]
                assert len(set(events)) == len(events)
                if deadline and at == GRACE + (not ends):
                    assert set(events) == {Event.DEADLINE}
                    continue
                expected = {key[1] for key in rows if key[0] == spot.location and key[2] is region}
                assert set(events) == expected - {Event.DEADLINE}
                for each in found:
                    assert each.target.location == rows[spot.location, each.event, region].destination


@pytest.mark.parametrize("mode", Mode)
def test_the_document_is_whole(mode: Mode) -> None:
    root = ET.fromstring(uppaal(mode, DEFAULT, GRACE))  # noqa: S314 - our own text
    policy = root.findall("template")[0]
    ids = {each.get("id") for each in policy.findall("location")}
    table = compile_table(mode)
    assert {str(each).removesuffix(BY_ENTRY) for each in ids} <= set(table.facts)
    for each in policy.findall("transition"):
        source, target = each.find("source"), each.find("target")
        assert source is not None
        assert target is not None
        assert {source.get("ref"), target.get("ref")} <= ids
    assert [each.tag for each in root] == ["declaration", "template", "template", "system", "queries"]


def test_a_deadline_that_counts_from_the_entry_is_a_location_of_its_own() -> None:
    reading = DEFAULT.but({"connect-in-background": "grace-from-entry"})
    found = {each.source.id for each in timed_edges(compile_table(Mode.MANUAL), reading)}
    assert {"grace", f"grace{BY_ENTRY}", f"opening_in_grace{BY_ENTRY}"} <= found


def test_an_entry_that_is_noted_while_a_deadline_counts_from_it_is_refused() -> None:
    table = compile_table(Mode.MANUAL)
    key = ("grace", Event.BACKGROUND, Region.BEFORE)
    row = table.rows[key]
    branches = tuple(replace(each, enters=True) for each in row.branches)
    rows = {**table.rows, key: Row(row.state, row.event, row.zone, row.names, branches)}
    broken = PolicyTable(table.mode, table.initial, table.facts, rows)
    reading = DEFAULT.but({"connect-in-background": "grace-from-entry", "background-again": "ignored"})
    with pytest.raises(DefinitionError, match="overwritten"):
        list(timed_edges(broken, reading))
