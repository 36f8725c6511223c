"""An asyncio event loop on virtual time: it never waits, and every connection of it ends in a network of ours.

The loop's selector is asked how long to wait. It moves the clock by that much instead, up to the instant that
`run_until` was given, and stops the loop there. All times are seconds, as asyncio has them.
"""

from __future__ import annotations

import asyncio
import selectors
import socket
from collections.abc import Callable
from typing import Any, Protocol

_NANOS = 9
"""Digits of a second that are kept, so that sums of instants stay comparable."""


class Dials(Protocol):
    """What a connection ends at."""

    async def dial(self) -> Any:  # noqa: ANN401 - a connection of the network, handed on to `attach`
        """Open a connection. Raises `OSError` where that fails."""
        ...

    def attach(self, connection: Any, protocol: asyncio.Protocol) -> asyncio.Transport:  # noqa: ANN401 - as above
        """The client's end of an open connection."""
        ...


class _Selector(selectors.DefaultSelector):
    """Moves the clock where another would wait."""

    def __init__(self, start_s: float) -> None:
        super().__init__()
        self.now = start_s
        self.limit = start_s
        self.stop: Callable[[], None] = lambda: None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None or self.now + timeout > self.limit:
            self.now = self.limit
            self.stop()
        else:
            self.now = round(self.now + timeout, _NANOS)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop. `run_until` plays what falls due up to an instant, that instant included."""

    def __init__(self, network: Dials, start_s: float = 0.0) -> None:
        self._waits = _Selector(start_s)
        super().__init__(self._waits)
        self._waits.stop = self.stop
        self._network = network
        self._dialled: dict[int, Any] = {}

    def time(self) -> float:
        """The virtual instant."""
        return self._waits.now

    def run_until(self, end_s: float) -> None:
        """Run to that instant."""
        self._waits.limit = end_s
        self.run_forever()

    async def getaddrinfo(self, host: Any, port: Any, **_: Any) -> list[Any]:  # noqa: ANN401 - as asyncio has it
        """Every name is at one address."""
        del host
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", port))]

    async def sock_connect(self, sock: Any, address: Any) -> None:  # noqa: ANN401 - as asyncio has it
        """Dial for a client that makes its sockets itself; the socket is never used."""
        del address
        self._dialled[id(sock)] = await self._network.dial()

    async def create_connection(  # type: ignore[override]
        self,
        protocol_factory: Callable[[], asyncio.Protocol],
        host: Any = None,  # noqa: ANN401 - as asyncio has it
        port: Any = None,  # noqa: ANN401 - as above
        *,
        sock: Any = None,  # noqa: ANN401 - as above
        **_: Any,  # noqa: ANN401 - as above
    ) -> tuple[asyncio.Transport, asyncio.Protocol]:
        """Dial, or take over what `sock_connect` dialled, and put the protocol at the client's end."""
        del host, port
        if sock is None:
            connection = await self._network.dial()
        else:
            connection = self._dialled.pop(id(sock))
            sock.close()
        protocol = protocol_factory()
        return self._network.attach(connection, protocol), protocol
