"""Family-based checking with late splitting: one search of a state space for all readings at once.

`check_family` judges all readings at once. A reading chooses one option of each interpretation for good. The search
first leaves every choice open at every step anew, which allows all that any reading allows, and more: what holds there
holds under every combination of options. Only the interpretations that a property names are fixed, each combination in
a search of its own. When a search finds a fault, the choices on its path are compared: if one reading makes them all,
the fault is real, and its path a shortest one; if not, the interpretation on which they disagree is fixed too and the
searches are repeated. That ends, because there are finitely many, and it is exact: nothing is reported that no reading
does, and nothing is missed. Latitudes stay open: they are chosen anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic

from connref.semantics.search import LabelT, Search, StateT, Successor, search
from connref.semantics.table import combinations
from connref.spec.declare import Transition
from connref.spec.interpretations import LATITUDES
from connref.spec.variant import DOCUMENT, Variant
from connref.verify.monitor import Broken, Choices, MonitorClock, Next, Property
from connref.verify.regions import Edge, Node, RegionGraph


@dataclass(frozen=True, slots=True)
class Finding(Generic[StateT, LabelT]):
    """What all searches for one property met. `fixed` are the interpretations that had to be told apart.

    `met` are the states of the first search: all there are, where nothing is fixed and no fault is found.
    """

    fixed: tuple[str, ...]
    combinations: int
    states: int
    transitions: int
    met: tuple[StateT, ...]
    why: str | None
    path: tuple[LabelT, ...]
    choices: Choices

    @property
    def found(self) -> bool:
        """Whether a fault (of a `sometimes`: the witness) was found."""
        return self.why is not None


PolicyState = tuple[Node, Any, bool]
"""A node, what the monitor remembers there, and whether its clock runs."""

PolicyFinding = Finding[PolicyState, Edge]


def check_family(
    under: Callable[[Choices], Search[StateT, LabelT]],
    edges_of: Callable[[tuple[LabelT, ...]], Iterable[Edge]],
    fixed: tuple[str, ...] = (),
    known: Choices | None = None,
    variant: Variant = DOCUMENT,
) -> Finding[StateT, LabelT]:
    """Search under every reading. `edges_of` gives the policy's edges on a path, whose guards are compared.

    `fixed` are split from the beginning; `known` are choices that are the same in all searches; `variant` says which
    options are left.
    """
    while True:
        finding = _searched(under, fixed, known or {}, variant)
        disputed = disagreement(edges_of(finding.path), finding.choices) if finding.found else None
        if disputed is None:
            return finding
        fixed = (*fixed, disputed)


def check(graph: RegionGraph, each: Property) -> PolicyFinding:
    """Judge one property under every reading. Raises `DefinitionError` where the table leaves time undefined."""
    variant = graph.table.variant
    return check_family(
        lambda choices: _monitored(graph, each, choices), lambda path: path, each.names, variant=variant
    )


def reachable(graph: RegionGraph) -> tuple[Node, ...]:
    """Every node that any history leads to, nearest first."""

    def successors(node: Node) -> Iterable[Successor[Edge, Node]]:
        return ((edge, edge.target, None) for edge in graph.edges(node))

    return tuple(search([graph.start], successors).came)


def allows(transition: Transition, choices: Choices) -> bool:
    """Whether the guards of a transition agree with the choices made so far."""
    return all(choices.get(guard.name, guard.options[0]) in guard.options for guard in transition.guards)


def disagreement(path: Iterable[Edge], choices: Choices) -> str | None:
    """The first interpretation for which no one option explains every step of a path; None where a reading does."""
    left: dict[str, set[str]] = {name: {option} for name, option in choices.items()}
    for edge in path:
        for guard in edge.transition.guards if edge.transition else ():
            if guard.name in LATITUDES:
                continue
            left[guard.name] = left.get(guard.name, set(guard.options)) & set(guard.options)
            if not left[guard.name]:
                return guard.name
    return None


def reading_of(path: Iterable[Edge], choices: Choices) -> dict[str, str]:
    """Choices that take every step of a path on which no two steps disagree: one option of each name that matters."""
    left: dict[str, tuple[str, ...]] = {name: (option,) for name, option in choices.items()}
    for edge in path:
        for guard in edge.transition.guards if edge.transition else ():
            before = left.get(guard.name, guard.options)
            left[guard.name] = tuple(option for option in before if option in guard.options) or guard.options
    return {name: options[0] for name, options in left.items()}


def _searched(
    under: Callable[[Choices], Search[StateT, LabelT]],
    fixed: tuple[str, ...],
    known: Choices,
    variant: Variant,
) -> Finding[StateT, LabelT]:
    """One search for each combination of the fixed interpretations, up to the first that finds a fault."""
    done: list[Search[StateT, LabelT]] = []
    choices: Choices = known
    for combination in combinations(fixed, variant):
        choices = {**known, **combination}
        done.append(under(choices))
        if done[-1].why is not None:
            break
    states, transitions = sum(len(each.came) for each in done), sum(each.transitions for each in done)
    last = done[-1]
    return Finding(fixed, len(done), states, transitions, tuple(done[0].came), last.why, last.path, choices)


def _monitored(graph: RegionGraph, each: Property, choices: Choices) -> Search[PolicyState, Edge]:
    """Search the region graph under some choices, with the monitor of a property beside it."""
    monitor = each.monitor({name: choices[name] for name in each.names})
    allowed: dict[int, bool] = {}

    def successors(state: PolicyState) -> Iterable[Successor[Edge, PolicyState]]:
        node, memory, runs = state
        for edge in graph.edges(node):
            if not _allowed(edge.transition, choices, allowed):
                continue
            verdict = monitor(memory, edge.timed_step if runs else edge.step)
            if isinstance(verdict, Next):
                yield edge, _after(graph, edge.target, verdict, runs), None
            else:
                yield edge, None, verdict.why if isinstance(verdict, Broken) else None

    start: PolicyState = (graph.start, each.memory, False)
    return search([start], successors)


def _allowed(transition: Transition | None, choices: Choices, known: dict[int, bool]) -> bool:
    """As `allows`, remembered by identity: transitions live as long as their table, and are slow to hash."""
    if transition is None or not choices:
        return True
    found = known.get(id(transition))
    if found is None:
        found = known[id(transition)] = allows(transition, choices)
    return found


def _after(graph: RegionGraph, node: Node, verdict: Next, runs: bool) -> PolicyState:  # noqa: FBT001
    match verdict.clock:
        case MonitorClock.KEEP:
            return node, verdict.memory, runs
        case MonitorClock.START:
            return graph.start_clock(node), verdict.memory, True
        case MonitorClock.STOP:
            return graph.stop_clock(node), verdict.memory, False
