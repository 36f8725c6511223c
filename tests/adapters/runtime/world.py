"""A chat server without a network and a clock that moves when told: the world around a manager under test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.adapters.runtime.loops import settle

from connref_adapters.transports import Endpoint, MemoryPeer, OpeningError
from connref_adapters.transports.memory import MemorySocket

ENDPOINT = Endpoint("wss://chat.example/socket")


@dataclass(eq=False, slots=True)
class FakeTimer:
    at: int
    callback: Callable[[], None]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass(eq=False, slots=True)
class ManualClock:
    """See `connref_adapters.runtime.Clock`; time passes in `advance` only."""

    instant: int = 0
    timers: list[FakeTimer] = field(default_factory=list[FakeTimer])

    def now(self) -> int:
        return self.instant

    def call_at(self, instant: int, callback: Callable[[], None]) -> FakeTimer:
        timer = FakeTimer(instant, callback)
        self.timers.append(timer)
        return timer

    @property
    def armed(self) -> list[FakeTimer]:
        self.timers = [timer for timer in self.timers if not timer.cancelled]
        return self.timers

    async def advance(self, ms: int) -> None:
        """Time passes, and every timer rings at its own instant."""
        end = self.instant + ms
        await settle()
        while due := [timer for timer in self.armed if timer.at <= end]:
            timer = min(due, key=lambda each: each.at)
            self.timers.remove(timer)
            self.instant = max(self.instant, timer.at)
            timer.callback()
            await settle()
        self.instant = end
        await settle()

    def jump(self, ms: int) -> None:
        """The device was suspended: time has passed, and no timer rang."""
        self.instant += ms


class HeardSocket(MemorySocket):
    """A socket whose server answers at once."""

    def __init__(self, peer: MemoryPeer, server: FakeServer) -> None:
        super().__init__(peer)
        self._server_peer = peer
        self._server = server

    async def send(self, text: str) -> None:
        await super().send(text)
        self._server.heard(self._server_peer, json.loads(text))


class FakeServer:
    """A transport with a chat server behind it, fair unless told otherwise; every answer is immediate."""

    def __init__(self) -> None:
        self.network = True
        self.refuses = False
        self.rejects = False
        self.mute = False
        self.pings = 0
        self.tokens: list[str] = []
        self.heard_messages: list[dict[str, str]] = []
        self.peers: list[MemoryPeer] = []
        self.most_open = 0
        self._approved: MemoryPeer | None = None
        self._owed: list[MemoryPeer] = []

    async def open(self, endpoint: Endpoint) -> HeardSocket:
        await asyncio.sleep(0)
        if self.refuses or not self.network:
            raise OpeningError("refused")
        peer = MemoryPeer(endpoint.max_message_bytes)
        self.peers.append(peer)
        self.most_open = max(self.most_open, len(self.open_peers))
        return HeardSocket(peer, self)

    @property
    def open_peers(self) -> list[MemoryPeer]:
        return [peer for peer in self.peers if not peer.gone]

    @property
    def up(self) -> bool:
        """Whether the connection is up, as the server knows it."""
        return self._approved is not None and not self._approved.gone

    def heard(self, peer: MemoryPeer, frame: dict[str, str]) -> None:
        match frame["type"]:
            case "auth":
                self.tokens.append(frame["token"])
                if self.mute:
                    self._owed.append(peer)
                else:
                    self._answer(peer)
            case "ping":
                self.pings += 1
                if not self.mute:
                    peer.send(json.dumps({"type": "pong", "id": frame["id"]}))
            case _:
                self.heard_messages.append(frame)

    def unmute(self) -> None:
        self.mute = False
        for peer in self._owed:
            if not peer.gone:
                self._answer(peer)
        self._owed.clear()

    def close(self, code: int) -> None:
        if self._approved is not None and self.network:
            self._approved.close_from_server(code)

    def message(self, number: str, text: str = "hello") -> None:
        if self._approved is not None and self.network and not self.mute:
            self._approved.send(json.dumps({"type": "message", "id": number, "from": "server", "text": text}))

    def _answer(self, peer: MemoryPeer) -> None:
        if self.rejects:
            peer.send('{"type": "auth_rejected"}')
            peer.close_from_server(4401)
        else:
            self._approved = peer
            peer.send('{"type": "auth_ok"}')
