"""The network and the fake server of the asyncio world: TCP in memory, a WebSocket server, the vendor's half.

A half has `opened(peer)`, `received(peer, text)` and `message(peer, text)`. What the server says waits while it is mute
or the network is down, as bytes wait in a stalled connection. A connection is up from the instant in which the server
approves it, whatever the client says of its status.
"""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Protocol

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol

from connref_adapters.sdks.asyncio_world.transport import Memory

ABNORMAL, NO_STATUS = 1006, 1005

Record = Callable[..., None]


class Half(Protocol):
    """What the vendor's server says."""

    def opened(self, peer: Peer) -> None:
        """A socket is open."""

    def received(self, peer: Peer, text: str) -> None:
        """A frame of the client is here."""

    def message(self, peer: Peer, text: str) -> str | None:
        """The frame that delivers a chat message; None where this peer has not subscribed."""


@dataclass(frozen=True, slots=True)
class Latency:
    """How long things take, in seconds: an opening, an answer, and the server's part of a close."""

    open_s: float = 0.04
    reply_s: float = 0.02
    close_s: float = 0.02


class Phase(Enum):
    """How far a connection is."""

    OPENING = auto()
    UP = auto()
    GONE = auto()


@dataclass(eq=False)
class Peer:
    """One connection as the half and the network see it."""

    network: Network
    number: int
    rejected: bool
    phase: Phase = Phase.OPENING
    left_behind: bool = False
    memory: dict[str, Any] = field(default_factory=dict[str, Any])
    server: ServerProtocol = field(default_factory=ServerProtocol)
    transport: Memory | None = None

    def send(self, text: str) -> None:
        """Send a frame, in a later turn."""
        self.after(0, lambda: self._say(lambda: self.server.send_text(text.encode())))

    def answer(self, text: str) -> None:
        """Answer a request after the time that a reply takes."""
        self.after(
            self.network.latency.reply_s, lambda: self._say(lambda: self.server.send_text(text.encode()))
        )

    def authenticate(self, approved: str, code: int, reason: str) -> None:
        """Judge the credentials: approve with that frame, or close with that code."""
        self.after(0, lambda: self._judge(approved, code, reason))

    def every(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something again and again while the connection is there."""

        def again() -> None:
            action()
            self.every(seconds, action)

        self.after(seconds, again)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Do something later, when the server can speak, if the connection is still there."""
        self.network.loop.call_later(seconds, self.network.when_speaking, self, action)

    def end(self, code: int, reason: str = "") -> None:
        """The server closes it."""
        self.leave("server")
        if code != ABNORMAL:
            self.server.send_close(None if code == NO_STATUS else code, reason)
            self.flush()
        if self.transport is not None:
            self.transport.lost()

    def leave(self, by: str) -> None:
        """It is no more, for whoever asks for connections that are up."""
        if self.phase is Phase.UP:
            self.network.record("socket_closed", socket=self.number, by=by)
        elif self.phase is Phase.OPENING:
            self.network.record("socket_failed", socket=self.number)
        self.phase = Phase.GONE

    def written(self, data: bytes) -> None:
        """The client sends: it arrives in a later turn, or when the network carries again."""
        self.network.loop.call_soon(self.network.when_carrying, self, lambda: self.arrived(data))

    def arrived(self, data: bytes) -> None:
        """Bytes of the client are here."""
        if self.left_behind:
            return
        self.server.receive_data(data)
        for event in self.server.events_received():
            if isinstance(event, Request):
                self.server.send_response(self.server.accept(event))
                self.network.half.opened(self)
            elif isinstance(event, Frame):
                self._framed(event)
        self.flush()

    def flush(self) -> None:
        """Put what the server has to say on the way."""
        for data in self.server.data_to_send():
            if self.transport is None:
                continue
            if data:
                self.transport.deliver(data)
            else:
                self.network.loop.call_later(self.network.latency.close_s, self.transport.lost)

    def _framed(self, frame: Frame) -> None:
        if frame.opcode is Opcode.TEXT:
            self.network.half.received(self, bytes(frame.data).decode())
        elif frame.opcode is Opcode.CLOSE:
            self.leave("client")

    def _judge(self, approved: str, code: int, reason: str) -> None:
        if self.rejected:
            self.end(code, reason)
        elif self.phase is Phase.OPENING:
            self.phase = Phase.UP
            self.network.record("socket_open", socket=self.number)
            self._say(lambda: self.server.send_text(approved.encode()))

    def _say(self, say: Callable[[], None]) -> None:
        say()
        self.flush()


class Network:
    """The network between, and the server: its switches are those of the driver protocol's inputs."""

    loop: asyncio.AbstractEventLoop
    """The loop of the process that lives now."""

    def __init__(self, half: Half, latency: Latency, record: Record) -> None:
        self.half = half
        self.latency = latency
        self.record = record
        self.up = True
        self.mute = self.refuse = self.reject = False
        self._count = 0
        self._peers: list[Peer] = []
        self._held: list[tuple[Peer, Callable[[], None]]] = []

    async def dial(self) -> Peer:
        """As `Dials.dial`."""
        self._count += 1
        peer = Peer(self, self._count, self.reject)
        refused = self.refuse
        self._peers.append(peer)
        self.record("socket_opening", socket=peer.number)
        try:
            await asyncio.sleep(self.latency.open_s)
            await self._answered(peer)
        except asyncio.CancelledError:
            peer.leave("client")
            raise
        if refused or not self.up:
            peer.leave("network")
            raise OSError(errno.ECONNREFUSED, "the connection was refused")
        return peer

    def attach(self, connection: Peer, protocol: asyncio.Protocol) -> asyncio.Transport:
        """As `Dials.attach`."""
        connection.transport = Memory(self.loop, connection, protocol)
        protocol.connection_made(connection.transport)
        return connection.transport

    def when_speaking(self, peer: Peer, action: Callable[[], None]) -> None:
        """Do it now, or once the server speaks and the network carries again."""
        if peer.phase is Phase.GONE or peer.left_behind:
            return
        if self.up and not self.mute:
            action()
        else:
            self._held.append((peer, action))

    def when_carrying(self, peer: Peer, action: Callable[[], None]) -> None:
        """Do it now, or once the network carries again."""
        if self.up:
            action()
        else:
            self._held.append((peer, action))

    def release(self) -> None:
        """What waited goes on."""
        held, self._held = self._held, []
        for peer, action in held:
            self.loop.call_soon(self.when_speaking, peer, action)

    def handover(self) -> None:
        """What is open carries nothing more, and nobody is told."""
        for peer in self._peers:
            peer.left_behind = True

    def close(self, code: int) -> None:
        """The server closes the connections that are up."""
        for peer in self._up():
            self.when_speaking(peer, lambda peer=peer: peer.end(code))

    def message(self, text: str) -> None:
        """The server sends a chat message; with no connection that can carry it, it is gone."""
        if not self.up or self.mute:
            return
        for peer in self._up():
            if not peer.left_behind and (frame := self.half.message(peer, text)) is not None:
                peer.send(frame)

    def forget_all(self) -> None:
        """The process died: its sockets are gone without a word."""
        for peer in self._peers:
            peer.phase = Phase.GONE
        self._peers.clear()
        self._held.clear()

    def _up(self) -> list[Peer]:
        return [peer for peer in self._peers if peer.phase is Phase.UP]

    async def _answered(self, peer: Peer) -> None:
        if self.up and not self.mute:
            return
        if self.up:
            spoken = self.loop.create_future()
            self._held.append((peer, lambda: None if spoken.done() else spoken.set_result(None)))
            await spoken
