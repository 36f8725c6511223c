"""Who gets as far as a handshake, and how all end: a request comes in time, names this server and is no page's."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

from websockets.asyncio.server import Server, ServerConnection
from websockets.http11 import Request

from connref_adapters.server.settings import ServerSettings, is_loopback


def is_from_here(request: Request, settings: ServerSettings) -> bool:
    """Whether a request names this server (Host) and comes from no page of another origin (Origin).

    Programs send no Origin, browsers always do. A name that somebody else chose (DNS rebinding) is none of ours.
    """
    hosts, origins = request.headers.get_all("Host"), request.headers.get_all("Origin")
    host = _host(hosts[0]) if len(hosts) == 1 else None
    if host is None or not (settings.allow_remote or host == settings.host or is_loopback(host)):
        return False
    own = {f"{scheme}://{hosts[0]}" for scheme in ("http", "https")}
    return all(origin in own or origin in settings.origins for origin in origins)


def _host(header: str) -> str | None:
    """The host of a Host header, without its port; None for what is none."""
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def connection_class(
    limit_s: float, connections: weakref.WeakSet[ServerConnection]
) -> type[ServerConnection]:
    """Connections that are dropped where their request has not come in time, each noted in `connections`."""

    class Connection(ServerConnection):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            super().connection_made(transport)
            connections.add(self)
            self._limit = asyncio.get_running_loop().call_later(limit_s, self._end_unless_asked)

        def connection_lost(self, exc: Exception | None) -> None:
            self._limit.cancel()
            super().connection_lost(exc)

        def _end_unless_asked(self) -> None:
            if self.request is None:
                self.transport.abort()

    return Connection


async def accept_no_more(server: Server) -> None:
    """Let what was just accepted become a connection, which asyncio forgets where the server is closed first."""
    loop = asyncio.get_running_loop()
    # Where the event loop has no readers, it does not have this gap either.
    with suppress(NotImplementedError):
        for listening in server.sockets:
            loop.remove_reader(listening.fileno())
    for _ in range(2):
        await asyncio.sleep(0)


async def ended(
    server: Server,
    connections: Iterable[ServerConnection],
    serving: Iterable[asyncio.Task[None]],
    limit_s: float,
) -> None:
    """Close the server and wait until every connection is gone; what is not gone within the limit is dropped."""
    for connection in connections:
        if connection.request is None:
            connection.transport.abort()
    server.close()
    closing = asyncio.ensure_future(server.wait_closed())
    _, late = await asyncio.wait([closing], timeout=limit_s)
    if late:
        for connection in connections:
            connection.transport.abort()
        for task in serving:
            task.cancel()
    await closing
