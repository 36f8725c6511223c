"""Nothing is declared in vain: each state, each row and each branch of a table is met under some reading."""

from __future__ import annotations

from dataclasses import dataclass

from connref.protocol import Mode
from connref.spec.declare import Transition
from connref.spec.vocabulary import Region
from connref.verify.explore import Finding, disagreement, examine, reading_of
from connref.verify.monitor import HOLDS, Broken, Choices, Property, PropertyKind, Seen, Verdict, under_all
from connref.verify.regions import Edge, Place, Places

Taken = tuple[Transition, Region]


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a table is met: places and steps of the open walk, and the branches that no reading reaches."""

    mode: Mode
    places: int
    transitions: int
    states: int
    rows: int
    branches: int
    unreached: tuple[str, ...]


def reach(places: Places) -> Reach:
    """Walk everything once, and prove for each branch that one reading leads to it and through it."""
    ways = shortest_ways(places)
    table, met_places = places.table, places.reachable()
    wanted = [(rule, key[2]) for key, row in table.rows.items() for rule in row.branches]
    unreached = [taken for taken in wanted if not _is_reached(places, taken, ways)]
    met = {(rule.source, rule.event, zone) for rule, zone in wanted if (rule, zone) not in unreached}
    return Reach(
        table.mode,
        len(met_places),
        sum(len(places.edges(place)) for place in met_places),
        len({place.state for place in met_places}),
        len(met),
        len(wanted) - len(unreached),
        tuple(_name(rule, zone) for rule, zone in unreached),
    )


def readings_to(places: Places) -> dict[Transition, Choices]:
    """For each rule that can be met: choices under which a shortest way leads to it, and that way takes it."""
    ways = shortest_ways(places)
    found: dict[Transition, Choices] = {}
    for taken, way in ways.items():
        choices = reading_of(way, {}) if disagreement(way, {}) is None else _reading_through(places, taken)
        if choices is not None:
            found.setdefault(taken[0], choices)
    return found


def _reading_through(places: Places, taken: Taken) -> Choices | None:
    finding = _through(places, taken)
    return None if finding.broken is None else reading_of(finding.path, finding.choices or {})


def shortest_ways(places: Places) -> dict[Taken, tuple[Edge, ...]]:
    """For each rule and zone a shortest way that takes it, choices open at every step."""
    ways: dict[Taken, tuple[Edge, ...]] = {}
    came: dict[Place, tuple[Edge, ...]] = {places.start: ()}
    for place in places.reachable():
        for edge in places.edges(place):
            way = (*came[place], edge)
            came.setdefault(edge.target, way)
            if edge.rule is not None:
                ways.setdefault((edge.rule, edge.zone), way)
    return ways


def _is_reached(places: Places, taken: Taken, ways: dict[Taken, tuple[Edge, ...]]) -> bool:
    """Mostly one reading makes all choices of the shortest way; if not, look for a way that one does make."""
    way = ways.get(taken)
    if way is None:
        return False
    return disagreement(way, {}) is None or _through(places, taken).broken is not None


def _through(places: Places, taken: Taken) -> Finding:
    rule, zone = taken
    sights = {
        id(edge.seen)
        for place in places.reachable()
        for edge in places.edges(place)
        if edge.rule is rule and edge.zone is zone
    }

    def watch(_: None, seen: Seen) -> Verdict:
        return Broken("met") if id(seen) in sights else HOLDS

    aim = Property(rule.requirement, "met", PropertyKind.SOMETIMES, places.table.mode, under_all(watch))
    return examine(places, aim)


def _name(rule: Transition, zone: Region) -> str:
    guards = ", ".join(f"{guard.name} = {' or '.join(guard.options)}" for guard in rule.guards)
    return f"{rule.source} × {rule.event.value} × {zone.value} → {rule.destination} [{guards}]"
