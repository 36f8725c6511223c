"""The judge: one case, fed in order with what was done and what was seen, against every reading at once.

The judge keeps the *hypotheses* that explain what was seen so far. An input moves each of them by the policy
table; where a row is a choice node, a hypothesis forks; where the document says "may", it forks too, without committing
to a reading. Time that passes, and what is observed, drops those that contradict it. When none is left the case fails,
and the requirement to blame is the one that the last of them broke. What is wrong under every reading fails at once.
"""

from __future__ import annotations

from connref.errors import ClockError
from connref.oracle.case import CaseState
from connref.oracle.delay import pass_time
from connref.oracle.explanations import Explanations
from connref.oracle.on_input import apply_input
from connref.oracle.on_observation import apply_observation
from connref.oracle.readings import join
from connref.oracle.sockets import World
from connref.oracle.verdict import CaseVerdict, Violation
from connref.protocol import Do, Mode, Observation, ObservationKind, Profile

EVERY_OBSERVATION = frozenset(ObservationKind)


class Judge:
    """Judges one case. Feed it with `input`, `observe` and `advance` in order of time, then ask `verdict`.

    `mode` is that of the reset (None is judged as auto); `observes` is what the driver can see: what it cannot see is
    not held against it. Once a violation is found the rest is ignored.
    """

    def __init__(
        self, mode: Mode | None, profile: Profile, observes: frozenset[ObservationKind] = EVERY_OBSERVATION
    ) -> None:
        world = World(
            sees_failures=ObservationKind.SOCKET_FAILED in observes,
            sees_openings=ObservationKind.SOCKET_OPENING in observes,
        )
        self.case = CaseState(profile, observes, Explanations(mode or Mode.AUTO, profile), world)

    @property
    def violation(self) -> Violation | None:
        """The violation, once one was found."""
        return self.case.violation

    def advance(self, to: int) -> None:
        """Time moves on to `to` (ms). Raises `ClockError` if that is earlier than what was already fed."""
        case = self.case
        if to < case.now:
            raise ClockError(to, case.now)
        if to > case.now and self._judging:
            pass_time(case, to)
        case.now = to

    def input(self, done: Do) -> None:
        """One input is applied at the present instant."""
        case = self.case
        if self._judging:
            case.world.interrupt(case.now)
            apply_input(case, done)
            case.settle()

    def observe(self, seen: Observation) -> None:
        """Something was seen at `seen.at`. Raises `ClockError` if that is earlier than what was already fed."""
        self.advance(seen.at)
        case = self.case
        if self._judging:
            apply_observation(case, seen)
            case.settle()

    def verdict(self) -> CaseVerdict:
        """The judgement, with what was due by the end of the present instant."""
        case = self.case
        if self._judging:
            pass_time(case, case.now + 1)
        return self.so_far()

    def so_far(self) -> CaseVerdict:
        """The judgement of what was fed, without what was due by the end of the present instant."""
        case = self.case
        cubes = join(hypothesis.cube for hypothesis in case.explanations.live)
        dropped = tuple(case.explanations.dropped)
        return CaseVerdict(case.violation, cubes, frozenset(case.exercised), dropped)

    @property
    def _judging(self) -> bool:
        case = self.case
        return case.violation is None and not case.unjudged
