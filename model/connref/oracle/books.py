"""The books of a case: what everybody saw of sockets, calls and messages whatever the reading, and what that tested."""

from __future__ import annotations

from collections.abc import Collection

from connref.oracle.after import After
from connref.oracle.calls import CallRecord, Calls
from connref.oracle.conditions import Spoiler
from connref.oracle.does import Does
from connref.oracle.grounds import Grounds
from connref.oracle.messages import Messages
from connref.oracle.phases import Phase
from connref.oracle.sockets import End, Gone, Renewal, Sockets
from connref.oracle.statuses import Statuses
from connref.protocol import InputName, Mode, Observation, ObservationKind, Profile
from connref.spec.messages import Fate
from connref.spec.requirements import EVT_DELIVERED


class Books:
    """What is known of a case without any candidate, up to the instant `now` (ms).

    `observes` is what the driver can see, `outcomes` the calls that report one, `grounds` keeps which requirements were
    put to the test; `after` counts the entries into the background and the pings. `suspended_at` is since when the
    process is suspended, None while it runs.
    """

    def __init__(
        self,
        mode: Mode,
        profile: Profile,
        observes: frozenset[ObservationKind],
        outcomes: frozenset[InputName],
    ) -> None:
        self.profile = profile
        self.observes = observes
        self.outcomes = outcomes
        self.after = After(mode, profile)
        self.sockets = Sockets(
            sees_failures=ObservationKind.SOCKET_FAILED in observes,
            sees_openings=ObservationKind.SOCKET_OPENING in observes,
            tolerance_ms=profile.tolerance_ms,
        )
        self.calls = Calls()
        self.messages = Messages()
        self.statuses = Statuses()
        self.grounds = Grounds(profile)
        self.now = 0
        self.suspended_at: int | None = None
        self._first_since_resume: str | None = None
        self.in_background = False

    def sees(self, kind: ObservationKind) -> bool:
        """Whether the driver can observe this: what it cannot see is not held against it."""
        return kind in self.observes

    def learn(self, kind: ObservationKind) -> None:
        """The driver can observe this after all."""
        self.observes |= {kind}

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

    def excuse_calls(self) -> None:
        """From here on an error is a right answer to every connect() that is still open."""
        self.calls.excuse()

    def enter_background(self) -> None:
        """The app goes to the background, or is told so once more."""
        self.after.count_entry(anew=not self.in_background)
        self.in_background = True
        self.sockets.forget_handover()

    def enter_foreground(self) -> None:
        """The app comes to the foreground."""
        self.in_background = False

    def begin_session_anew(self, why: Renewal) -> None:
        """The session is replaced: its sockets too, if the SDK likes."""
        self.sockets.replaces(self.now, why)

    def suspend(self) -> None:
        """The process does nothing any more."""
        self.suspended_at, self._first_since_resume = self.now, None
        self.sockets.suspend()
        self.calls.excuse()
        self.messages.excuse()

    def resume(self) -> None:
        """The process runs again; what becomes of the candidates is for `connref.oracle.interruption`."""
        self.suspended_at = None
        self.sockets.resume(self.now)

    def hand_over(self, *, noticed: bool) -> None:
        """The device moves to another network."""
        self.sockets.hand_over(self.now, noticed=noticed, owed=not self.in_background)
        self.calls.excuse()
        self.messages.excuse()

    def change_conditions(self, name: InputName) -> None:
        """The network or the server changes."""
        told_anew = name is InputName.NETWORK_UP and Spoiler.OFFLINE not in self.sockets.conditions.spoiled
        if told_anew and self.sockets.up:
            self.may_renew()
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
        slept = self.sockets.phase is Phase.SLEPT and self.suspended_at is None
        if slept and self._first_since_resume is None:
            self._first_since_resume = text
        self.grounds.lost_message |= fate is Fate.LOST

    def deliver(self, text: str) -> tuple[str, str, Does] | None:
        """The listener got a message; what is wrong with that as (requirement, what was seen, its kind), or None."""
        if self.messages.owes(text):
            self.test(EVT_DELIVERED)
        if text == self._first_since_resume:
            self.sockets.arrived()
        return self.messages.deliver(text)

    def make_call(self, call: str, record: CallRecord) -> None:
        """The app makes a call."""
        self.calls.make(call, record)
        self._forget_pings()
        if record.api == InputName.PING.value:
            self.after.count_ping()

    def settle_call(self, call: str, outcome: str) -> None:
        """A call has had its outcome."""
        self.calls.settle(call, outcome)

    def see_ping(self) -> None:
        """The server got a ping."""
        self.calls.see_ping(self.now)
        self._forget_pings()

    def pings_on_their_way(self, waiting: Collection[str]) -> bool:
        """Whether the server may receive a ping now that was sent by another call than the waiting ones."""
        self._forget_pings()
        return self.calls.on_its_way(waiting)

    def may_renew(self) -> None:
        """The wish went and came back before the SDK acted on it: it may keep the socket, or open a new one."""
        self.sockets.renews(self.now, Renewal.WISH)

    def see_arrival(self, call_at: int) -> None:
        """The answer to a ping that was called at `call_at` (ms) arrived."""
        if call_at >= self.sockets.conditions.carries_since:
            self.sockets.arrived()

    def see_status(self, value: str) -> None:
        """The SDK tells its app a status."""
        self.statuses.tell(value, self.now)

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

    def pass_to(self, now: int) -> None:
        """The present instant is now `now`."""
        self.now = now

    def was_up(self, since: int) -> bool:
        """Whether a connection is there, or was at `since` (ms) or a moment before."""
        return self.sockets.up or self.sockets.last_up >= since - self.profile.tolerance_ms

    def _forget_pings(self) -> None:
        self.calls.forget_pings(self.now - self.profile.reconnect_bound_ms - self.profile.tolerance_ms)
