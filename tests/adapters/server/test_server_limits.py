"""The chat server under clients that say nothing, half of it or too much, and under pages of somebody else."""

from __future__ import annotations

import asyncio
import json

import pytest
from tests.adapters.server.talking import client, closing_code, ended, hear, raw_client, run, say, tcp
from websockets.asyncio.client import connect

from connref_adapters.server import ChatServer, ControlClient, ServerEvent, ServerSettings
from connref_adapters.server.wire import MALFORMED, UNAUTHORIZED

QUICK = ServerSettings(handshake_timeout_s=0.05, auth_timeout_s=0.05, stop_timeout_s=0.3, close_timeout_s=0.1)
PATIENT = ServerSettings(stop_timeout_s=0.3, close_timeout_s=0.1)
HALF_A_REQUEST = b"GET /chat HTTP/1.1\r\nHost: 127.0.0.1\r\n"


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
            await asyncio.wait_for(server.stop(crash=crash), 30)
            assert (await ended(idle), await ended(half)) == (b"", b"")
            for socket in (silent, control, slow):
                await asyncio.wait_for(closing_code(socket), 30)
        await server.start()
        await server.stop()

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
