"""The simulated network and server: sockets that open, carry, fall silent, break and close."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol

from fakes.clock import VirtualClock
from fakes.options import Options

Record = Callable[..., None]


class Listener(Protocol):
    """What a socket tells the SDK that opened it."""

    def socket_opened(self, socket: Socket) -> None:
        """The server has authenticated the socket."""

    def socket_failed(self, socket: Socket, reason: str) -> None:
        """The opening ended without success: network, refused or rejected."""

    def socket_closed(self, socket: Socket, by: str, code: int | None) -> None:
        """The open socket is no more, and the SDK did not ask for it."""

    def socket_message(self, socket: Socket, message: str) -> None:
        """A chat message arrived."""

    def socket_pong(self, socket: Socket, token: str) -> None:
        """The server answered a ping."""


class Phase(Enum):
    """How far a socket has come."""

    OPENING = "opening"
    OPEN = "open"
    GONE = "gone"


class Socket:
    """One WebSocket, seen from the SDK's side."""

    def __init__(self, world: World, number: int, listener: Listener) -> None:
        self.world = world
        self.number = number
        self.listener = listener
        self.phase = Phase.OPENING
        self.dead = False
        """The server no longer knows it, and the SDK has not noticed yet."""
        self.cut_off = False
        """It was opened in a network that the device has left."""
        self.unanswered = False
        """The opening reached a mute server."""
        self.late_close: int | None = None
        """The server closed it while the network was down."""
        self.backlog: list[str] = []

    @property
    def carries(self) -> bool:
        """Whether bytes pass through it now."""
        return self.phase is Phase.OPEN and self.world.network and not self.dead and not self.cut_off

    def ping(self, token: str) -> None:
        """Send a ping; the answer, if any, comes back to the listener."""
        if not self.carries:
            return
        self.world.note("ping_sent")
        if not self.world.mute:
            self.world.after(self.world.options.ping_latency_ms, lambda: self._answer(token))

    def _answer(self, token: str) -> None:
        if self.carries and not self.world.mute:
            self.listener.socket_pong(self, token)

    def close(self, by: str = "client") -> None:
        """Give the socket up; the listener is not told."""
        if self.phase is Phase.GONE:
            return
        kind = "socket_failed" if self.phase is Phase.OPENING else "socket_closed"
        self.phase = Phase.GONE
        self.world.sockets.remove(self)
        fields: dict[str, Any] = {"by": by} if kind == "socket_closed" else {}
        self.world.note_socket(kind, self, **fields)

    def drop(self, by: str, code: int | None = None) -> None:
        """The socket breaks under the SDK, which is told."""
        if self.phase is Phase.OPEN:
            self.close(by)
            self.world.tell(lambda: self.listener.socket_closed(self, by, code))

    def fail(self, reason: str) -> None:
        """The opening ends without success, and the SDK is told."""
        if self.phase is Phase.OPENING:
            self.close()
            self.world.tell(lambda: self.listener.socket_failed(self, reason))


class World:
    """The internet and the chat server, with the latencies of the options."""

    def __init__(self, clock: VirtualClock, options: Options, record: Record) -> None:
        self.clock = clock
        self.options = options
        self.network = True
        self.mute = False
        self.refuses = False
        self.rejects = False
        self.sockets: list[Socket] = []
        self.history: list[str] = []
        """Every chat message so far: what an SDK could fetch, and must not pass off as events."""
        self.note = record
        self._numbers = 0
        self._outages = 0
        self._kept_for_later: list[Callable[[], None]] | None = None
        self._mutes = 0

    def after(self, ms: int, happen: Callable[[], None]) -> None:
        """Something of the world that the process takes part in happens so much later, or at its resume."""
        self.clock.after(ms, lambda: self.tell(happen))

    def tell(self, hear: Callable[[], None]) -> None:
        """The process hears of something, now or at its resume."""
        if self._kept_for_later is None:
            hear()
        else:
            self._kept_for_later.append(hear)

    def process_frozen(self) -> None:
        """The process hears nothing any more."""
        self._kept_for_later = []

    def process_thawed(self) -> None:
        """The process hears what has come meanwhile; its sockets may not have outlived the time."""
        kept, self._kept_for_later = self._kept_for_later or [], None
        if self.options.sockets_die_in_suspension:
            for socket in list(self.sockets):
                socket.drop("network")
        for hear in kept:
            hear()

    def hand_over(self, *, notice: bool) -> None:
        """The device moves to another network; an SDK with a keep-alive finds out about a silent one."""
        for socket in self.sockets:
            socket.cut_off = True
            if not notice and self.options.silent_loss == "noticed":
                self.after(self.options.silence_detection_ms, self._found_dead(socket))

    def _found_dead(self, socket: Socket) -> Callable[[], None]:
        def found() -> None:
            socket.drop("network")
            socket.fail("timeout")

        return found

    def note_socket(self, kind: str, socket: Socket, **more: str) -> None:
        """Record an observation of a socket."""
        self.note(kind, socket=socket.number, **more)

    def open(self, listener: Listener) -> Socket:
        """Start an opening; its end is told to the listener, never before this call has returned."""
        self._numbers += 1
        socket = Socket(self, self._numbers, listener)
        self.sockets.append(socket)
        self.note_socket("socket_opening", socket)
        if self.network:
            self.after(self.options.connect_latency_ms, lambda: self._arrive(socket))
        else:
            self.after(self.options.offline_failure_ms, lambda: socket.fail("network"))
        return socket

    def _arrive(self, socket: Socket) -> None:
        if socket.phase is not Phase.OPENING or socket.cut_off:
            return
        if not self.network:
            socket.fail("network")
        elif self.refuses:
            socket.fail("refused")
        elif self.mute:
            socket.unanswered = True
        elif self.rejects:
            self.after(self.options.reject_latency_ms, lambda: socket.fail("rejected"))
        else:
            socket.phase = Phase.OPEN
            self.note_socket("socket_open", socket)
            socket.listener.socket_opened(socket)

    def network_down(self) -> None:
        """The device loses the internet; the SDK's keep-alive finds out after a while, or never."""
        if not self.network:
            return
        self.network = False
        self._outages += 1
        for socket in self.sockets:
            if socket.phase is Phase.OPEN and self.options.outage != "survives":
                self._watch_loss(socket, self._outages)

    def _watch_loss(self, socket: Socket, outage: int) -> None:
        if self.options.outage == "found":
            socket.dead = True

        def notice() -> None:
            if socket.dead or (not self.network and self._outages == outage):
                socket.drop("network")

        self.after(self.options.loss_detection_ms, notice)

    def network_up(self) -> None:
        """The device regains the internet."""
        if self.network:
            return
        self.network = True
        for socket in list(self.sockets):
            if socket.dead or socket.cut_off or socket.phase is not Phase.OPEN:
                continue
            for message in socket.backlog:
                self._send(socket, message)
            socket.backlog.clear()
            if socket.late_close is not None:
                socket.drop("server", socket.late_close)

    def set_mute(self, *, mute: bool) -> None:
        """The server falls silent, or answers again, openings that it owes an answer included."""
        if mute and not self.mute and self.options.mute_detection_ms:
            self._mutes += 1
            silence = self._mutes
            self.after(self.options.mute_detection_ms, lambda: self._notice_silence(silence))
        self.mute = mute
        if not mute:
            for socket in [s for s in self.sockets if s.unanswered]:
                socket.unanswered = False
                self._arrive(socket)

    def _notice_silence(self, silence: int) -> None:
        if self.mute and self._mutes == silence:
            for socket in list(self.sockets):
                socket.drop("client")

    def close(self, code: int) -> None:
        """The server closes the open connection; without a network the SDK hears of it later."""
        for socket in list(self.sockets):
            if socket.carries:
                socket.drop("server", code)
            elif socket.phase is Phase.OPEN:
                socket.late_close = code

    def message(self, message: str) -> None:
        """The server sends a chat message to whoever is connected."""
        self.history.append(message)
        for socket in self.sockets:
            if socket.carries and not self.mute:
                self._send(socket, message)
            elif socket.phase is Phase.OPEN and not self.network and self.options.late_messages:
                socket.backlog.append(message)

    def _send(self, socket: Socket, message: str) -> None:
        def arrive() -> None:
            if socket.carries:
                socket.listener.socket_message(socket, message)

        self.after(self.options.message_latency_ms, arrive)

    def process_died(self) -> None:
        """The sockets of a killed process are gone; nobody is left to be told."""
        self._kept_for_later = None
        for socket in list(self.sockets):
            if self.options.closes_at_kill:
                socket.close()
            else:
                socket.phase = Phase.GONE
        self.sockets.clear()
