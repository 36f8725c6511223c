"""The places of a policy: its state, what it waits for, and the story so far; and every step from each of them.

Places are made when they are first met, and shared by all walks over the same table. Time is told by
`connref.verify.instants`; what falls due at an instant happens before anything else that comes at it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from connref.errors import DefinitionError
from connref.semantics.table import PolicyTable
from connref.spec.declare import Transition
from connref.spec.vocabulary import App, Clock, Event, Move, Region
from connref.verify.instants import DEADLINE, ENTRY, MARK, Instants
from connref.verify.monitor import Due, Seen, Story, View


@dataclass(slots=True, eq=False)
class Place:
    """Where a history can stand. Two histories that stand in one place can go on alike."""

    state: str
    instants: Instants
    story: Story
    edges: tuple[Edge, ...] | None = field(default=None)
    marked: Place | None = field(default=None)
    unmarked: Place | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Edge:
    """One step: the rule that is taken (None: time passes), where it leads, and what a property sees of it.

    `seen` is for a property that has set no mark, `seen_marked` for one that has.
    """

    rule: Transition | None
    zone: Region
    target: Place
    seen: Seen
    seen_marked: Seen


class Places:
    """All places of one table."""

    def __init__(self, table: PolicyTable) -> None:
        self.table = table
        self._views = {state: View(facts.wish, facts.up) for state, facts in table.facts.items()}
        self._known: dict[tuple[str, Instants, Story], Place] = {}
        self._rules: dict[tuple[str, Region], list[Transition]] = {}
        self._due: dict[tuple[str, Region], list[Transition]] = {}
        for (state, event, zone), row in table.rows.items():
            kept = self._due if event is Event.DEADLINE else self._rules
            kept.setdefault((state, zone), []).extend(row.branches)

    @property
    def start(self) -> Place:
        """A process that has just begun, in the foreground, with nobody known."""
        return self.at(self.table.initial, Instants(), Story())

    def at(self, state: str, instants: Instants, story: Story) -> Place:
        """The place, the same object each time it is asked for."""
        key = (state, instants, story)
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = Place(state, instants, story)
        return place

    def view(self, place: Place) -> View:
        """What the policy shows there."""
        return self._views[place.state]

    def reachable(self) -> tuple[Place, ...]:
        """Every place that any history leads to, nearest first."""
        met = {self.start: None}
        queue = deque(met)
        while queue:
            for edge in self.edges(queue.popleft()):
                if edge.target not in met:
                    met[edge.target] = None
                    queue.append(edge.target)
        return tuple(met)

    def configurations(self) -> frozenset[tuple[str, Region]]:
        """Every pair of a state and a zone of time in which it can be met."""
        return frozenset((place.state, edge.zone) for place in self.reachable() for edge in self.edges(place))

    def edges(self, place: Place) -> tuple[Edge, ...]:
        """Every step from a place. Raises `DefinitionError` where the declared moves leave time undefined."""
        if place.edges is None:
            place.edges = tuple(self._steps(place))
        return place.edges

    def mark(self, place: Place) -> Place:
        """The same place with a mark set to one grace from now."""
        if place.marked is None:
            place.marked = self.at(place.state, place.instants.set(MARK), place.story)
        return place.marked

    def unmark(self, place: Place) -> Place:
        """The same place without a mark."""
        if place.unmarked is None:
            place.unmarked = self.at(place.state, place.instants.drop(MARK), place.story)
        return place.unmarked

    def _steps(self, place: Place) -> Iterator[Edge]:
        clock = self.table.facts[place.state].clock
        zone = zone_of(clock, place.instants)
        for rule in self._rules.get((place.state, zone), ()):
            yield self._edge(place, rule, zone, moved(self.table, rule, place.instants))
        for later in (place.instants.wait(), place.instants.reach()):
            if later is not None:
                yield from self._passing(place, clock, later)

    def _passing(self, place: Place, clock: Clock, later: Instants) -> Iterator[Edge]:
        """Time that passes, with the deadline that comes or has passed by then."""
        passed = place.instants.is_now(DEADLINE)
        if clock is Clock.DEADLINE and (passed or later.is_now(DEADLINE)):
            zone = Region.PAST if passed else Region.AT
            for rule in self._due.get((place.state, zone), ()):
                yield self._edge(place, rule, zone, moved(self.table, rule, later))
        else:
            yield self._edge(place, None, zone_of(clock, later), later)

    def _edge(self, place: Place, rule: Transition | None, zone: Region, instants: Instants) -> Edge:
        state = place.state if rule is None else rule.destination
        event = None if rule is None else rule.event
        story = place.story if event is None else place.story.after(event)
        answer = None if rule is None else rule.answer
        seen, marked = (
            Seen(event, self._views[place.state], self._views[state], place.story, story, answer, due)
            for due in (Due.UNSET, _due(instants))
        )
        return Edge(rule, zone, self.at(state, instants, story), seen, marked)


def zone_of(clock: Clock, instants: Instants) -> Region:
    """Where the present lies relative to the clock of a state."""
    match clock:
        case Clock.NONE:
            return Region.BEFORE
        case Clock.ENTRY:
            return Region.BEFORE if instants.has(ENTRY) and not instants.is_now(ENTRY) else Region.PAST
        case Clock.DEADLINE:
            return Region.AT if instants.is_now(DEADLINE) else Region.BEFORE


def moved(table: PolicyTable, rule: Transition, instants: Instants) -> Instants:
    """The instants after a rule was taken.

    What nobody will look at is forgotten: the entry once the app is in the foreground, as each entry sets it anew.
    Raises `DefinitionError` where a state would be left without the instant that it waits for, or with one that it
    does not know: a deadline that runs in a state that has none, or an entry that was not noted.
    """
    source, target = table.facts[rule.source], table.facts[rule.destination]
    if rule.enters:
        instants = instants.set(ENTRY)
    instants = _moved_deadline(rule, instants)
    if instants.has(DEADLINE) is not (target.clock is Clock.DEADLINE):
        raise DefinitionError(
            f"{rule.source} × {rule.event.value} → {rule.destination}: the deadline does not fit"
        )
    if target.app is App.FOREGROUND:
        return instants.drop(ENTRY)
    if target.clock is Clock.ENTRY and source.app is App.FOREGROUND and not rule.enters:
        raise DefinitionError(
            f"{rule.source} × {rule.event.value}: the entry into the background is not noted"
        )
    return instants


def _moved_deadline(rule: Transition, instants: Instants) -> Instants:
    match rule.move:
        case Move.KEEP:
            return instants
        case Move.CLEAR:
            return instants.drop(DEADLINE)
        case Move.FROM_NOW:
            return instants.set(DEADLINE)
        case Move.FROM_ENTRY:
            return instants.put_with(DEADLINE, ENTRY)


def _due(instants: Instants) -> Due:
    if not instants.has(MARK):
        return Due.PAST
    return Due.NOW if instants.is_now(MARK) else Due.BEFORE
