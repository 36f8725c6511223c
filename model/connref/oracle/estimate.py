"""The state estimate of a case (tioco's "after"): all candidates that explain what was seen, and the books of the case.

The document leaves room, so many candidates may explain the same story. Each event and each delay moves them all
(`connref.oracle.after`) and drops those that it contradicts. This is the one owner of what changes while a case is
judged: `on_input`, `on_observation` and `on_link` compute what follows, and hand it over to the methods here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from operator import is_

from connref.errors import DefinitionError
from connref.oracle.after import After
from connref.oracle.calls import CallRecord, Calls
from connref.oracle.candidate import Candidate, Owes, start
from connref.oracle.diagnosis import Drop, Violation, by_instant, choose
from connref.oracle.does import Does
from connref.oracle.grounds import Grounds
from connref.oracle.messages import Messages
from connref.oracle.obligations import crowded, overdue, undelivered
from connref.oracle.pruning import prune
from connref.oracle.sockets import End, Gone, Phase, Sockets
from connref.protocol import CALLS, InputName, Mode, Observation, ObservationKind, Profile
from connref.spec.messages import Fate
from connref.spec.requirements import EVT_DELIVERED, MAN_RETURN_CANCELS
from connref.spec.vocabulary import Answer, Event, Wish

REMEMBERED = 64
"""How many batches of dropped candidates a case remembers, the latest: a recorded session may have no end."""


class Estimate:
    """Where a case stands: the instant (ms), the candidates, the books, and the violation once there is one.

    `observes` is what the driver can see, `outcomes` the calls that report one, `grounds` keeps which requirements were
    put to the test. `judging` ends with the first violation, and where nothing that follows can be held against the SDK
    (`unjudged`).
    """

    def __init__(
        self,
        mode: Mode,
        profile: Profile,
        observes: frozenset[ObservationKind],
        outcomes: frozenset[InputName] = CALLS,
    ) -> None:
        self.profile = profile
        self.observes = observes
        self.outcomes = outcomes
        self.after = After(mode, profile)
        self.live: list[Candidate] = [start(mode)]
        self.dropped: deque[tuple[Drop, ...]] = deque(maxlen=REMEMBERED)
        self.sockets = Sockets(
            sees_failures=ObservationKind.SOCKET_FAILED in observes,
            sees_openings=ObservationKind.SOCKET_OPENING in observes,
        )
        self.calls = Calls()
        self.messages = Messages()
        self.now = 0
        self.in_background = False
        self.violation: Violation | None = None
        self.unjudged = False
        self.grounds = Grounds(profile)

    @property
    def judging(self) -> bool:
        """Whether what comes next matters."""
        return self.violation is None and not self.unjudged

    @property
    def fresh(self) -> bool:
        """Whether init has not been called in this process, which no reading changes."""
        return self.after.fresh(self.live[0])

    def sees(self, kind: ObservationKind) -> bool:
        """Whether the driver can observe this: what it cannot see is not held against it."""
        return kind in self.observes

    def learn(self, kind: ObservationKind) -> None:
        """The driver can observe this after all."""
        self.observes |= {kind}

    # What is known of the candidates.

    def keep(self, moved: Sequence[Candidate], broken: Sequence[Drop] = ()) -> None:
        """Go on with these candidates. Where none is left, the violation is chosen among those of `broken`."""
        if len(moved) == len(self.live) and all(map(is_, moved, self.live)):
            return
        self.dropped.extend(by_instant(broken))
        left = prune(moved)
        if left:
            self.live = left
        elif broken:
            self.fail(choose(self.dropped[-1]))
        else:
            raise DefinitionError("every candidate ended without a reason")

    def fail(self, violation: Violation) -> None:
        """This is wrong, whatever the reading."""
        self.violation = violation

    def stop_judging(self) -> None:
        """Nothing that follows can be held against the SDK."""
        self.unjudged = True

    def test(self, *requirements: str) -> None:
        """These requirements were put to the test."""
        self.grounds.test(*requirements)

    def meet(self, duty: str) -> None:
        """A connection came up that this requirement asked for."""
        self.grounds.came_up(duty)

    def find_user(self, *, saved: bool) -> None:
        """A process starts, or somebody logs in: whether its user is one that was saved before."""
        self.grounds.reopened = saved

    def see_user(self) -> None:
        """The SDK says who is logged in."""
        self.grounds.found_user()

    def apply(self, event: Event) -> None:
        """An event that happens under every candidate."""
        self.keep([after for each in self.live for after in self.after.event(each, event, self.now)])

    def forget_user(self) -> None:
        """Nobody is saved any more."""
        self.live = [each._replace(user=None) for each in self.live]
        self.find_user(saved=False)

    # What happens to the books.

    def interrupt(self) -> None:
        """An input comes."""
        self.grounds.before_input(self.live, self.after, self.sockets)
        self.sockets.interrupt(self.now)

    def happened(self, done: InputName | None = None) -> None:
        """An input has come, or the connection has come up or gone down: other prohibitions may stand."""
        self.grounds.happened(self.live, self.after, self.sockets, self.now, done)

    def excuse_calls(self) -> None:
        """From here on an error is a right answer to every connect() that is still open."""
        self.calls.excuse()

    def enter_background(self) -> None:
        """The app goes to the background, or is told so once more."""
        self.after.count_entry(anew=not self.in_background)
        self.in_background = True

    def enter_foreground(self) -> None:
        """The app comes to the foreground."""
        self.in_background = False

    def begin_session_anew(self) -> None:
        """The session is replaced: its sockets too, if the SDK likes."""
        self.sockets.replaces(self.now)

    def die(self) -> None:
        """The process ends, and with it its sockets and calls; a new one starts in the foreground."""
        self.calls.die()
        self.sockets.dies()
        self.messages.excuse()
        self.in_background = False
        self.after.forget_entries()
        self.grounds.reopened = self.grounds.lost_message = False
        self.apply(Event.KILL)
        self.live = [each._replace(calls=()) for each in self.live]

    def change_conditions(self, name: InputName) -> None:
        """The network or the server changes."""
        if self.sockets.condition(name, self.now):
            self.calls.excuse()
        if not self.sockets.conditions.carries:
            self.messages.excuse()

    def close_by_server(self, code: int | None) -> None:
        """The server closes the connection, if there is one."""
        if self.sockets.closed_by_server(code):
            self.messages.excuse()

    def send(self, text: str, fate: Fate) -> None:
        """The server sends a message."""
        self.messages.send(text, self.now, fate)
        self.grounds.lost_message |= fate is Fate.LOST

    def deliver(self, text: str) -> tuple[str, str, Does] | None:
        """The listener got a message; what is wrong with that as (requirement, what was seen, its kind), or None."""
        if self.messages.owes(text):
            self.test(EVT_DELIVERED)
        return self.messages.deliver(text)

    def make_call(self, call: str, record: CallRecord) -> None:
        """The app makes a call."""
        self.calls.make(call, record)
        if record.api == InputName.PING.value:
            self.after.count_ping()

    def settle_call(self, call: str, outcome: str) -> None:
        """A call has had its outcome."""
        self.calls.settle(call, outcome)

    def see_ping(self) -> None:
        """The server got a ping."""
        self.calls.see_ping(self.now)

    def may_renew(self) -> None:
        """The wish went and came back before the SDK acted on it: it may keep the socket, or open a new one."""
        self.sockets.renews(self.now)

    def see_opening(self, seen: Observation) -> None:
        """A socket begins to open."""
        self.sockets.opening(seen)
        self.grounds.opening(self.sockets.begun)

    def see_open(self, seen: Observation) -> bool:
        """A socket is authenticated; whether the connection came up by it."""
        self.calls.connection_came()
        came = self.sockets.opened(seen)
        self.grounds.opening(self.sockets.begun)
        return came

    def see_gone(self, seen: Observation) -> Gone:
        """A socket is no more; what ended with it."""
        gone = self.sockets.closed(seen)
        if gone.end is End.CONNECTION:
            self.messages.excuse()
        return gone

    def delay(self, until: int) -> None:
        """The ends of the instants from now to the one before `until`, and the deadlines up to and with `until`."""
        profile, sockets = self.profile, self.sockets
        sockets.delay(until, profile.reconnect_bound_ms + profile.tolerance_ms)
        found = crowded(sockets, profile, until)
        if found is None and self.sees(ObservationKind.DELIVERED):
            found = undelivered(self.messages, profile, until)
        if found is not None:
            self.fail(found)
            return
        comes_up = not sockets.up and sockets.conditions.fair
        moved: list[Candidate] = []
        broken: list[Drop] = []
        for each in self.live:
            if each.deadline is not None or each.cancelled is not None:
                self._come_due(each, until)
            # Most of the time nothing can be due: the wish is met or cannot be, no call is open, no deadline is near.
            due = comes_up or each.calls or (each.deadline is not None and each.deadline <= until)
            location = self.after.at(each)
            if not due and location.wish is not Wish.UNWANTED and location.up >= sockets.up:
                moved.append(each)
                continue
            for passed in self.after.delay(each, until):
                after = self._without_paid(passed, until) if passed.calls else passed
                wrong = overdue(after, sockets, self.after.at(after), profile, until, self.observes)
                if wrong:
                    broken.append(Drop(after.cube, tuple(wrong)))
                else:
                    moved.append(after)
        self.keep(moved, broken)
        self.grounds.delay(self.live, self.after, sockets, until)

    def _come_due(self, candidate: Candidate, until: int) -> None:
        """Whether the connection has held until a deadline, one that runs or one that was cancelled."""
        if self.sockets.phase is not Phase.SOUND:
            return
        deadline, cancelled, slack = candidate.deadline, candidate.cancelled, self.profile.tolerance_ms + 1
        if deadline is not None and deadline - slack <= until and self.after.at(candidate).up:
            self.grounds.test(candidate.limit.early)
        if cancelled is not None and cancelled + slack < until:
            self.grounds.test(MAN_RETURN_CANCELS)

    def pass_to(self, now: int) -> None:
        """The present instant is now `now`."""
        self.now = now

    def was_up(self, since: int) -> bool:
        """Whether a connection is there, or was at `since` (ms) or a moment before."""
        return self.sockets.up or self.sockets.last_up >= since - self.profile.tolerance_ms

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
