"""What is known about the device and the server in a case, whatever the document wants: conditions, sockets, calls.

Nothing here depends on a reading. *Fair* conditions are those under which requirements that end in "up" hold: network
up, server accepting, answering and approving. A socket is *troubled* once it has lived through a time in which it could
carry nothing: whether it outlives that is not judged, so the SDK may give it up when it likes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from connref.protocol import InputName, Observation, ObservationKind

NORMAL_CLOSE = 1000

_SPOILS = {
    InputName.NETWORK_DOWN: ("offline", True),
    InputName.NETWORK_UP: ("offline", False),
    InputName.SERVER_REFUSE: ("refusing", True),
    InputName.SERVER_ACCEPT: ("refusing", False),
    InputName.SERVER_MUTE: ("mute", True),
    InputName.SERVER_UNMUTE: ("mute", False),
    InputName.SERVER_REJECT: ("rejecting", True),
    InputName.SERVER_APPROVE: ("rejecting", False),
}
_CARRIES_NOTHING = frozenset({"offline", "mute"})


@dataclass(slots=True)
class CallRecord:
    """One API call, as everybody saw it.

    `excused` once a connection asked for could not, or need not, come up; `came` once one came up after the call. `up`:
    it was called while one was up.
    """

    api: str
    at: int
    in_background: bool
    excused: bool
    up: bool = False
    came: bool = False
    outcome: str | None = None


@dataclass(slots=True)
class World:
    """The conditions and the sockets of one case. Instants are milliseconds since the reset.

    `open_since` is when the connection came up, None while it is down; `down_since` when it went down. `interrupted_at`
    is when an input last came while a socket was there, `replaced_at` when a session last began anew.

    `sees_failures` is false for a driver that cannot tell when an opening ends without success: its openings are not
    counted. `sees_openings` is false where no beginning is seen.
    """

    sees_failures: bool = True
    sees_openings: bool = True
    spoiled: set[str] = field(default_factory=set[str])
    fair_since: int = 0
    carries_since: int = 0
    attempt_spoiled: set[str] = field(default_factory=set[str])
    open_sockets: dict[int, int] = field(default_factory=dict[int, int])
    opening_sockets: dict[int, int] = field(default_factory=dict[int, int])
    open_since: int | None = None
    down_since: int = 0
    last_up: int = -1
    pings_seen: list[int] = field(default_factory=list[int])
    troubled: bool = False
    renewing_since: int | None = None
    stale: bool = False
    close_code: int | None = None
    crowded_since: int | None = None
    opening_began: int | None = None
    interrupted_at: int = -1
    replaced_at: int = -1
    calls: dict[str, CallRecord] = field(default_factory=dict[str, CallRecord])
    open_calls: dict[str, CallRecord] = field(default_factory=dict[str, CallRecord])
    unnumbered: int = 0

    @property
    def fair(self) -> bool:
        """Whether a wanted connection can come up now."""
        return not self.spoiled

    @property
    def up(self) -> bool:
        """Whether the SDK holds an authenticated socket that it has not given up."""
        return self.open_since is not None

    @property
    def doomed(self) -> bool:
        """Whether an attempt may be under way that began, or went through, a time in which it could not succeed."""
        under_way = bool(self.opening_sockets) or not self.sees_openings
        return not self.up and under_way and bool(self.attempt_spoiled)

    @property
    def carries(self) -> bool:
        """Whether an open socket can carry a message now."""
        return not self.spoiled & _CARRIES_NOTHING

    def condition(self, name: InputName, now: int) -> None:
        """The network or the server changes; inputs of other kinds are ignored."""
        if name not in _SPOILS:
            return
        what, spoils = _SPOILS[name]
        was_fair, carried = self.fair, self.carries
        if spoils:
            self.spoiled.add(what)
            self.attempt_spoiled.add(what)
            self.excuse_calls()
        else:
            self.spoiled.discard(what)
        if self.fair and not was_fair:
            self.fair_since = now
        if self.carries and not carried:
            self.carries_since = now
        if not self.carries and self.up:
            self.troubled = self.stale = True

    def excuse_calls(self) -> None:
        """From here on an error is a right answer to every connect() that is still open."""
        for record in self.open_calls.values():
            record.excused = True

    def call(self, call: str, record: CallRecord) -> None:
        """The app makes a call."""
        self.calls[call] = self.open_calls[call] = record

    def settle_call(self, call: str, outcome: str) -> None:
        """A call has had its outcome."""
        self.open_calls.pop(call).outcome = outcome

    def replaces(self, now: int) -> None:
        """The session starts anew: the SDK may give up what it has and open a new socket, in as much time as before."""
        self.renewing_since = now
        self.replaced_at = now
        self.attempt_spoiled.add("replaced")
        self.fair_since = now

    def dies(self) -> None:
        """The process is killed: its sockets and its open calls are gone."""
        for call in tuple(self.open_calls):
            self.settle_call(call, "killed")
        self.open_sockets.clear()
        self.opening_sockets.clear()
        self.crowded_since = None
        self._went_down(self.last_up)

    @property
    def doubtful(self) -> bool:
        """Whether the SDK may give up the socket that it has: it is troubled, or the wish for it began anew lately."""
        return self.troubled or self.renewing_since is not None

    def touch(self, now: int) -> None:
        """Note that at `now` the connection is up, if it is."""
        if self.open_since is not None:
            self.last_up = now

    def interrupt(self, now: int) -> None:
        """An input comes at `now`."""
        self.touch(now)
        if self.opening_sockets or self.open_since is not None:
            self.interrupted_at = now

    def opened_since(self, instant: int) -> bool:
        """Whether the socket that came up last only began to open after what happened at `instant` (ms)."""
        began = self.opening_began
        return began is None or began > instant or (began == instant and self.interrupted_at != instant)

    def opening(self, seen: Observation) -> None:
        """The SDK starts to open a socket."""
        if not self.sees_failures:
            self.opening_sockets.clear()
        self.opening_sockets[self._number(seen)] = seen.at
        self.opening_began = seen.at
        self.attempt_spoiled = set(self.spoiled)
        self._count(seen.at)

    def opened(self, seen: Observation) -> bool:
        """A socket is authenticated; true if the connection came up by it."""
        number = self._take(self.opening_sockets, seen)
        self.open_sockets[number] = seen.at
        self._count(seen.at)
        self.last_up = seen.at
        for record in self.open_calls.values():
            record.came = True
        if self.up:
            return False
        self.open_since = seen.at
        self.troubled = self.stale = not self.carries
        self.renewing_since = None
        self.close_code = None
        return True

    def closed(self, seen: Observation) -> str:
        """A socket is no more: "down" if the connection went down by it, "failed" for an opening, else "nothing"."""
        socket = seen.socket
        if seen.kind is ObservationKind.SOCKET_FAILED or (
            socket is not None and socket in self.opening_sockets
        ):
            known = bool(self.opening_sockets)
            self._take(self.opening_sockets, seen)
            self._count(seen.at)
            return "failed" if known or seen.kind is ObservationKind.SOCKET_FAILED else "nothing"
        if not self.open_sockets or (socket is not None and socket not in self.open_sockets):
            return self._closed_opening(seen)
        self.touch(seen.at)
        self._take(self.open_sockets, seen)
        self._count(seen.at)
        if self.open_sockets:
            return "nothing"
        self._went_down(seen.at)
        return "down"

    def _closed_opening(self, seen: Observation) -> str:
        """An unnumbered close while only openings are known ends an opening; a stray one ends nothing."""
        if seen.socket is None and self.opening_sockets:
            self._take(self.opening_sockets, seen)
            self._count(seen.at)
            return "failed"
        return "nothing"

    def _went_down(self, now: int) -> None:
        self.open_since = None
        self.down_since = max(now, 0)
        self.attempt_spoiled = set(self.spoiled)
        self.opening_began = None

    def _number(self, seen: Observation) -> int:
        if seen.socket is not None:
            return seen.socket
        self.unnumbered -= 1
        return self.unnumbered

    def _take(self, sockets: dict[int, int], seen: Observation) -> int:
        """Remove the socket that an observation speaks of; without a number it is the one that is there longest."""
        number = seen.socket if seen.socket is not None else next(iter(sockets), None)
        if number is None:
            return self._number(seen)
        sockets.pop(number, None)
        return number

    def _count(self, now: int) -> None:
        counted = len(self.open_sockets) + (len(self.opening_sockets) if self.sees_failures else 0)
        if counted <= 1:
            self.crowded_since = None
        elif self.crowded_since is None:
            self.crowded_since = now
