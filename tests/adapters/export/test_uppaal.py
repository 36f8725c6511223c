"""UPPAAL: at every instant of a clock exactly the edge of the row is open, and what falls due comes first."""

from __future__ import annotations

from collections.abc import Iterator
from operator import eq, ge, gt, lt
from random import Random
from xml.etree import ElementTree as ET

import pytest

from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.table import PolicyTable, compile_table, resolve
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, Reading
from connref.spec.vocabulary import Clock, Event, Mode, Region
from connref_adapters.export.uppaal import Spot, TimedEdge, ends_at_instant, timed_edges, uppaal

GRACE = 30
COMPARED = {"<": lt, "==": eq, ">": gt, ">=": ge}


def readings(count: int) -> Iterator[Reading]:
    random = Random(7)
    yield DEFAULT
    for _ in range(count):
        all_names = {**INTERPRETATIONS, **LATITUDES}
        yield DEFAULT.but({name: random.choice(each.options) for name, each in all_names.items()})


def is_open(guard: str, at: int) -> bool:
    """Whether a guard over the clock of its location holds at an instant."""
    if not guard:
        return True
    _, asked, limit = guard.split(" ", 2)
    return COMPARED[asked](at, GRACE + limit.endswith(" + 1"))


def region_when(table: PolicyTable, location: str, at: int) -> Region:
    clock = table.locations[location].clock
    if clock is Clock.NONE or at < GRACE:
        return Region.BEFORE
    return Region.AT if clock is Clock.DEADLINE and at == GRACE else Region.PAST


@pytest.mark.parametrize("mode", Mode)
def test_at_every_instant_the_edge_of_the_row_is_open(mode: Mode) -> None:
    table = compile_table(mode)
    for reading in readings(25):
        rows, edges = resolve(table, reading), list(timed_edges(table, reading))
        for spot in {each.source for each in edges}:
            deadline = table.locations[spot.location].clock is Clock.DEADLINE
            ends = deadline and ends_at_instant(rows, spot.location)
            # The invariant of the location lets no more time pass.
            for at in (0, GRACE - 1, GRACE) if ends else (0, GRACE - 1, GRACE, GRACE + 1):
                region = region_when(table, spot.location, at)
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
    assert {str(each).split("_by_")[0].split("_entry_")[0] for each in ids} <= set(table.locations)
    for each in policy.findall("transition"):
        source, target = each.find("source"), each.find("target")
        assert source is not None
        assert target is not None
        assert {source.get("ref"), target.get("ref")} <= ids
    assert [each.tag for each in root] == ["declaration", "template", "template", "system", "queries"]


def test_a_deadline_that_counts_from_the_entry_is_a_location_of_its_own() -> None:
    reading = DEFAULT.but({"connect-in-background": "grace-from-entry"})
    found = {each.source.id for each in timed_edges(compile_table(Mode.MANUAL), reading)}
    assert {"grace", "grace_by_e", "opening_in_grace_by_e"} <= found


@pytest.mark.parametrize("mode", Mode)
def test_followed_with_numbers_it_goes_where_the_policy_goes(mode: Mode) -> None:
    """The clocks, two for entries, say the same as the policy's memory, whatever comes at whatever instant."""
    table = compile_table(mode)
    for number, reading in enumerate(readings(40)):
        random, rows = Random(number), resolve(table, reading)
        edges = list(timed_edges(table, reading))
        spot, memory, now = Spot(table.initial), PolicyMemory(table.initial), 0
        started = dict.fromkeys("def", -GRACE - 5)
        for _ in range(150):
            mine = [each for each in edges if each.source == spot]
            now += random.choice((0, 0, 1, GRACE // 2, GRACE)) if may_wait(mine, started, now) else 0
            now = min([now, *instants_due(mine, started)])
            edge = random.choice(first_due([each for each in mine if is_open_at(each.guard, started, now)]))
            region = region_at(table, memory, now, GRACE)
            memory = follow(rows[spot.location, edge.event, region], memory, now, GRACE)
            started |= {each[0]: now for each in edge.updates if each.endswith(" = 0")}
            spot = edge.target
            assert spot.location == memory.state


def may_wait(mine: list[TimedEdge], started: dict[str, int], now: int) -> bool:
    return not any(each.event is Event.DEADLINE and is_open_at(each.guard, started, now) for each in mine)


def instants_due(mine: list[TimedEdge], started: dict[str, int]) -> list[int]:
    """When a deadline fires: time does not pass it."""
    due = [each for each in mine if each.event is Event.DEADLINE]
    return [started[each.guard[0]] + GRACE + each.guard.endswith(" + 1") for each in due]


def first_due(found: list[TimedEdge]) -> list[TimedEdge]:
    return [each for each in found if each.event is Event.DEADLINE] or found


def is_open_at(guard: str, started: dict[str, int], now: int) -> bool:
    return not guard or is_open(guard, now - started[guard[0]])
