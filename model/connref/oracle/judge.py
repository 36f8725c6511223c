"""The judge: one case, fed in order with what was done and what was seen, against every reading at once.

The judge keeps the *candidates* that explain what was seen so far. An input moves each of them by the policy
table; where a row is a choice node, a candidate forks; where the document says "may", it forks too, without committing
to a reading. Time that passes, and what is observed, drops those that contradict it. When none is left the case fails,
and the requirement to blame is the one that the last of them broke. What is wrong under every reading fails at once.
"""

from __future__ import annotations

from connref.errors import ClockError
from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.estimate import Estimate
from connref.oracle.on_input import apply_input
from connref.oracle.on_link import settle
from connref.oracle.on_observation import apply_observation
from connref.oracle.readings import join
from connref.oracle.retries import Retries
from connref.protocol import CALLS, Do, InputName, Mode, Observation, ObservationKind, Profile

EVERY_OBSERVATION = frozenset(ObservationKind)
_ATTEMPTS = frozenset({ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_FAILED})
"""What has to be seen to tell when attempts begin and end."""


class Judge:
    """Judges one case. Feed it with `input`, `observe` and `advance` in order of time, then ask `verdict`.

    `mode` is that of the reset (None is judged as auto); `observes` is what the driver can see, `outcomes` the calls
    that report one: what it cannot see is not held against it. Once a violation is found the rest is ignored.
    """

    def __init__(
        self,
        mode: Mode | None,
        profile: Profile,
        observes: frozenset[ObservationKind] = EVERY_OBSERVATION,
        outcomes: frozenset[InputName] = CALLS,
    ) -> None:
        self._mode = mode
        self.estimate = Estimate(mode or Mode.AUTO, profile, observes, outcomes)
        self._retries = Retries(mode or Mode.AUTO, profile.variant, sees=observes >= _ATTEMPTS)

    @property
    def violation(self) -> Violation | None:
        """The violation, once one was found."""
        return self.estimate.violation

    def advance(self, to: int) -> None:
        """Time moves on to `to` (ms). Raises `ClockError` if that is earlier than what was already fed."""
        estimate = self.estimate
        if to < estimate.now:
            raise ClockError(to, estimate.now)
        if to > estimate.now and estimate.judging:
            self._delay(to)
        estimate.pass_to(to)

    def input(self, done: Do) -> None:
        """One input is applied at the present instant."""
        estimate = self.estimate
        if estimate.judging:
            apply_input(estimate, done)
            settle(estimate)
            self._retries.input(estimate, done.input, done.value)
            estimate.happened(done.input)

    def observe(self, seen: Observation) -> None:
        """Something was seen at `seen.at`. Raises `ClockError` if that is earlier than what was already fed."""
        self.advance(seen.at)
        estimate = self.estimate
        if estimate.judging:
            was_up = estimate.sockets.up
            apply_observation(estimate, seen)
            settle(estimate)
            self._retries.observed(estimate, seen, was_up=was_up)
            if estimate.sockets.up is not was_up:
                estimate.happened()

    def verdict(self) -> CaseVerdict:
        """The judgement, with what was due by the end of the present instant."""
        estimate = self.estimate
        if estimate.judging:
            self._delay(estimate.now + 1)
        return self.so_far()

    def _delay(self, until: int) -> None:
        """Time passes to `until` (ms), and is judged as long as it is known what is due."""
        estimate, known = self.estimate, self.estimate.known_until
        if known is not None and known < until:
            if known > estimate.now:
                estimate.delay(known)
            estimate.stop_judging()
            return
        late = None if estimate.suspended_at is not None else self._retries.overdue(estimate, until)
        if late is None:
            estimate.delay(until)
        else:
            estimate.delay(late.at)
            if estimate.judging:
                estimate.fail(late)

    def so_far(self) -> CaseVerdict:
        """The judgement of what was fed, without what was due by the end of the present instant."""
        estimate = self.estimate
        cubes = join(candidate.cube for candidate in estimate.likely)
        broken = () if estimate.violation is None else (estimate.violation.requirement,)
        tested = estimate.grounds.so_far(self._mode, broken)
        return CaseVerdict(estimate.violation, cubes, tested, tuple(estimate.dropped))
