"""Servers on the loopback that transports are tried against: one that plays by the rules, and one that does not."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import logging
import ssl
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

QUIET = logging.getLogger("tests.quiet")
QUIET.setLevel(logging.CRITICAL)
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

Talk = Callable[[ServerConnection], Awaitable[None]]
Writers = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def fair_server(
    talk: Talk, tls: ssl.SSLContext | None = None, subprotocols: Sequence[str] = ()
) -> AsyncGenerator[int]:
    """A WebSocket server; yields its port."""
    offered = [Subprotocol(name) for name in subprotocols] or None
    async with serve(
        talk, "127.0.0.1", 0, ssl=tls, subprotocols=offered, close_timeout=0.5, logger=QUIET
    ) as server:
        yield next(iter(server.sockets)).getsockname()[1]


@asynccontextmanager
async def raw_server(talk: Writers) -> AsyncGenerator[int]:
    """A TCP server that does what `talk` does, and ends with it; yields its port."""
    talks: set[asyncio.Task[None]] = set()

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await talk(reader, writer)
        except (asyncio.CancelledError, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            talks.discard(task)
            writer.transport.abort()

    server = await asyncio.start_server(accepted, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(talks):
            task.cancel()
        if talks:
            await asyncio.wait(talks)
        await server.wait_closed()


async def upgrade(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """Do the opening handshake by hand; returns the request."""
    request = await reader.readuntil(b"\r\n\r\n")
    key = next(line for line in request.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
    accept = base64.b64encode(hashlib.sha1(key.partition(b":")[2].strip() + GUID).digest())  # noqa: S324 - RFC 6455
    writer.write(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )
    await writer.drain()
    return request


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: bytes) -> None:
    """Answer the handshake with something else."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(head + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    await writer.drain()
    await reader.read()
