"""Requests that do not come, name another server, or are a page's of another origin get nowhere."""

from __future__ import annotations

import pytest
from tests.adapters.server.talking import ended, run, tcp
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from connref_adapters.server import ChatServer, ServerSettings

QUICK = ServerSettings(handshake_timeout_s=0.05, auth_timeout_s=0.05, stop_timeout_s=0.3, close_timeout_s=0.1)
HALF_A_REQUEST = b"GET /chat HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize("first", [b"", HALF_A_REQUEST])
def test_a_request_that_does_not_come_in_time_ends_the_connection(first: bytes) -> None:
    async def story() -> None:
        async with ChatServer(QUICK) as server, tcp(server, first) as reader:
            assert await ended(reader) == b""

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
