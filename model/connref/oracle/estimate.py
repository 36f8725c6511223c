"""The state estimate of a case (tioco's "after"): all candidates that explain what was seen, and the books of the case.

The document leaves room, so many candidates may explain the same story. Each event and each delay moves them all
(`connref.oracle.after`) and drops those that it contradicts. This is the one owner of what changes while a case is
judged: `on_input`, `on_observation` and `on_link` compute what follows, and hand it over to the methods here and of the
books (`connref.oracle.books`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from operator import is_

from connref.errors import DefinitionError
from connref.oracle.books import Books
from connref.oracle.candidate import Candidate, Owes, start
from connref.oracle.diagnosis import Drop, Violation, by_instant, choose, promised
from connref.oracle.obligations import crowded, overdue, undelivered, unless_left_behind
from connref.oracle.phases import Phase
from connref.oracle.pruning import prune
from connref.protocol import CALLS, InputName, Mode, ObservationKind, Profile
from connref.spec.requirements import EVT_STATUS, MAN_RETURN_CANCELS
from connref.spec.vocabulary import Answer, Event, Wish

REMEMBERED = 64
"""How many batches of dropped candidates a case remembers, the latest: a recorded session may have no end."""


class Estimate(Books):
    """Where a case stands: its books, the candidates, and the violation once there is one.

    `judging` ends with the first violation, and where nothing that follows can be held against the SDK (`unjudged`).
    """

    def __init__(
        self,
        mode: Mode,
        profile: Profile,
        observes: frozenset[ObservationKind],
        outcomes: frozenset[InputName] = CALLS,
    ) -> None:
        super().__init__(mode, profile, observes, outcomes)
        self.live: list[Candidate] = [start(mode, profile.variant)]
        self.dropped: deque[tuple[Drop, ...]] = deque(maxlen=REMEMBERED)
        self.violation: Violation | None = None
        self.unjudged = False

    @property
    def judging(self) -> bool:
        """Whether what comes next matters."""
        return self.violation is None and not self.unjudged

    @property
    def fresh(self) -> bool:
        """Whether init has not been called in this process, which no reading changes."""
        return self.after.fresh(self.live[0])

    @property
    def likely(self) -> Sequence[Candidate]:
        """The candidates that explain what was seen without an attempt that failed by itself; if none does, all."""
        return [each for each in self.live if not each.strained] or self.live

    @property
    def known_until(self) -> int | None:
        """The last instant (ms) at which it is known what is due; None where it always is.

        In the background a ping may count when it is answered. Where nobody sees that, it may have moved a deadline.
        """
        since = self.sockets.open_since
        if not self.in_background or InputName.PING in self.outcomes or self.live[0].mode is not Mode.MANUAL:
            return None
        if since is None or self.calls.pinged_at < since:
            return None
        first = min(-1 if each.deadline is None else each.deadline for each in self.live)
        return first - self.profile.tolerance_ms - 1

    def keep(self, moved: Sequence[Candidate], broken: Sequence[Drop] = ()) -> None:
        """Go on with these candidates. Where none is left, the violation is chosen among those of `broken`."""
        if len(moved) == len(self.live) and all(map(is_, moved, self.live)):
            return
        if broken:
            self.dropped.extend(by_instant(broken))
        left = prune(moved)
        if left:
            self.live = left
        elif broken:
            self.fail(choose(promised(self.dropped[-1], self.profile.variant)))
        else:
            raise DefinitionError("every candidate ended without a reason")

    def join(self, other: Estimate) -> None:
        """Another story may have led here: its candidates explain what comes as well."""
        self.live = prune([*self.live, *other.live])

    def begin_here(self) -> None:
        """What was done so far led here, and puts nothing to the test."""
        self.grounds.forget()
        self.happened()

    def fail(self, violation: Violation) -> None:
        """This is wrong, whatever the reading; where it is not promised, nothing that follows can be judged."""
        if self.profile.variant.promises(violation.requirement, violation.promise):
            self.violation = violation
        else:
            self.stop_judging()

    def stop_judging(self) -> None:
        """Nothing that follows can be held against the SDK."""
        self.unjudged = True

    def apply(self, event: Event) -> None:
        """An event that happens under every candidate."""
        self.keep([after for each in self.live for after in self.after.event(each, event, self.now)])

    def forget_user(self) -> None:
        """Nobody is saved any more."""
        self.live = [each._replace(user=None) for each in self.live]
        self.find_user(saved=False)

    def interrupt(self) -> None:
        """An input comes."""
        self.grounds.before_input(self.live, self.after, self.sockets)
        if not self.sockets.sees_openings and not any(map(self.after.awaits, self.live)):
            self.sockets.rests(self.now)
        self.sockets.interrupt(self.now)

    def happened(self, done: InputName | None = None) -> None:
        """An input has come, or the connection has come up or gone down: other prohibitions may stand."""
        self.grounds.happened(self.live, self.after, self.sockets, self.now, done)

    def die(self) -> None:
        """The process ends, and with it its sockets and calls; a new one starts in the foreground."""
        if self.suspended_at is not None:
            self.resume()
        self.calls.die()
        self.statuses.forget()
        self.sockets.dies()
        self.messages.excuse()
        self.in_background = False
        self.after.forget_entries()
        self.grounds.reopened = self.grounds.lost_message = False
        self.apply(Event.KILL)
        self.live = [each._replace(calls=()) for each in self.live]

    def delay(self, until: int) -> None:
        """The ends of the instants from now to the one before `until`, and the deadlines up to and with `until`."""
        if self.suspended_at is not None:
            return
        profile, sockets = self.profile, self.sockets
        sockets.delay(until, profile.reconnect_bound_ms + profile.tolerance_ms)
        found = crowded(sockets, profile, until)
        if found is None and self.sees(ObservationKind.DELIVERED):
            found = undelivered(self.messages, profile, until)
        if found is None and self.sees(ObservationKind.STATUS):
            found = self._status_due(until)
        if found is not None:
            self.fail(found)
            return
        up = sockets.up
        comes_up = (not up or sockets.cut_off) and sockets.conditions.fair
        moved: list[Candidate] = []
        broken: list[Drop] = []
        for each in self.live:
            if each.deadline is not None or each.cancelled is not None:
                self._come_due(each, until)
            # Most of the time nothing can be due: the wish is met or cannot be, no call is open, no deadline is near.
            due = comes_up or each.calls or (each.deadline is not None and each.deadline <= until)
            location = self.after.at(each)
            if not due and location.wish is not Wish.UNWANTED and location.up >= up:
                moved.append(each)
                continue
            for passed in self.after.delay(each, until):
                after = self._without_paid(passed, until) if passed.calls else passed
                wrong = overdue(after, sockets, self.after.at(after), profile, until, self.observes)
                if wrong:
                    broken.append(Drop(after.cube, tuple(wrong)))
                elif sockets.handed_over_at is None:
                    moved.append(after)
                else:
                    moved.extend(
                        unless_left_behind(after, sockets, self.after.at(after), profile, until, broken)
                    )
        self.keep(moved, broken)
        self.grounds.delay(self.live, self.after, sockets, until)

    def _status_due(self, until: int) -> Violation | None:
        """What is wrong with the status; one that is true has to be looked at once, for it was put to the test then."""
        statuses, sockets = self.statuses, self.sockets
        if statuses.connected is sockets.up and EVT_STATUS in self.grounds.tested:
            return None
        if not statuses.counts(sockets, self.profile, until):
            return None
        self.test(EVT_STATUS)
        return statuses.untrue(sockets, self.profile, until)

    def _come_due(self, candidate: Candidate, until: int) -> None:
        """Whether the connection has held until a deadline, one that runs or one that was cancelled."""
        if self.sockets.phase is not Phase.SOUND:
            return
        deadline, cancelled, slack = candidate.deadline, candidate.cancelled, self.profile.tolerance_ms + 1
        if deadline is not None and deadline - slack <= until and self.after.at(candidate).up:
            self.grounds.test(candidate.limit.early)
        if cancelled is not None and cancelled + slack < until:
            self.grounds.test(MAN_RETURN_CANCELS)

    def _without_paid(self, candidate: Candidate, until: int) -> Candidate:
        """Without calls that owe nothing any more.

        A success whose connection came, a silence that lasted long enough, an error that something now excuses.
        """
        bound = self.profile.reconnect_bound_ms + self.profile.tolerance_ms
        kept = tuple(
            pending
            for pending in candidate.calls
            if not (pending.owes is Owes.CONNECTION and self.was_up(pending.at))
            and not (pending.owes is Owes.SEND_OR_LOSS and self.sockets.doubtful)
            and not (pending.answer in (Answer.SILENT, Answer.AT_MOST_ONE) and pending.at + bound < until)
        )
        return candidate if len(kept) == len(candidate.calls) else candidate._replace(calls=kept)
