"""The region graph of a policy: its locations with the order of the clocks, so that finitely many nodes are exact.

Every clock here (the policy's deadline, the window after an entry, a monitor's clock) expires one grace after it was
started. So clocks expire in the order in which they were started, and it is enough to remember that order, which of
them coincide, and whether the present is the first of those instants. Every run in milliseconds maps to one path over
such orders, and every path with fewer steps than the grace has milliseconds maps back. What falls due at an instant
happens before anything else that comes at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from connref.errors import DefinitionError
from connref.semantics.table import PolicyTable
from connref.spec.declare import Transition
from connref.spec.features import AUTO_BACKGROUND, MANUAL_BACKGROUND
from connref.spec.vocabulary import App, Clock, Event, Mode, Move, Region
from connref.verify.monitor import AppState, Due, Step, View

DEADLINE = "deadline"
"""The deadline that the policy remembers."""
ENTRY = "entry"
"""One grace after the entry into the background that the policy remembers."""
MONITOR = "monitor"
"""One grace after whatever a monitor chose to start its clock at."""


@dataclass(frozen=True, slots=True)
class ClockOrder:
    """The clocks that run, the first to expire first; those in one group expire together.

    `at` says that the present is the first group's instant; `fresh` that the last group was started at the present.
    """

    groups: tuple[frozenset[str], ...] = ()
    at: bool = False
    fresh: bool = False

    def has(self, name: str) -> bool:
        """Whether the clock runs, or expires now."""
        return any(name in group for group in self.groups)

    def is_now(self, name: str) -> bool:
        """Whether the clock expires at the present instant."""
        return self.at and name in self.groups[0]

    def start(self, name: str) -> ClockOrder:
        """The order after a clock was started, or started anew, to expire one grace from now."""
        return _start(self, name)

    def join(self, name: str, other: str) -> ClockOrder:
        """The order after a clock was set to expire with another; None of it is left where the other is gone."""
        return _join(self, name, other)

    def stop(self, name: str) -> ClockOrder:
        """The order without one of its clocks."""
        return _stop(self, name)

    def reach(self) -> ClockOrder | None:
        """Time passes until the first instant; None where there is none, or the present is it."""
        if self.at or not self.groups:
            return None
        return ClockOrder(self.groups, at=True)

    def wait(self) -> ClockOrder | None:
        """Time passes, short of the next instant; None where that changes nothing."""
        if self.at:
            return ClockOrder(self.groups[1:])
        return ClockOrder(self.groups) if self.fresh else None


@cache
def _stop(order: ClockOrder, name: str) -> ClockOrder:
    if not order.has(name):
        return order
    groups = tuple(group - {name} for group in order.groups)
    return ClockOrder(
        tuple(group for group in groups if group),
        at=order.at and bool(groups[0]),
        fresh=order.fresh and bool(groups[-1]),
    )


@cache
def _start(order: ClockOrder, name: str) -> ClockOrder:
    others = _stop(order, name)
    earlier, last = (
        (others.groups[:-1], others.groups[-1]) if others.fresh else (others.groups, frozenset[str]())
    )
    return ClockOrder((*earlier, last | {name}), others.at, fresh=True)


@cache
def _join(order: ClockOrder, name: str, other: str) -> ClockOrder:
    others = _stop(order, name)
    groups = tuple(group | {name} if other in group else group for group in others.groups)
    return ClockOrder(groups, others.at, others.fresh)


@dataclass(slots=True, eq=False)
class Node:
    """A location, the order of the clocks, and the app as the events tell of it. Equal futures, equal node."""

    location: str
    order: ClockOrder
    app: AppState
    edges: tuple[Edge, ...] | None = field(default=None)
    clock_started: Node | None = field(default=None)
    clock_stopped: Node | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Edge:
    """The transition that is taken (None: time passes), where it leads, and what a monitor sees of it.

    `step` is for a monitor whose clock stands still, `timed_step` for one whose clock runs.
    """

    transition: Transition | None
    region: Region
    target: Node
    step: Step
    timed_step: Step


class RegionGraph:
    """The region graph of one table. Nodes are made when they are first met, and shared by all searches."""

    def __init__(self, table: PolicyTable) -> None:
        self.table = table
        self._views = {name: View(location.wish, location.up) for name, location in table.locations.items()}
        self._known: dict[tuple[str, ClockOrder, AppState], Node] = {}
        self._transitions: dict[tuple[str, Region], list[Transition]] = {}
        self._due: dict[tuple[str, Region], list[Transition]] = {}
        for (location, event, region), row in table.rows.items():
            kept = self._due if event is Event.DEADLINE else self._transitions
            kept.setdefault((location, region), []).extend(row.branches)

    @property
    def start(self) -> Node:
        """A process that has just begun, in the foreground, with nobody known."""
        return self.node(self.table.initial, ClockOrder(), AppState())

    def node(self, location: str, order: ClockOrder, app: AppState) -> Node:
        """The node, the same object each time it is asked for."""
        key = (location, order, app)
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = Node(location, order, app)
        return node

    def view(self, node: Node) -> View:
        """What the policy shows there."""
        return self._views[node.location]

    def edges(self, node: Node) -> tuple[Edge, ...]:
        """Every edge from a node. Raises `DefinitionError` where the declared updates leave time undefined."""
        if node.edges is None:
            node.edges = tuple(self._edges(node))
        return node.edges

    def start_clock(self, node: Node) -> Node:
        """The same node with the monitor's clock started now."""
        if node.clock_started is None:
            node.clock_started = self.node(node.location, node.order.start(MONITOR), node.app)
        return node.clock_started

    def stop_clock(self, node: Node) -> Node:
        """The same node with the monitor's clock stopped."""
        if node.clock_stopped is None:
            node.clock_stopped = self.node(node.location, node.order.stop(MONITOR), node.app)
        return node.clock_stopped

    def _edges(self, node: Node) -> Iterator[Edge]:
        clock = self.table.locations[node.location].clock
        region = region_of(clock, node.order)
        for transition in self._transitions.get((node.location, region), ()):
            yield self._edge(node, transition, region, updated(self.table, transition, node.order))
        for later in (node.order.wait(), node.order.reach()):
            if later is not None:
                yield from self._delay(node, clock, later)

    def _app_after(self, app: AppState, event: Event) -> AppState:
        """The app as a vendor's SDK sees it: where nobody logs in init is enough; some know no background."""
        after, variant = app.after(event), self.table.variant
        background = AUTO_BACKGROUND if self.table.mode is Mode.AUTO else MANUAL_BACKGROUND
        return AppState(
            after.started,
            after.started if variant.sessionless else after.user,
            after.background and not variant.takes(background, "nothing"),
        )

    def _delay(self, node: Node, clock: Clock, later: ClockOrder) -> Iterator[Edge]:
        """Time that passes, with the deadline that comes or has passed by then."""
        passed = node.order.is_now(DEADLINE)
        if clock is Clock.DEADLINE and (passed or later.is_now(DEADLINE)):
            region = Region.PAST if passed else Region.AT
            for transition in self._due.get((node.location, region), ()):
                yield self._edge(node, transition, region, updated(self.table, transition, later))
        else:
            yield self._edge(node, None, region_of(clock, later), later)

    def _edge(self, node: Node, transition: Transition | None, region: Region, order: ClockOrder) -> Edge:
        location = node.location if transition is None else transition.destination
        event = transition.event if transition and isinstance(transition.event, Event) else None
        app = node.app if event is None else self._app_after(node.app, event)
        answer = None if transition is None else transition.answer
        step, timed_step = (
            Step(event, self._views[node.location], self._views[location], node.app, app, answer, due)
            for due in (Due.UNSET, _due(order))
        )
        return Edge(transition, region, self.node(location, order, app), step, timed_step)


def region_of(clock: Clock, order: ClockOrder) -> Region:
    """Where the present lies relative to the clock of a location."""
    match clock:
        case Clock.NONE:
            return Region.BEFORE
        case Clock.ENTRY:
            return Region.BEFORE if order.has(ENTRY) and not order.is_now(ENTRY) else Region.PAST
        case Clock.DEADLINE:
            return Region.AT if order.is_now(DEADLINE) else Region.BEFORE


def updated(table: PolicyTable, transition: Transition, order: ClockOrder) -> ClockOrder:
    """The order of the clocks after a transition was taken.

    What nobody will look at is forgotten: the entry once the app is in the foreground, as each entry sets it anew.
    Raises `DefinitionError` where a location would be left without the clock that it waits for, or with one that it
    does not know: a deadline that runs in a location that has none, or an entry that was not noted.
    """
    source, target = table.locations[transition.source], table.locations[transition.destination]
    if transition.enters:
        order = order.start(ENTRY)
    order = _deadline_updated(transition, order)
    if order.has(DEADLINE) is not (target.clock is Clock.DEADLINE):
        raise DefinitionError(
            f"{transition.source} × {transition.event.value} → {transition.destination}: the deadline does not fit"
        )
    if target.app is App.FOREGROUND:
        return order.stop(ENTRY)
    if target.clock is Clock.ENTRY and source.app is App.FOREGROUND and not transition.enters:
        raise DefinitionError(
            f"{transition.source} × {transition.event.value}: the entry into the background is not noted"
        )
    return order


def _deadline_updated(transition: Transition, order: ClockOrder) -> ClockOrder:
    match transition.move:
        case Move.KEEP:
            return order
        case Move.CLEAR:
            return order.stop(DEADLINE)
        case Move.FROM_NOW:
            return order.start(DEADLINE)
        case Move.FROM_ENTRY:
            return order.join(DEADLINE, ENTRY)


def _due(order: ClockOrder) -> Due:
    if not order.has(MONITOR):
        return Due.PAST
    return Due.NOW if order.is_now(MONITOR) else Due.BEFORE
