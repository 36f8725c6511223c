"""The state of one case under judgement, shared by what handles inputs, observations and time."""

from __future__ import annotations

from dataclasses import dataclass, field

from connref.oracle.candidate import Candidate, Pending
from connref.oracle.explanations import Explanations
from connref.oracle.messages import Messages
from connref.oracle.sockets import World
from connref.oracle.verdict import Drop, Violation
from connref.protocol import ObservationKind, Profile
from connref.spec.vocabulary import Answer, Event

_FAILURES = {
    "rejecting": Event.REJECTED,
    "offline": Event.FAILED_OFFLINE,
    "refusing": Event.FAILED,
    "mute": Event.FAILED,
    "replaced": Event.FAILED,
}


@dataclass(slots=True)
class CaseState:
    """Where a case stands: the instant (ms), the world, the hypotheses, and the violation once there is one."""

    profile: Profile
    observes: frozenset[ObservationKind]
    explanations: Explanations
    world: World
    now: int = 0
    messages: Messages = field(default_factory=Messages)
    in_background: bool = False
    violation: Violation | None = None
    unjudged: bool = False
    exercised: set[str] = field(default_factory=set[str])

    def sees(self, kind: ObservationKind) -> bool:
        """Whether the driver can observe this: what it cannot see is not held against it."""
        return kind in self.observes

    def keep(self, moved: list[Candidate], broken: list[Drop] | None = None) -> None:
        """Go on with these hypotheses, or fail if there are none."""
        self.violation = self.explanations.keep(moved, broken or ())

    def apply(self, event: Event) -> None:
        """An event that happens under every hypothesis."""
        moves = self.explanations
        self.keep([after for each in moves.live for after in moves.after(each, event, self.now)])

    def reconcile(self, *, surely: bool = True) -> None:
        """Where a connection is up that a hypothesis waits for, it has come.

        Not `surely` where the SDK may be about to close it instead: its clock is too coarse to have done so already, or
        the session just began anew and wants a socket of its own.
        """
        moves = self.explanations
        moved: list[Candidate] = []
        for each in moves.live:
            if not moves.awaits(each):
                moved.append(each)
                continue
            self.exercised.add(each.cause)
            if not surely and each.since + self.profile.tolerance_ms >= self.now:
                moved.append(each)
            moved.extend(map(self.loosened, moves.reported(each, Event.OPENED, self.now)))
        self.keep(moved)

    def loosened(self, hypothesis: Candidate) -> Candidate:
        """With a coarse clock, a call just before the connection comes or goes may be taken as one just after it.

        Not the connect() by which it comes.
        """
        earliest = self.now - self.profile.tolerance_ms
        if not self.profile.tolerance_ms or all(pending.at < earliest for pending in hypothesis.calls):
            return hypothesis
        return hypothesis._replace(calls=tuple(_loosened(p, earliest) for p in hypothesis.calls))

    def attempt_failed(self, *, surely: bool) -> None:
        """An attempt ended without success; not `surely` where the driver cannot see that, so it may have."""
        moves = self.explanations
        live = self._without_aborted() if surely else moves.live
        events = self._failures()
        moved: list[Candidate] = []
        for each in live:
            waits = moves.awaits(each)
            if not (waits and surely):
                moved.append(each)
            if waits:
                moved.extend(after for event in events for after in moves.reported(each, event, self.now))
        self.keep(moved)

    def _without_aborted(self) -> list[Candidate]:
        """The hypotheses that explain why an attempt ended that nothing stood in the way of.

        One that ends with the entry into the background was aborted for it, where any reading aborts it.
        """
        moves = self.explanations
        if self.world.attempt_spoiled or not self.in_background:
            return moves.live
        left = [each for each in moves.live if each.entry != self.now or not moves.awaits(each)]
        return left or moves.live

    def settle(self) -> None:
        """Bring the hypotheses in line with what is up, after anything happened."""
        if self.violation is not None:
            return
        if not any(map(self.explanations.awaits, self.explanations.live)):
            return
        if self.world.up:
            # The wish went and came back before the SDK acted on it: it may keep the socket, or open a new one.
            self.world.renewing_since = self.now
            slow = self.profile.tolerance_ms > 0 or self.world.replaced_at == self.now
            self.reconcile(surely=not (self.in_background and slow))
        elif self.world.spoiled and not self.sees(ObservationKind.SOCKET_FAILED):
            self.attempt_failed(surely=False)

    def _failures(self) -> tuple[Event, ...]:
        """What the end of an attempt may mean: it depends on the conditions while it was under way."""
        spoiled = self.world.attempt_spoiled
        found = dict.fromkeys(event for name, event in _FAILURES.items() if name in spoiled)
        return tuple(found) or (Event.FAILED,)


def _loosened(pending: Pending, earliest: int) -> Pending:
    first = pending.answer is Answer.OPENS and pending.requirement != "CALL-OUTCOME"
    if first or not pending.owes_outcome or pending.at < earliest:
        return pending
    answer = Answer.AT_MOST_ONE if pending.api == "ping" else Answer.EITHER
    return pending._replace(answer=answer, owes_send=False)
