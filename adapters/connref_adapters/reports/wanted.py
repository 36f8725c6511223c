"""What the document wants in the course of a case, as lanes for the timing diagram of a counterexample.

The judge plays the case once more, and the picture keeps to the readings that the run established: so the lane says
what the sentence beside it says. The instants of that sentence are the picture's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from connref.oracle.candidate import Candidate
from connref.oracle.diagnosis import Violation
from connref.oracle.estimate import Estimate
from connref.oracle.judge import Judge
from connref.oracle.readings import EVERYTHING, Cube, meet
from connref.protocol import CALLS, Case, Do, InputName, Observation, ObservationKind, Profile
from connref.spec.vocabulary import Clock, Wish
from connref_adapters.drivers import Playback
from connref_adapters.reports.text import dues_in, instant, instants_in, with_units
from connref_adapters.reports.timeline import Mark, Segment, Timeline, observed_timeline

BOUND_OVER = "R is over"
"""The mark of the instant at which the reconnect bound ends."""

_ENTRY = "the background"


@dataclass(slots=True)
class _Wanted:
    """The wish as it changes, and the deadlines that ran with what began each: all under `readings`."""

    readings: Cube
    grace_ms: int
    parts_at: int
    segments: list[Segment] = field(default_factory=list[Segment])
    deadlines: dict[int, str] = field(default_factory=dict[int, str])
    lapsed: set[int] = field(default_factory=set[int])
    running: set[int] = field(default_factory=set[int])
    times: Counter[str] = field(default_factory=Counter[str])
    happened: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    state: str = Wish.UNWANTED.value
    since: int = 0
    ended: bool = False

    def happens(self, now: int, words: str) -> None:
        """Something that may begin a deadline; what happens again is numbered, so that each has its own name."""
        self.times[words] += 1
        number = self.times[words]
        self.happened.append((now, words if number == 1 else f"{words} ({number})"))

    def note(self, oracle: Judge, now: int) -> None:
        """Look at the wish and at the deadlines as they are at `now`."""
        estimate = oracle.estimate
        ours = [each for each in estimate.live if meet(each.cube, self.readings) is not None]
        if not ours and now < self.parts_at:
            # The SDK is not held to its own readings here: what is told is wrong under every reading.
            ours = estimate.live
        self.ended |= oracle.violation is not None or not ours
        if self.ended:
            return
        self._turn(now, _wish_of(estimate, ours, now))
        self.running = set()
        for each in ours:
            if each.deadline is not None and estimate.after.at(each).clock is Clock.DEADLINE:
                self._runs(each.deadline, now)

    def down_by(self, due: int) -> None:
        """What was judged says that it had to be down by then: a coarse clock tells that only once it is over."""
        self._turn(due, Wish.UNWANTED.value)

    def close(self, now: int) -> None:
        """The wish ends at `now`."""
        self.segments.append(Segment(self.since, now, self.state))
        self.since = now

    def lane(self) -> tuple[Segment, ...]:
        """The wish without gaps; what was open for no time, while one instant was looked at in parts, is left out."""
        kept = [each for each in self.segments if each.end_ms > each.start_ms or self._decides(each)]
        runs = [list(run) for _, run in groupby(kept, key=lambda each: each.state)]
        return tuple(Segment(run[0].start_ms, run[-1].end_ms, run[0].state) for run in runs)

    def marks(self) -> Iterator[Mark]:
        """The deadlines, each named after what began it; one that neither came nor runs at the end was cancelled."""
        for at, began in sorted(self.deadlines.items()):
            cancelled = at not in self.lapsed and at not in self.running
            yield Mark(at, f"grace from {began}" + (", cancelled" if cancelled else ""))

    def _decides(self, each: Segment) -> bool:
        return each is self.segments[-1] or (each.start_ms > 0 and each.state != Wish.ALLOWED.value)

    def _turn(self, now: int, wish: str) -> None:
        if wish != self.state:
            self.close(now)
            self.state = wish

    def _runs(self, deadline: int, now: int) -> None:
        self.running.add(deadline)
        if now == deadline:
            self.lapsed.add(deadline)
        if deadline not in self.deadlines:
            self.deadlines[deadline] = self._began(deadline - self.grace_ms, now)

    def _began(self, at: int, now: int) -> str:
        """What began a deadline: what happens now, or the entry that it is counted from afterwards."""
        then = [words for when, words in self.happened if when == at]
        entries = [words for words in then if at < now and words.startswith(_ENTRY)]
        return (entries or then or [instant(at)])[-1]


def _wish_of(estimate: Estimate, candidates: Sequence[Candidate], now: int) -> str:
    """What the candidates want, if they agree; near a deadline a coarse clock may have passed it, or not."""
    wishes = {
        Wish.ALLOWED if estimate.after.lapse_is_near(each, now) else estimate.after.at(each).wish
        for each in candidates
    }
    return wishes.pop().value if len(wishes) == 1 else Wish.ALLOWED.value


def explained_timeline(
    case: Case,
    playback: Playback,
    violation: Violation,
    profile: Profile,
    observes: frozenset[ObservationKind],
    readings: Cube = EVERYTHING,
    outcomes: frozenset[InputName] = CALLS,
) -> Timeline:
    """The case as a picture: what was done and seen, what the document wanted, and where it was not met.

    `readings` are those that the run established: where they differ the wish is drawn as allowed. The wish ends where
    it is not met, or, where the connection went down too early, at the instant until which it had to be up.
    """
    oracle = Judge(case.mode, profile, observes, outcomes)
    return _timeline(case, playback, oracle, readings, violation)


def wanted_timeline(
    case: Case, playback: Playback, profile: Profile, observes: frozenset[ObservationKind]
) -> Timeline:
    """The case as a picture without a violation: what was done and seen, and what the document wanted."""
    return _timeline(case, playback, Judge(case.mode, profile, observes), EVERYTHING, None)


def _timeline(
    case: Case,
    playback: Playback,
    oracle: Judge,
    readings: Cube,
    violation: Violation | None,
) -> Timeline:
    grace_ms = oracle.estimate.profile.grace_ms
    wanted = _Wanted(readings, grace_ms, 0 if violation is None else violation.at)
    _replay(oracle, case, playback, wanted)
    named = () if violation is None else dues_in(violation.expected)
    shown = 0 if violation is None else max(violation.at, *instants_in(violation.observed), 0)
    timeline = observed_timeline(
        [step.request() for step in case.steps],
        [each.to_json() for reply in playback.replies for each in reply.observations],
        shown,
    )
    until = oracle.estimate.now if violation is None else violation.at
    if violation is not None and violation.expected.startswith("down by "):
        wanted.down_by(min(named, default=violation.at))
    wanted.close(max([min(until, timeline.end_ms), *(at for at in named if at > until), wanted.since]))
    marks = tuple(mark for mark in wanted.marks() if mark.at_ms <= timeline.end_ms or mark.at_ms in named)
    due = (
        ()
        if violation is None
        else _due(violation.expected, [at for at in named if at not in wanted.deadlines])
    )
    wrong = None if violation is None else Mark(violation.at, with_units(violation.observed))
    return replace(timeline, wish=wanted.lane(), deadlines=marks + due, violation=wrong)


def _due(expected: str, named: Iterable[int]) -> tuple[Mark, ...]:
    """The instants of a sentence that are no deadlines of the policy: the end of R, or what the sentence says."""
    bound = " by " in expected and not expected.startswith("down by ")
    return tuple(Mark(at, BOUND_OVER if bound else with_units(expected)) for at in named)


def _replay(oracle: Judge, case: Case, playback: Playback, wanted: _Wanted) -> None:
    """Feed the judge once more, and note what it wants after everything that happens."""
    for index, reply in enumerate(playback.replies):
        step = case.steps[index - 1] if index else None
        if isinstance(step, Do):
            wanted.happens(oracle.estimate.now, _done_words(step))
            oracle.input(step)
            wanted.note(oracle, oracle.estimate.now)
        for seen in reply.observations:
            _pass(oracle, wanted, seen.at)
            wanted.happens(seen.at, _seen_words(seen))
            oracle.observe(seen)
            wanted.note(oracle, seen.at)
        _pass(oracle, wanted, reply.now)
        if wanted.ended:
            break


def _done_words(done: Do) -> str:
    match done.input:
        case InputName.BACKGROUND:
            return _ENTRY
        case InputName.CONNECT | InputName.DISCONNECT | InputName.PING:
            return f"{done.input.value}() {done.value}"
        case _:
            return done.input.value.replace("_", " ")


def _seen_words(seen: Observation) -> str:
    match seen.kind:
        case ObservationKind.SOCKET_OPEN:
            return "the connection"
        case ObservationKind.OUTCOME:
            return f"the answer to {seen.api}() {seen.call}"
        case _:
            return seen.kind.value.replace("_", " ")


def _pass(oracle: Judge, wanted: _Wanted, until: int) -> None:
    """Let time pass, with a look at the wish at every deadline and right after it."""
    tolerance = oracle.estimate.profile.tolerance_ms
    due = {
        each.deadline + late
        for each in oracle.estimate.live
        if each.deadline is not None
        for late in (-tolerance, 0, 1, tolerance + 1)
    }
    for at in sorted(at for at in due if oracle.estimate.now < at < until):
        oracle.advance(at)
        wanted.note(oracle, at)
    oracle.advance(until)
    wanted.note(oracle, until)
