"""What the document wants in the course of a case, as lanes for the timing diagram of a counterexample."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from connref.oracle.diagnosis import Violation
from connref.oracle.judge import Judge
from connref.protocol import Case, Do, ObservationKind, Profile
from connref.spec.vocabulary import Clock, Wish
from connref_adapters.drivers import Playback
from connref_adapters.reports.timeline import Mark, Segment, Timeline, observed_timeline


@dataclass(slots=True)
class _Lane:
    """The wish as it changes, and the deadlines that ran."""

    segments: list[Segment] = field(default_factory=list[Segment])
    deadlines: set[int] = field(default_factory=set[int])
    state: str = Wish.UNWANTED.value
    since: int = 0

    def note(self, oracle: Judge, now: int) -> None:
        estimate = oracle.estimate
        wishes = {estimate.after.at(each).wish for each in estimate.live}
        wish = wishes.pop().value if len(wishes) == 1 else Wish.ALLOWED.value
        if wish != self.state:
            self.close(now)
            self.state = wish
        self.deadlines |= {
            each.deadline
            for each in estimate.live
            if each.deadline is not None and estimate.after.at(each).clock is Clock.DEADLINE
        }

    def close(self, now: int) -> None:
        if now > self.since:
            self.segments.append(Segment(self.since, now, self.state))
        self.since = now


def explained_timeline(
    case: Case,
    playback: Playback,
    violation: Violation,
    profile: Profile,
    observes: frozenset[ObservationKind],
) -> Timeline:
    """The case as a picture: what was done and seen, what the document wanted, and where it was not met.

    Where readings differ the wish is drawn as allowed. After the violation nothing is judged: there the lane ends.
    """
    timeline = wanted_timeline(case, playback, profile, observes)
    return replace(timeline, violation=Mark(min(violation.at, timeline.end_ms), violation.observed))


def wanted_timeline(
    case: Case, playback: Playback, profile: Profile, observes: frozenset[ObservationKind]
) -> Timeline:
    """The case as a picture without a violation: what was done and seen, and what the document wanted."""
    oracle = Judge(case.mode, profile, observes)
    lane = _Lane()
    for index, reply in enumerate(playback.replies):
        step = case.steps[index - 1] if index else None
        if isinstance(step, Do):
            oracle.input(step)
            lane.note(oracle, oracle.estimate.now)
        for seen in reply.observations:
            _pass(oracle, lane, seen.at)
            oracle.observe(seen)
            lane.note(oracle, seen.at)
        _pass(oracle, lane, reply.now)
        if oracle.violation is not None:
            break
    steps = [step.request() for step in case.steps]
    seen = [each.to_json() for reply in playback.replies for each in reply.observations]
    timeline = observed_timeline(steps, seen)
    lane.close(min(oracle.estimate.now, timeline.end_ms))
    return replace(
        timeline,
        wish=tuple(lane.segments),
        deadlines=tuple(Mark(at, "deadline") for at in sorted(lane.deadlines) if at <= timeline.end_ms),
    )


def _pass(oracle: Judge, lane: _Lane, until: int) -> None:
    """Let time pass, with a look at the wish at every deadline and right after it."""
    due = {
        each.deadline + late for each in oracle.estimate.live if each.deadline is not None for late in (0, 1)
    }
    for instant in sorted(at for at in due if oracle.estimate.now < at < until):
        oracle.advance(instant)
        lane.note(oracle, instant)
    oracle.advance(until)
    lane.note(oracle, until)
