"""The way of one case through its chart: every occurrence with the location in which it came, and what was seen.

A case is judged again under the readings that the run established. Each row of the policy table that a candidate takes
is noted as an edge of the event at hand. Afterwards the way is read backwards, edge by edge, from the location of the
candidate that is told to the start. Several candidates may live: told is one that ended with the violation, or lives
at the end, and of those the one whose location the chart declares first. Of several edges into one location it is
the one whose source the chart declares first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple, Protocol

from connref.oracle.candidate import Candidate, oracle_rows
from connref.oracle.diagnosis import Violation
from connref.oracle.judge import Judge
from connref.oracle.readings import Cube
from connref.protocol import CALLS as PROTOCOL_CALLS
from connref.protocol import Case, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.semantics.table import Key, compile_table
from connref.spec.declare import Location
from connref.spec.vocabulary import Event
from connref.spec.vocabulary import Move as ClockUpdate

TIME = "time"
"""What came where nothing came: time passed."""

SAME = {
    Event.CONNECT_OFFLINE.value: Event.CONNECT.value,
    Event.FAILED_OFFLINE.value: Event.FAILED.value,
    Event.PONG_FOREGROUND.value: Event.PONG.value,
}
"""Events that differ in their circumstances only. What is told of both is told of one; a history knows the rest."""


class Reply(Protocol):
    """What came back for a step: the instant at its end (ms), and what was seen during it."""

    @property
    def now(self) -> int:
        """The instant at the end of the step."""
        ...

    @property
    def observations(self) -> Sequence[Observation]:
        """What was seen, in order."""
        ...


class Story(NamedTuple):
    """A case as it was played: a reply to the reset, then one for each step; `died` where the SDK went no further."""

    case: Case
    replies: tuple[Reply, ...]
    died: Violation | None = None


class Terms(NamedTuple):
    """What a case is judged by; `outcomes` are the calls that report one.

    Under the interpretations in `free` the SDK may do one thing now, another then.
    """

    profile: Profile
    observes: frozenset[ObservationKind]
    established: Cube
    outcomes: frozenset[InputName] = PROTOCOL_CALLS
    free: tuple[str, ...] = ()


class Sight(NamedTuple):
    """Something that was seen at `at` (ms), after so many occurrences."""

    at: int
    after: int
    seen: Observation
    came_up: bool
    went_down: bool


class Occurrence(NamedTuple):
    """An event at `at` (ms): where the chart stood when it came (`location`), and where it stood then.

    `event` is the chart's word for it, or the input's name where the chart has none; `value` the input's own field.
    `fair` says whether a connection could come up from then on, `moved` whether the chart has a row for it, `done`
    that it was an input. `arms` is empty unless it set a deadline, and then the event from which that counts.
    """

    at: int
    event: str
    location: Location
    then: Location
    value: str | int | None = None
    fair: bool = True
    moved: bool = True
    done: bool = False
    arms: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of one case to its end (ms), or to where it first parts from the document: then `violation` is given.

    `told` is the candidate that the way belongs to.
    """

    case: Case
    occurrences: tuple[Occurrence, ...]
    sights: tuple[Sight, ...]
    end: int
    violation: Violation | None
    told: Candidate

    @property
    def mode(self) -> str:
        """Which mode the app chose: auto, manual, or default where it chose none."""
        return self.case.mode.value if self.case.mode is not None else "default"


@dataclass(slots=True)
class _Layer:
    at: int
    event: str
    value: str | int | None = None
    fair: bool = True
    done: bool = False
    edges: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])


def follow(story: Story, terms: Terms) -> Trace:
    """The trace of a case under the established readings."""
    return _Follower(story, terms).follow()


class _Follower:
    """Feeds a judge and notes what its candidates do; it is the judge's trail."""

    def __init__(self, story: Story, terms: Terms) -> None:
        self._story = story
        self._judge = Judge(story.case.mode, terms.profile, terms.observes, terms.outcomes)
        estimate = self._judge.estimate
        estimate.keep([each._replace(cube=terms.established) for each in estimate.live])
        estimate.after.free(terms.free)
        estimate.after.trail = self
        mode = story.case.mode or Mode.AUTO
        self._rows = oracle_rows(mode, terms.free)
        self._established = terms.established
        self._locations = compile_table(mode).facts
        self._order = {name: place for place, name in enumerate(self._locations)}
        self._layers: list[_Layer] = []
        self._open: _Layer | None = None
        self._sights: list[Sight] = []

    def took(self, key: Key, destination: str, now: int) -> None:
        """A candidate takes a row: an edge of the event at hand."""
        location, event, _ = key
        name = SAME.get(event.value, event.value)
        layer = self._open
        if layer is None or (layer.event, layer.at) != (name, now):
            if layer is not None and layer.done and not layer.edges:
                layer.event = name
            else:
                layer = self._open = _Layer(now, name)
                self._layers.append(layer)
        edge = location, destination
        layer.edges[edge] = self._armed(key, destination) or layer.edges.get(edge, "")

    def _armed(self, key: Key, destination: str) -> str:
        """From what a deadline counts that the row sets on this way; empty where it sets none."""
        branches = (each for each in self._rows[key] if each.transition.destination == destination)
        moves = {each.transition.move for each in branches if each.restrict(self._established) is not None}
        if ClockUpdate.FROM_ENTRY in moves:
            return Event.BACKGROUND.value
        return SAME.get(key[1].value, key[1].value) if ClockUpdate.FROM_NOW in moves else ""

    def follow(self) -> Trace:
        """Feed all that was played, and read the way backwards."""
        judge, story = self._judge, self._story
        for index, reply in enumerate(story.replies):
            step = story.case.steps[index - 1] if index else None
            if isinstance(step, Do):
                self._input(step)
            for seen in reply.observations:
                self._observe(seen)
            self._pass_to(reply.now)
            if judge.violation is not None:
                break
        self._open = None
        judge.verdict()
        if story.died is not None and judge.violation is None:
            self._died(len(story.replies) - 1)
        return self._read_back()

    def _died(self, index: int) -> None:
        step = self._story.case.steps[index] if 0 <= index < len(self._story.case.steps) else None
        if isinstance(step, Do):
            name = SAME.get(step.input.value, step.input.value)
            self._layers.append(_Layer(self._judge.estimate.now, name, step.value, done=True))

    def _pass_to(self, now: int) -> None:
        self._open = None
        self._judge.advance(now)
        self._open = None

    def _input(self, step: Do) -> None:
        estimate = self._judge.estimate
        if not estimate.judging:
            return
        layer = self._open = _Layer(estimate.now, step.input.value, step.value, done=True)
        self._layers.append(layer)
        self._judge.input(step)
        layer.fair = estimate.sockets.conditions.fair

    def _observe(self, seen: Observation) -> None:
        self._pass_to(seen.at)
        estimate = self._judge.estimate
        if not estimate.judging:
            return
        before, was_up = len(self._layers), estimate.sockets.up
        self._judge.observe(seen)
        is_up = estimate.sockets.up
        self._sights.append(Sight(seen.at, before, seen, is_up and not was_up, was_up and not is_up))

    def _read_back(self) -> Trace:
        estimate = self._judge.estimate
        told = self._told(estimate.violation)
        location = told.location
        occurrences: list[Occurrence] = []
        kept: list[bool] = []
        fair = _fairness(self._layers)
        for index in range(len(self._layers) - 1, -1, -1):
            layer = self._layers[index]
            sources = [source for source, then in layer.edges if then == location]
            source = min(sources, key=self._order.__getitem__, default=location)
            kept.append(bool(sources) or layer.done)
            if kept[-1]:
                arms = layer.edges.get((source, location), "")
                occurrences.append(
                    Occurrence(
                        layer.at,
                        layer.event,
                        self._locations[source],
                        self._locations[location],
                        layer.value,
                        fair[index],
                        bool(sources),
                        layer.done,
                        arms,
                    )
                )
            location = source
        occurrences.reverse()
        places = [0, *accumulate(map(int, reversed(kept)))]
        sights = tuple(sight._replace(after=places[sight.after]) for sight in self._sights)
        violation = estimate.violation or self._story.died
        return Trace(self._story.case, tuple(occurrences), sights, estimate.now, violation, told)

    def _told(self, violation: Violation | None) -> Candidate:
        """The candidate to tell of; where its deadline passed in the stretch in which it ended, after that."""
        estimate = self._judge.estimate
        live = list(estimate.live)
        if violation is not None and estimate.dropped:
            cubes = [drop.cube for drop in estimate.dropped[-1] if violation in drop.violations]
            live = [each for each in live if any(cube & each.cube == cube for cube in cubes)] or live
        told = min(live, key=lambda each: (self._order[each.location], each.since, each.cube))
        deadline = told.deadline
        if violation is None or deadline is None:
            return told
        for layer in self._layers:
            if layer.event == Event.DEADLINE.value and layer.at >= deadline:
                then = [after for before, after in layer.edges if before == told.location]
                if then:
                    told = told._replace(location=min(then, key=self._order.__getitem__))
        return told


def _fairness(layers: Sequence[_Layer]) -> list[bool]:
    """Whether a connection could come up after each of them; only inputs change that."""
    fair, found = True, list[bool]()
    for layer in layers:
        fair = layer.fair if layer.done else fair
        found.append(fair)
    return found


CALLS = frozenset(each.value for each in PROTOCOL_CALLS)
"""The events that are calls with callbacks."""
