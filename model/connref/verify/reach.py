"""Nothing is declared in vain: each state, each row and each branch of a table is met under some reading."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from connref.charts.declare import Rule
from connref.charts.vocabulary import Zone
from connref.steps import Mode
from connref.verify.histories import HOLDS, Broken, Property, PropertyKind, Seen, Verdict, under_all
from connref.verify.places import Edge, Place, Places
from connref.verify.walk import disagreement, examine

Taken = tuple[Rule, Zone]


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
    ways, count, transitions = _shortest_ways(places)
    table = places.table
    wanted = [(rule, key[2]) for key, row in table.rows.items() for rule in row.branches]
    unreached = [taken for taken in wanted if not _is_reached(places, taken, ways)]
    met = {(rule.source, rule.event, zone) for rule, zone in wanted if (rule, zone) not in unreached}
    return Reach(
        table.mode,
        count,
        transitions,
        len({place.state for place in places.known()}),
        len(met),
        len(wanted) - len(unreached),
        tuple(_name(rule, zone) for rule, zone in unreached),
    )


def _shortest_ways(places: Places) -> tuple[dict[Taken, tuple[Edge, ...]], int, int]:
    ways: dict[Taken, tuple[Edge, ...]] = {}
    came: dict[Place, tuple[Edge, ...]] = {places.start: ()}
    queue = deque([places.start])
    transitions = 0
    while queue:
        place = queue.popleft()
        for edge in places.edges(place):
            transitions += 1
            way = (*came[place], edge)
            if edge.rule is not None:
                ways.setdefault((edge.rule, edge.zone), way)
            if edge.target not in came:
                came[edge.target] = way
                queue.append(edge.target)
    return ways, len(came), transitions


def _is_reached(places: Places, taken: Taken, ways: dict[Taken, tuple[Edge, ...]]) -> bool:
    """Mostly one reading makes all choices of the shortest way; if not, look for a way that one does make."""
    way = ways.get(taken)
    if way is None:
        return False
    return disagreement(way, {}) is None or _through(places, taken)


def _through(places: Places, taken: Taken) -> bool:
    rule, zone = taken
    sights = {
        id(edge.seen)
        for place in places.known()
        for edge in places.edges(place)
        if edge.rule is rule and edge.zone is zone
    }

    def watch(_: None, seen: Seen) -> Verdict:
        return Broken("met") if id(seen) in sights else HOLDS

    aim = Property(rule.requirement, "met", PropertyKind.SOMETIMES, places.table.mode, under_all(watch))
    return examine(places, aim).broken is not None


def _name(rule: Rule, zone: Zone) -> str:
    guards = ", ".join(f"{guard.name} = {' or '.join(guard.options)}" for guard in rule.guards)
    return f"{rule.source} × {rule.event.value} × {zone.value} → {rule.destination} [{guards}]"
