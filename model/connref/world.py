"""A simulated network and chat server for one machine: what becomes of a socket, a ping and a message, and when.

It is fair unless told otherwise by the world's inputs of the driver protocol (`network_down`, `server_mute` …). It has
no clock of its own: whoever runs it asks for `next_at` and lets it `run_next` when the clock is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from heapq import heappop, heappush
from typing import Protocol

from connref.errors import DefinitionError
from connref.inputs import (
    Closed,
    ClosedBy,
    Input,
    MessageReceived,
    Opened,
    OpenFailed,
    PongReceived,
    Rejected,
)
from connref.protocol import ObservationKind
from connref.semantics.clock import FakeClock
from connref.semantics.environment import Environment


@dataclass(frozen=True, slots=True)
class Latencies:
    """How long things take, in ms, 0 or more.

    A socket to reach the server, the server to authenticate it, a ping to be answered, a message to arrive. Raises
    `DefinitionError` for anything else.
    """

    open_ms: int = 20
    auth_ms: int = 10
    reply_ms: int = 25
    message_ms: int = 15

    def __post_init__(self) -> None:
        for name in ("open_ms", "auth_ms", "reply_ms", "message_ms"):
            value = getattr(self, name)
            if type(value) is not int or value < 0:
                raise DefinitionError(
                    f"latency {name} is {value!r}; give milliseconds, an integer of 0 or more"
                )


class Phase(Enum):
    """How far the socket has come."""

    NONE = "none"
    OPENING = "opening"
    UNANSWERED = "unanswered"
    """It reached a mute server, which owes it an answer."""
    OPEN = "open"


class Observe(Protocol):
    """Keeps one observation at the present instant."""

    def __call__(self, kind: ObservationKind, *, socket: int | None = None, by: str | None = None) -> None:
        """Keep it."""
        ...


class World:
    """The network and the server. `tell` hands a fact to the machine, `observe` keeps what a driver would see."""

    def __init__(
        self, clock: FakeClock, latencies: Latencies, tell: Callable[[Input], None], observe: Observe
    ) -> None:
        self.environment = Environment()
        self._clock = clock
        self._latencies = latencies
        self._tell = tell
        self._observe = observe
        self._socket = 0
        self._cut_off = 0
        self._phase = Phase.NONE
        self._queue: list[tuple[int, int, Callable[[], None]]] = []
        self._queued = 0

    @property
    def next_at(self) -> int | None:
        """The instant (ms) of the next thing on its way, None where nothing is."""
        return self._queue[0][0] if self._queue else None

    def run_next(self) -> None:
        """Let the first thing on its way arrive."""
        _, _, arrive = heappop(self._queue)
        arrive()

    # What the machine asks for

    def open_socket(self, socket: int) -> None:
        """A socket starts on its way to the server."""
        self._socket, self._phase = socket, Phase.OPENING
        self._observe(ObservationKind.SOCKET_OPENING, socket=socket)
        self._later(self._latencies.open_ms, lambda: self._reach_server(socket))

    def give_up(self, by: str) -> None:
        """The device drops its socket, if there still is one."""
        if self._phase is Phase.OPEN:
            self._observe(ObservationKind.SOCKET_CLOSED, socket=self._socket, by=by)
        elif self._phase is not Phase.NONE:
            self._observe(ObservationKind.SOCKET_FAILED, socket=self._socket)
        self._phase = Phase.NONE

    def ping(self, socket: int, call: str) -> None:
        """A ping reaches the server, and is answered unless the server is mute."""
        if self._carries(socket):
            self._observe(ObservationKind.PING_SENT)
            if self.environment.answering:
                self._later(self._latencies.reply_ms, lambda: self._pong(socket, call))

    # What the script does to the server

    def server_close(self, code: int) -> None:
        """The server closes the open connection."""
        if self._carries(self._socket):
            self.give_up("server")
            self._tell(Closed(self._socket, code))

    def server_message(self, message: str) -> None:
        """The server sends a message to whoever is connected; else it is gone (EVT-LOST)."""
        if self._carries(self._socket) and self.environment.answering:
            socket = self._socket
            self._later(self._latencies.message_ms, lambda: self._message(socket, message))

    def hand_over(self, noticed_after_ms: int | None) -> None:
        """The device moves to another network: what was opened before carries nothing, for ever.

        That it is dead is found out after `noticed_after_ms`; None for never.
        """
        self._cut_off = socket = self._socket
        if noticed_after_ms is not None:
            self._later(noticed_after_ms, lambda: self._found_dead(socket))

    def unmute(self) -> None:
        """The server speaks again, and answers the opening that it owes an answer."""
        if self._phase is Phase.UNANSWERED and self._socket > self._cut_off:
            self._phase = Phase.OPENING
            self._authenticate(self._socket)

    # What arrives later

    def _later(self, ms: int, arrive: Callable[[], None]) -> None:
        self._queued += 1
        heappush(self._queue, (self._clock.now + ms, self._queued, arrive))

    def _carries(self, socket: int) -> bool:
        up = self._phase is Phase.OPEN and socket == self._socket > self._cut_off
        return up and self.environment.network

    def _opens(self, socket: int) -> bool:
        return self._phase is Phase.OPENING and socket == self._socket > self._cut_off

    def _found_dead(self, socket: int) -> None:
        if self._phase is Phase.OPEN and socket == self._socket:
            self.give_up("network")
            self._tell(Closed(socket, by=ClosedBy.NETWORK))

    def _reach_server(self, socket: int) -> None:
        if not self._opens(socket):
            return
        if not (self.environment.accepting and self.environment.network):
            self.give_up("network")
            self._tell(OpenFailed(socket))
        else:
            self._later(self._latencies.auth_ms, lambda: self._authenticate(socket))

    def _authenticate(self, socket: int) -> None:
        if not self._opens(socket):
            return
        if not self.environment.answering:
            self._phase = Phase.UNANSWERED
        elif not self.environment.approving:
            self.give_up("server")
            self._tell(Rejected(socket))
        else:
            self._phase = Phase.OPEN
            self._observe(ObservationKind.SOCKET_OPEN, socket=socket)
            self._tell(Opened(socket))

    def _pong(self, socket: int, call: str) -> None:
        if self._carries(socket) and self.environment.answering:
            self._tell(PongReceived(call))

    def _message(self, socket: int, message: str) -> None:
        if self._carries(socket):
            self._tell(MessageReceived(socket, message))
