"""The client's end of a connection in memory: an asyncio transport, whose other end is the fake server."""

from __future__ import annotations

import asyncio
from typing import Protocol


class OtherEnd(Protocol):
    """Who is at the other end."""

    left_behind: bool
    """Whether the device has moved to another network since: nothing is carried any more."""

    def written(self, data: bytes) -> None:
        """The client sends."""

    def leave(self, by: str) -> None:
        """The client gives it up."""


class Memory(asyncio.Transport):
    """The client's end: what it writes goes to the other end, and what comes from there is told in a later turn."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, other: OtherEnd, protocol: asyncio.BaseProtocol
    ) -> None:
        super().__init__({"peername": ("127.0.0.1", 80), "sockname": ("127.0.0.1", 1), "socket": None})
        self._loop = loop
        self._other = other
        self._protocol = protocol
        self._closing = False
        self._lost = self._told = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send to the server."""
        taken = bytes(data)
        if self._closing or self._other.left_behind:
            return
        self._other.written(taken)

    def deliver(self, data: bytes) -> None:
        """The server's bytes reach the client."""
        self._loop.call_soon(self._received, data)

    def _received(self, data: bytes) -> None:
        if not self._told and isinstance(self._protocol, asyncio.Protocol):
            self._protocol.data_received(data)

    def lost(self) -> None:
        """The connection ends from the other side."""
        if not self._lost:
            self._lost = self._closing = True
            self._loop.call_soon(self._tell)

    def _tell(self) -> None:
        self._told = True
        self._protocol.connection_lost(None)

    def close(self) -> None:
        """The client gives it up."""
        if self._closing:
            return
        self._other.leave("client")
        self.lost()

    def abort(self) -> None:
        """As `close`."""
        self.close()

    def is_closing(self) -> bool:
        """Whether it is closed or about to be."""
        return self._closing

    def set_protocol(self, protocol: asyncio.BaseProtocol) -> None:
        """Another protocol takes over."""
        self._protocol = protocol

    def get_protocol(self) -> asyncio.BaseProtocol:
        """Who is told."""
        return self._protocol

    def is_reading(self) -> bool:
        """Always: the memory of a test is large enough."""
        return not self._closing

    def pause_reading(self) -> None:
        """Nothing is held back."""

    def resume_reading(self) -> None:
        """Nothing was held back."""

    def can_write_eof(self) -> bool:
        """A WebSocket needs none."""
        return False

    def get_write_buffer_size(self) -> int:
        """Everything is written at once."""
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """There is no buffer."""
