"""A transport without a network, for tests: a scripted server end for every socket, no clock and no waiting.

transport = MemoryTransport()
…                              # the runtime opens a socket
peer = await transport.accepted()
assert await peer.received() == '{"type": "auth", …}'
peer.send('{"type": "auth_ok"}')
"""

from __future__ import annotations

import asyncio
from collections import deque

from connref.inputs import ClosedBy
from connref_adapters.transports.base import ABNORMAL, TOO_BIG, OpeningError, Socket, SocketClosedError
from connref_adapters.transports.endpoint import Endpoint


class MemoryPeer:
    """Both ends of one socket: the server's is driven by a test, the client's is a `Socket`."""

    def __init__(self, max_message_bytes: int) -> None:
        self.closed_by_client: int | None = None
        """The code with which the client closed, 1006 where it dropped the socket, None while it did neither."""
        self._limit = max_message_bytes
        self._to_client: deque[str] = deque()
        self._to_server: asyncio.Queue[str] = asyncio.Queue()
        self._end: SocketClosedError | None = None
        self._news = asyncio.Event()

    @property
    def gone(self) -> bool:
        """Whether either end has closed the socket."""
        return self._end is not None

    def send(self, text: str) -> None:
        """The server sends a text."""
        if self._end is None:
            self._to_client.append(text)
            self._news.set()

    def close_from_server(self, code: int = 1000) -> None:
        """The server closes; what it sent before can still be read."""
        self._finish(SocketClosedError(code, ClosedBy.SERVER))

    def drop(self) -> None:
        """The network ends the socket."""
        self._finish(SocketClosedError(ABNORMAL, ClosedBy.NETWORK))

    async def received(self) -> str:
        """The next text that the client sent."""
        return await self._to_server.get()

    def received_now(self) -> list[str]:
        """All texts that the client sent and nobody looked at yet."""
        return [self._to_server.get_nowait() for _ in range(self._to_server.qsize())]

    # The client's end: see `Socket`.

    async def receive(self) -> str:
        """See `Socket.receive`."""
        while not self._to_client:
            if self._end is not None:
                raise self._end
            self._news.clear()
            await self._news.wait()
        text = self._to_client.popleft()
        if len(text.encode()) > self._limit:
            await self.close(TOO_BIG)
            raise SocketClosedError(TOO_BIG, ClosedBy.NETWORK)
        return text

    def end_for_client(self) -> MemorySocket:
        """The client's end as a transport hands it out."""
        return MemorySocket(self)

    async def take(self, text: str) -> None:
        """The client sends a text."""
        if self._end is not None:
            raise self._end
        self._to_server.put_nowait(text)

    async def close(self, code: int) -> None:
        """The client closes."""
        if self._end is None:
            self.closed_by_client = code
            self._to_client.clear()
        self._finish(SocketClosedError(code, ClosedBy.NETWORK))

    def _finish(self, end: SocketClosedError) -> None:
        if self._end is None:
            self._end = end
            self._news.set()


class MemorySocket:
    """The client's end of a `MemoryPeer`; see `Socket`."""

    def __init__(self, peer: MemoryPeer) -> None:
        self._peer = peer

    async def send(self, text: str) -> None:
        """See `Socket.send`."""
        await self._peer.take(text)

    async def receive(self) -> str:
        """See `Socket.receive`."""
        return await self._peer.receive()

    async def close(self, code: int = 1000) -> None:
        """See `Socket.close`."""
        await self._peer.close(code)

    async def abort(self) -> None:
        """See `Socket.abort`."""
        await self._peer.close(ABNORMAL)


class MemoryTransport:
    """Opens sockets that end in a `MemoryPeer`; `refuses` makes every opening fail, `holds` keeps it waiting.

    `peers` are all sockets ever opened, in order.
    """

    def __init__(self) -> None:
        self.refuses = False
        self.holds = False
        self.peers: list[MemoryPeer] = []
        self._fresh: asyncio.Queue[MemoryPeer] = asyncio.Queue()

    async def open(self, endpoint: Endpoint) -> Socket:
        """See `Transport.open`."""
        if self.holds:
            await asyncio.get_running_loop().create_future()
        if self.refuses:
            raise OpeningError("refused")
        peer = MemoryPeer(endpoint.max_message_bytes)
        self.peers.append(peer)
        self._fresh.put_nowait(peer)
        return peer.end_for_client()

    async def accepted(self) -> MemoryPeer:
        """The next socket that was opened."""
        return await self._fresh.get()

    @property
    def open_peers(self) -> list[MemoryPeer]:
        """The sockets that neither end has closed."""
        return [peer for peer in self.peers if not peer.gone]
