"""The chat server under clients that say nothing, half of it or too much, and under pages of somebody else."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from tests.adapters.server.talking import client, closing_code, hear, raw_client, run, say
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from connref_adapters.server import ChatServer, ControlClient, ServerEvent, ServerSettings
from connref_adapters.server.wire import MALFORMED, UNAUTHORIZED

QUICK = ServerSettings(handshake_timeout_s=0.05, auth_timeout_s=0.05, stop_timeout_s=0.3, close_timeout_s=0.1)
PATIENT = ServerSettings(stop_timeout_s=0.3, close_timeout_s=0.1)
HALF_A_REQUEST = b"GET /chat HTTP/1.1\r\nHost: 127.0.0.1\r\n"


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


@pytest.mark.parametrize("first", [b"", HALF_A_REQUEST])
def test_a_request_that_does_not_come_in_time_ends_the_connection(first: bytes) -> None:
    async def story() -> None:
        async with ChatServer(QUICK) as server, tcp(server, first) as reader:
            assert await ended(reader) == b""

    run(story())


def test_a_control_socket_that_says_nothing_is_sent_away() -> None:
    async def story() -> None:
        async with ChatServer(QUICK) as server, connect(server.control_url, proxy=None) as socket:
            assert await hear(socket) == {"type": "auth_rejected"}
            assert await closing_code(socket) == UNAUTHORIZED

    run(story())


@pytest.mark.parametrize("crash", [False, True])
def test_a_stop_ends_whoever_is_connected(*, crash: bool) -> None:
    async def story() -> None:
        server = ChatServer(PATIENT)
        await server.start()
        async with (
            tcp(server) as idle,
            tcp(server, HALF_A_REQUEST) as half,
            raw_client(server) as silent,
            connect(server.control_url, proxy=None) as control,
            client(server, "anna") as slow,
        ):
            server.faults.read_delay_ms = 600_000
            await say(slow, type="ping", id=1)
            await hear(slow)
            await asyncio.wait_for(server.stop(crash=crash), 5)
            assert (await ended(idle), await ended(half)) == (b"", b"")
            for socket in (silent, control, slow):
                await asyncio.wait_for(closing_code(socket), 5)
        await server.start()
        await server.stop()

    run(story())


@pytest.mark.parametrize("path", ["url", "control_url"])
def test_a_page_of_another_origin_is_refused(path: str) -> None:
    async def story() -> None:
        async with ChatServer() as server:
            for origin in ("https://evil.example", "null", f"http://127.0.0.1:{server.port + 1}"):
                with pytest.raises(InvalidStatus, match="403"):
                    await connect(getattr(server, path), origin=origin, proxy=None)  # pyright: ignore[reportArgumentType]

    run(story())


def test_a_page_of_the_server_itself_and_one_that_was_named_are_let_in() -> None:
    async def story() -> None:
        async with ChatServer(ServerSettings(origins=("https://demo.example",))) as server:
            for origin in (f"http://127.0.0.1:{server.port}", "https://demo.example", None):
                async with connect(server.url, origin=origin, proxy=None):  # pyright: ignore[reportArgumentType]
                    pass

    run(story())


HOSTS = {
    "127.0.0.1": 101,
    "localhost:80": 101,
    "[::1]:8765": 101,
    "rebound.example": 403,
    "127.0.0.1.rebound.example:8765": 403,
    "[": 403,
    "127.0.0.1\r\nHost: evil.example": 403,
}


@pytest.mark.parametrize(("host", "status"), HOSTS.items())
def test_a_request_under_another_name_is_refused(host: str, status: int) -> None:
    request = (
        f"GET /chat HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )

    async def story() -> None:
        async with ChatServer(QUICK) as server, tcp(server, request.encode()) as reader:
            assert (await reader.readline()).split()[1] == str(status).encode()

    run(story())


@pytest.mark.parametrize("error", [ZeroDivisionError, asyncio.CancelledError])
def test_whoever_watches_may_raise(error: type[BaseException]) -> None:
    def refuse(_: ServerEvent) -> None:
        raise error

    async def story() -> None:
        async with ChatServer(on_event=refuse) as server, client(server, "anna") as anna:
            for number in (1, 2):
                await say(anna, type="ping", id=number)
                assert await hear(anna) == {"type": "pong", "id": number}

    run(story())


HALF_A_CHARACTER = "\ud800"


@pytest.mark.parametrize(
    "frame",
    [{"type": "ping", "id": HALF_A_CHARACTER}, {"type": "message", "to": "anna", "text": HALF_A_CHARACTER}],
)
def test_half_a_character_is_a_malformed_frame(frame: dict[str, object]) -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            await say(anna, **frame)
            assert await closing_code(anna) == MALFORMED

    run(story())


def test_half_a_character_is_no_control_token_and_no_word_of_a_command() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            async with connect(server.control_url, proxy=None) as socket:
                await say(socket, type="auth", token=HALF_A_CHARACTER)
                assert await closing_code(socket) == UNAUTHORIZED
            control = ControlClient(server.control_url, server.control_token)
            async with connect(server.control_url, proxy=None) as socket:
                await say(socket, type="auth", token=server.control_token)
                await hear(socket)
                await socket.send(json.dumps({"op": "login", "user": HALF_A_CHARACTER}))
                assert (await hear(socket))["ok"] is False
            assert (await control.command("status"))["ok"] is True

    run(story())
