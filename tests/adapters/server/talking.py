"""A bare client of the chat server, and a way to run a test's coroutine within a time limit."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from connref_adapters.server import ChatServer

LIMIT_S = 10.0


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end, or fail after `LIMIT_S`; no task may be left over."""

    async def limited() -> None:
        async with asyncio.timeout(LIMIT_S):
            await work
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks left over: {left}"

    asyncio.run(limited())


@asynccontextmanager
async def raw_client(server: ChatServer) -> AsyncGenerator[ClientConnection]:
    """A socket that has not said anything yet."""
    async with connect(server.url, ping_interval=None, close_timeout=0.2, proxy=None) as socket:
        yield socket


@asynccontextmanager
async def client(server: ChatServer, user: str) -> AsyncGenerator[ClientConnection]:
    """An authenticated socket of this user."""
    async with raw_client(server) as socket:
        await say(socket, type="auth", token=server.tokens.issue(user))
        assert await hear(socket) == {"type": "auth_ok"}
        yield socket


async def say(socket: ClientConnection, **body: object) -> None:
    await socket.send(json.dumps(body))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    return json.loads(await socket.recv())


async def closing_code(socket: ClientConnection) -> int | None:
    """Read to the end, and return the close code that the server sent, if it sent one."""
    with pytest.raises(ConnectionClosed) as closed:
        await read_to_the_end(socket)
    return None if closed.value.rcvd is None else closed.value.rcvd.code


async def read_to_the_end(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def stays_silent(socket: ClientConnection, seconds: float = 0.05) -> bool:
    try:
        await asyncio.wait_for(socket.recv(), seconds)
    except TimeoutError:
        return True
    return False


@asynccontextmanager
async def tcp(server: ChatServer, first: bytes = b"") -> AsyncGenerator[asyncio.StreamReader]:
    """A connection that has sent no more than this."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(first)
    try:
        yield reader
    finally:
        writer.close()


async def ended(reader: asyncio.StreamReader) -> bytes:
    """All that the server sends before it ends the connection."""
    try:
        return await reader.read()
    except ConnectionResetError:
        return b""
