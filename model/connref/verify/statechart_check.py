"""The table is the charts: every row compared with what the statechart library does, over the whole region graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from connref.errors import DefinitionError, ImpossibleInputError
from connref.protocol import Mode
from connref.semantics.statechart import MODE_CHARTS, RowChart, step
from connref.semantics.table import Key, PolicyTable, Row, combinations, possible_events
from connref.spec.declare import Transition, regions_of
from connref.spec.vocabulary import Event, Region
from connref.verify.explore import reachable
from connref.verify.regions import RegionGraph


@dataclass(frozen=True, slots=True)
class Proof:
    """What was compared, and where table and chart differ.

    `steps` counts the steps that the library took, `configurations` the pairs of state and zone that can be met;
    `refused` the events that chart and table both call impossible; `dead` the declared rules that never fire.
    """

    mode: Mode
    configurations: int
    steps: int
    refused: int
    differences: tuple[str, ...]
    dead: tuple[str, ...]


def prove(graph: RegionGraph) -> Proof:
    """Let the library take every step of the walk, under every combination of options that guards look at; compare."""
    table = graph.table
    running = MODE_CHARTS[table.mode]()
    met = sorted(configurations(graph), key=lambda pair: (pair[0], pair[1].value))
    differences: list[str] = []
    fired: set[Transition] = set()
    steps = refused = 0
    for state, zone in met:
        for event in Event:
            if (key := (state, event, zone)) not in table.rows:
                refused += 1
                differences.extend(_not_refused(running, key))
                continue
            for difference, rule in _compare(table, running, key):
                steps += 1
                differences.extend(difference)
                fired.add(rule)
    dead = tuple(
        f"{rule.source} × {rule.event.value} → {rule.destination}"
        for rule in running.rows.transitions
        if rule not in fired
    )
    return Proof(table.mode, len(met), steps, refused, tuple(differences), dead)


def configurations(graph: RegionGraph) -> frozenset[tuple[str, Region]]:
    """Every pair of a location and a region of time in which it can be met."""
    return frozenset((node.location, edge.region) for node in reachable(graph) for edge in graph.edges(node))


def _compare(table: PolicyTable, running: RowChart, key: Key) -> Iterator[tuple[list[str], Transition]]:
    state, event, zone = key
    row = table.rows[key]
    for choices in combinations(row.names):
        taken = step(running, state, event, choices, zone)
        branch = row.branch(choices)
        same = branch == taken and branch.destination == running.current_state_value
        yield ([] if same else [f"{state} × {event.value} × {zone.value} under {choices}"]), taken


def _not_refused(running: RowChart, key: Key) -> list[str]:
    """The chart has to refuse what the table has no row for, under any reading: it has no transition there at all."""
    state, event, zone = key
    declared = {
        each.event for each in running.rows.transitions if each.source == state and zone in each.zones
    }
    if event in declared:
        return [f"{state} × {event.value} × {zone.value} is declared and has no row"]
    try:
        step(running, state, event, {}, zone)
    except ImpossibleInputError:
        return []
    return [f"{state} × {event.value} × {zone.value} is not refused by the chart"]


def totality(table: PolicyTable) -> tuple[str, ...]:
    """The rows that a table lacks, and the combinations of options under which not exactly one branch is enabled."""
    missing = [
        f"{state} × {event.value} × {zone.value} has no row"
        for state, facts in table.facts.items()
        for event in possible_events(facts)
        for zone in regions_of(facts.clock, event)
        if (state, event, zone) not in table.rows
    ]
    return (*missing, *(found for row in table.rows.values() for found in undetermined(row)))


def undetermined(row: Row) -> tuple[str, ...]:
    """The combinations of options under which not exactly one branch of a row is enabled."""
    found: list[str] = []
    for choices in combinations(row.names):
        try:
            row.branch(choices)
        except DefinitionError as error:
            found.append(f"{error} under {choices}")
    return tuple(found)
