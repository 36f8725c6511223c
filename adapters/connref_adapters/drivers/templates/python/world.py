"""The world around the SDK under test: a clock that moves only when told, a network, and a server.

The SDK opens a socket with `open_socket(listener)`; the listener is told `opened()` once the server has approved it,
`failed()`, `closed()`, `received(text)`, and `answered()` for each ping. Every instant is ms since the reset.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

OPENING_MS = 40  # from the start of an opening to its end
ANSWER_MS = 20  # from a ping to its answer
APP_INPUTS = {"init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground"}


class Clock:
    """Timers on one line of time; the order of two at the same instant is the order in which they were set."""

    def __init__(self) -> None:
        self.now = 0
        self.frozen = False  # the process is suspended: time goes on, and nothing fires
        self._timers: dict[int, tuple[int, Callable[[], None]]] = {}
        self._count = 0
        self.settled: Callable[[], None] = lambda: None  # aio.py runs the tasks of its loop here

    def after(self, ms: int, action: Callable[[], None]) -> int:
        """Run `action` in `ms` milliseconds; the number returned cancels it."""
        self._count += 1
        self._timers[self._count] = (self.now + ms, action)
        return self._count

    def cancel(self, number: int | None) -> None:
        """Forget a timer; one that has fired, or None, is no matter."""
        if number is not None:
            self._timers.pop(number, None)

    def cancel_all(self) -> None:
        """Forget every timer."""
        self._timers.clear()

    @property
    def next(self) -> int | None:
        """The instant of the next timer, or None."""
        return None if self.frozen else min((at for at, _ in self._timers.values()), default=None)

    def advance(self, ms: int) -> None:
        """Move on, firing what falls due in order, the end instant included; `settled` ends what each has begun."""
        end = self.now + ms
        if not self.frozen:
            self.settled()
        while self._timers and not self.frozen:
            number = min(self._timers, key=lambda each: (self._timers[each][0], each))
            at, action = self._timers[number]
            if at > end:
                break
            del self._timers[number]
            self.now = max(at, self.now)  # what was due in a suspension is late
            action()
            self.settled()
        self.now = end


class Listener(Protocol):
    """Who opened a socket, and is told what becomes of it."""

    def opened(self) -> None: ...  # noqa: D102 - as the head of this file says
    def failed(self) -> None: ...  # noqa: D102
    def closed(self) -> None: ...  # noqa: D102
    def received(self, text: str) -> None: ...  # noqa: D102
    def answered(self) -> None: ...  # noqa: D102


class Socket:
    """One connection; `up` from the server's approval to its end."""

    def __init__(self, number: int, listener: Listener) -> None:
        self.number = number
        self.listener = listener
        self.up = False
        self.welcome = True  # whether the server will approve its credentials
        self.close_code = 1006  # the code with which the server closed it
        self.left_behind = False  # opened in a network that the device has left: it carries nothing any more


class World:
    """Storage, clock, network and server of one device, and what was observed on it."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.storage: dict[str, str] = {}
        self.network = True
        self._muted = self._refusing = self._rejecting = False
        self._sockets: list[Socket] = []
        self._count = 0
        self._observations: list[dict[str, Any]] = []

    def record(self, kind: str, **fields: object) -> None:
        """An observation, at the present instant."""
        self._observations.append({"at": self.clock.now, "kind": kind, **fields})

    def recorder(self, kind: str, field: str, **others: object) -> Callable[[str], None]:
        """A callback that records what it is told, in `field`."""
        return lambda value: self.record(kind, **others, **{field: value})

    def observed(self) -> list[dict[str, Any]]:
        """What was observed since the last time."""
        observations, self._observations = self._observations, []
        return observations

    def silently(self, action: Callable[[], None]) -> None:
        """Do what must leave no trace: the end of a process that has died."""
        kept = list(self._observations)
        action()
        self._observations = kept

    # What the SDK can do.

    def open_socket(self, listener: Listener, *, handshake: bool = True) -> Socket:
        """Start to open a socket. Whether it is refused or rejected is settled now, the rest when its time is over.

        Without `handshake` the opening brings no approval yet: the server half asks for it with `approve`.
        """
        self._count += 1
        socket = Socket(self._count, listener)
        socket.welcome = not self._rejecting
        self._sockets.append(socket)
        self.record("socket_opening", socket=socket.number)
        accepted = not self._refusing and (socket.welcome or not handshake)
        self.clock.after(OPENING_MS, lambda: self._end_of_opening(socket, accepted=accepted, up=handshake))
        return socket

    def approve(self, socket: Socket) -> bool:
        """The server judges the credentials that have come over an open socket: up, or failed."""
        if not self.reaches(socket) or socket.up:
            return socket.up
        if socket.welcome:
            socket.up = True
            self.record("socket_open", socket=socket.number)
        else:
            self._fail(socket)
        return socket.up

    def ping(self, socket: Socket) -> None:
        """Send a ping; its answer comes unless the network or the server's silence swallows it."""
        if socket in self._sockets and self._carries(socket):
            self.record("ping_sent", socket=socket.number)
            self.clock.after(ANSWER_MS, lambda: self._answer(socket))

    def close_socket(self, socket: Socket) -> None:
        """The SDK gives the socket up; one that is gone is no matter."""
        if socket not in self._sockets:
            return
        self._sockets.remove(socket)
        if not socket.up:
            self.record("socket_failed", socket=socket.number)
        else:
            self.record("socket_closed", socket=socket.number, by="client")

    # What the kit can do.

    def change(self, name: str, request: dict[str, Any]) -> None:
        """Apply an input that concerns the process, the network or the server; one that is suspended hears it later."""
        if name in {"network_down", "network_up"}:
            self.network = name == "network_up"
        elif name in {"server_mute", "server_unmute"}:
            self._muted = name == "server_mute"
        elif name in {"server_refuse", "server_accept"}:
            self._refusing = name == "server_refuse"
        elif name in {"server_reject", "server_approve"}:
            self._rejecting = name == "server_reject"
        elif name in {"suspend", "resume"}:
            self.clock.frozen = name == "suspend"
        elif name == "network_handover":
            for socket in self._sockets:
                socket.left_behind = True
        elif name == "server_close":
            self.clock.after(0, lambda: self._close_by_server(request["code"]))
        elif name == "server_message":
            self.clock.after(0, lambda: self._send(request["message"]))
        elif name not in APP_INPUTS:
            raise ValueError(f"no input {name!r}")

    def forget_process(self) -> None:
        """The app was killed: its timers and sockets are gone without a word."""
        self.clock.cancel_all()
        self.clock.frozen = False
        self._sockets.clear()

    def _carries(self, socket: Socket) -> bool:
        return self.network and not socket.left_behind

    def reaches(self, socket: Socket) -> bool:
        """Whether what the server says now arrives there."""
        return socket in self._sockets and self._carries(socket) and not self._muted

    def _end_of_opening(self, socket: Socket, *, accepted: bool, up: bool) -> None:
        if socket not in self._sockets or socket.left_behind or (self.network and self._muted):
            return  # given up, or no answer: the SDK has to notice by itself
        if not (self.network and accepted):
            self._fail(socket)
            return
        if up:
            socket.up = True
            self.record("socket_open", socket=socket.number)
        socket.listener.opened()

    def _fail(self, socket: Socket) -> None:
        self._sockets.remove(socket)
        self.record("socket_failed", socket=socket.number)
        socket.listener.failed()

    def _answer(self, socket: Socket) -> None:
        if self.reaches(socket):
            socket.listener.answered()

    def _close_by_server(self, code: int) -> None:
        for socket in [each for each in self._sockets if each.up and self._carries(each)]:
            self._sockets.remove(socket)
            socket.close_code = code
            self.record("socket_closed", socket=socket.number, by="server")
            socket.listener.closed()

    def _send(self, text: str) -> None:
        heard = [each for each in self._sockets if each.up and self.reaches(each)]
        for socket in heard:
            socket.listener.received(text)
