"""Every history of a policy at once: a breadth-first walk over its places and what a property remembers.

How every reading is covered. A reading chooses one option of each interpretation for good. The walk first leaves every
choice open at every step anew, which allows all that any reading allows, and more: what holds there holds under every
combination of options. Only the interpretations that a property names are fixed, each combination in its own walk. When
a walk finds a counterexample, the choices on its path are compared: if one reading makes them all, the property is
violated, and the path is a shortest one; if not, the interpretation on which they disagree is fixed too and the walks
are repeated. That ends, because there are finitely many, and it is exact: nothing is reported that no reading does, and
nothing is missed. Latitudes stay open: they are chosen anew each time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from connref.semantics.table import combinations
from connref.spec.declare import Transition
from connref.spec.interpretations import LATITUDES
from connref.verify.monitor import Broken, Choices, Mark, Next, Property
from connref.verify.regions import Edge, Place, Places

Node = tuple[Place, Any, bool]
"""A place, what the property remembers there, and whether it has set its mark."""

Came = dict[Node, tuple[Node, Edge] | None]


@dataclass(frozen=True, slots=True)
class Walk:
    """What one walk met: how much of it there is, and the shortest path to what broke the property, if anything did."""

    states: int
    transitions: int
    broken: Broken | None = None
    path: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What all walks for one property met. `fixed` are the interpretations that had to be told apart."""

    of: Property
    fixed: tuple[str, ...]
    combinations: int
    states: int
    transitions: int
    broken: Broken | None = None
    path: tuple[Edge, ...] = ()
    choices: Choices | None = None


def examine(places: Places, each: Property) -> Finding:
    """Judge one property under every reading. Raises `DefinitionError` where the table leaves time undefined."""
    fixed = each.names
    while True:
        finding, disputed = _examine_fixed(places, each, fixed)
        if disputed is None:
            return finding
        fixed = (*fixed, disputed)


def _examine_fixed(places: Places, each: Property, fixed: tuple[str, ...]) -> tuple[Finding, str | None]:
    walks: list[Walk] = []
    for choices in combinations(fixed):
        done = walk(places, each, choices)
        walks.append(done)
        if done.broken is not None:
            disputed = disagreement(done.path, choices)
            return _sum(each, fixed, walks, choices), disputed
    return _sum(each, fixed, walks, None), None


def _sum(each: Property, fixed: tuple[str, ...], walks: list[Walk], choices: Choices | None) -> Finding:
    states, transitions = (sum(w.states for w in walks), sum(w.transitions for w in walks))
    last = walks[-1]
    return Finding(each, fixed, len(walks), states, transitions, last.broken, last.path, choices)


def walk(places: Places, each: Property, choices: Choices) -> Walk:
    """Walk all histories under the choices, until the property breaks or nothing new is met."""
    watch = each.watch({name: choices[name] for name in each.names})
    start: Node = (places.start, each.memory, False)
    came: Came = {start: None}
    queue: deque[Node] = deque([start])
    allowed: dict[int, bool] = {}
    transitions = 0
    while queue:
        node = queue.popleft()
        place, memory, marked = node
        for edge in places.edges(place):
            if not _allowed(edge.rule, choices, allowed):
                continue
            transitions += 1
            verdict = watch(memory, edge.seen_marked if marked else edge.seen)
            if isinstance(verdict, Broken):
                return Walk(len(came), transitions, verdict, (*_way(came, node), edge))
            if not isinstance(verdict, Next):
                continue
            found = _after(places, edge.target, verdict, marked)
            if found not in came:
                came[found] = (node, edge)
                queue.append(found)
    return Walk(len(came), transitions)


def allows(rule: Transition, choices: Choices) -> bool:
    """Whether the guards of a rule agree with the choices made so far."""
    return all(choices.get(guard.name, guard.options[0]) in guard.options for guard in rule.guards)


def disagreement(path: tuple[Edge, ...], choices: Choices) -> str | None:
    """The first interpretation for which no one option explains every step of a path; None where a reading does."""
    left: dict[str, set[str]] = {name: {option} for name, option in choices.items()}
    for edge in path:
        for guard in edge.rule.guards if edge.rule else ():
            if guard.name in LATITUDES:
                continue
            left[guard.name] = left.get(guard.name, set(guard.options)) & set(guard.options)
            if not left[guard.name]:
                return guard.name
    return None


def reading_of(path: tuple[Edge, ...], choices: Choices) -> dict[str, str]:
    """Choices that take every step of a path on which no two steps disagree: one option of each name that matters."""
    left: dict[str, tuple[str, ...]] = {name: (option,) for name, option in choices.items()}
    for edge in path:
        for guard in edge.rule.guards if edge.rule else ():
            before = left.get(guard.name, guard.options)
            left[guard.name] = tuple(option for option in before if option in guard.options) or guard.options
    return {name: options[0] for name, options in left.items()}


def _allowed(rule: Transition | None, choices: Choices, known: dict[int, bool]) -> bool:
    """As `allows`, remembered by identity: rules live as long as their table, and are slow to hash."""
    if rule is None or not choices:
        return True
    found = known.get(id(rule))
    if found is None:
        found = known[id(rule)] = allows(rule, choices)
    return found


def _after(places: Places, place: Place, verdict: Next, marked: bool) -> Node:  # noqa: FBT001
    match verdict.mark:
        case Mark.KEEP:
            return place, verdict.memory, marked
        case Mark.SET:
            return places.mark(place), verdict.memory, True
        case Mark.DROP:
            return places.unmark(place), verdict.memory, False


def _way(came: Mapping[Node, tuple[Node, Edge] | None], node: Node) -> tuple[Edge, ...]:
    way: list[Edge] = []
    step = came[node]
    while step is not None:
        node, edge = step
        way.append(edge)
        step = came[node]
    return tuple(reversed(way))
