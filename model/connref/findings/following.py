"""The way of one case through its chart: every occurrence with the location in which it came, and what was seen.

A case is judged again under the readings that the run established. Each row of the policy table that a candidate takes
is noted as an edge of the event at hand. Afterwards the way is read backwards, edge by edge, from the location of the
candidate that is told to the start. Several candidates may live: told is one that ended with the violation, or lives
at the end, of those one that follows most of the catalogue's default options, then the one whose location the chart
declares first. The ways of the others that ended with it are kept beside. Of several edges into one location it is
the one whose source the chart declares first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from connref.findings.trace import SAME, Occurrence, Sight, Story, Terms, Trace
from connref.oracle.candidate import Candidate, oracle_rows
from connref.oracle.diagnosis import Violation
from connref.oracle.judge import Judge
from connref.oracle.readings import BITS
from connref.protocol import Do, Mode, Observation
from connref.semantics.table import Key, compile_table
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import Event
from connref.spec.vocabulary import Move as ClockUpdate

_USUAL = sum(BITS[each.id, each.default] for each in INTERPRETATIONS.values())
_MOST_TOLD = 6
"""How many candidates are told of at most: an SDK in an odd corner may leave many."""


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
        variant = terms.profile.variant.with_readings_open()
        self._rows = oracle_rows(mode, terms.free, variant)
        self._established = terms.established
        self._locations = compile_table(mode, variant).locations
        self._order = {name: place for place, name in enumerate(self._locations)}
        self._layers: list[_Layer] = []
        self._open: _Layer | None = None
        self._sights: list[Sight] = []
        self._by_sight = False

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
        self._by_sight = estimate.violation is not None
        is_up = estimate.sockets.up
        self._sights.append(Sight(seen.at, before, seen, is_up and not was_up, was_up and not is_up))

    def _read_back(self) -> Trace:
        first, *others = [self._way(told, violation) for told, violation in self._ended()]
        return replace(first, others=tuple(others))

    def _way(self, told: Candidate, violation: Violation | None) -> Trace:
        """The way that led one candidate to where it is."""
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
                        layer.edges.get((source, location), ""),
                    )
                )
            location = source
        occurrences.reverse()
        places = [0, *accumulate(map(int, reversed(kept)))]
        sights = tuple(sight._replace(after=places[sight.after]) for sight in self._sights)
        end = self._judge.estimate.now
        return Trace(self._story.case, tuple(occurrences), sights, end, violation, told, self._by_sight)

    def _ended(self) -> list[tuple[Candidate, Violation | None]]:
        """The candidates to tell of, each with what it misses: those that ended with the violation, or that live."""
        estimate = self._judge.estimate
        wrong = estimate.violation
        dropped = estimate.dropped[-1] if estimate.dropped else ()
        found: list[tuple[Candidate, Violation | None]] = []
        if wrong is not None and any(wrong in drop.violations for drop in dropped):
            found = [
                (each, violation)
                for drop in dropped
                for each in estimate.live
                if drop.cube & each.cube == drop.cube
                for violation in drop.violations
            ]
        found = found or [(each, wrong or self._story.died) for each in estimate.live]
        found.sort(key=lambda pair: (pair[1] != (wrong or self._story.died), *self._preference(pair[0])))
        ways: dict[tuple[str, Violation | None], tuple[Candidate, Violation | None]] = {}
        for each, violation in found:
            late = self._late(each)
            ways.setdefault((late.location, violation), (late, violation))
        return list(ways.values())[: _MOST_TOLD if wrong is not None else 1]

    def _preference(self, candidate: Candidate) -> tuple[int, int, int, int]:
        """Of several candidates: who follows most of the catalogue's defaults, then in order of the chart."""
        usual = (candidate.cube & _USUAL).bit_count()
        return -usual, self._order[candidate.location], candidate.since, candidate.cube

    def _late(self, told: Candidate) -> Candidate:
        """A candidate after its deadline, where that passed in the stretch in which it ended."""
        deadline = told.deadline
        if self._judge.estimate.violation is None or deadline is None:
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
