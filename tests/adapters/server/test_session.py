"""The faults that a server plays on its sockets, as a client sees them."""

from __future__ import annotations

import asyncio
import time

import pytest
from tests.adapters.server.talking import (
    client,
    closing_code,
    connect,
    hear,
    raw_client,
    run,
    say,
    stays_silent,
)
from websockets.exceptions import InvalidMessage, InvalidStatus

from connref_adapters.server import ChatServer
from connref_adapters.server.wire import UNAUTHORIZED


def test_a_mute_server_keeps_its_sockets_and_drops_what_it_would_have_said() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.faults.mute = True
            await say(anna, type="ping", id=1)
            await server.send("anna", "lost")
            assert await stays_silent(anna)
            server.faults.mute = False
            await say(anna, type="ping", id=2)
            assert await hear(anna) == {"type": "pong", "id": 2}

    run(story())


def test_a_mute_server_owes_an_opening_its_answer() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            server.faults.mute = True
            opening = asyncio.create_task(connect(server.url, proxy=None).__aenter__())
            await asyncio.sleep(0.05)
            assert not opening.done()
            server.faults.mute = False
            await (await opening).close()

    run(story())


def test_muted_between_handshake_and_auth_it_answers_later() -> None:
    async def story() -> None:
        async with ChatServer() as server, raw_client(server) as anna:
            server.faults.mute = True
            await say(anna, type="auth", token=server.tokens.issue("anna"))
            assert await stays_silent(anna)
            assert server.users == []
            server.faults.mute = False
            assert await hear(anna) == {"type": "auth_ok"}

    run(story())


def test_refused_and_cut_openings_fail_and_open_sockets_stay() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.faults.refuse = True
            with pytest.raises(InvalidStatus):
                async with raw_client(server):
                    pass
            server.faults.clear()
            server.faults.cut = True
            with pytest.raises(InvalidMessage):
                async with raw_client(server):
                    pass
            await say(anna, type="ping", id=1)
            assert await hear(anna) == {"type": "pong", "id": 1}
            server.faults.clear()
            async with client(server, "bert"):
                assert server.users == ["anna", "bert"]

    run(story())


def test_rejecting_turns_good_tokens_away() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            server.faults.reject = True
            async with raw_client(server) as anna:
                await say(anna, type="auth", token=server.tokens.issue("anna"))
                assert await hear(anna) == {"type": "auth_rejected"}
                assert await closing_code(anna) == UNAUTHORIZED

    run(story())


def test_a_delay_keeps_the_order() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.faults.delay_ms = 60
            started = time.monotonic()
            await server.send("anna", "first")
            await server.send("anna", "second")
            server.faults.delay_ms = 0
            await server.send("anna", "third")
            assert [(await hear(anna))["text"] for _ in range(3)] == ["first", "second", "third"]
            assert 0.05 < time.monotonic() - started < 2

    run(story())


@pytest.mark.parametrize("code", [1000, 1001, 1008, 1013, 3000, 4999])
def test_a_close_code_reaches_the_client(code: int) -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna, client(server, "bert") as bert:
            await server.close(code, user="anna")
            assert await closing_code(anna) == code
            await say(bert, type="ping", id=1)
            assert await hear(bert) == {"type": "pong", "id": 1}

    run(story())


@pytest.mark.parametrize("code", [1004, 1006, 1015])
def test_a_code_that_never_travels_ends_the_socket_without_one(code: int) -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            await server.close(code)
            assert await closing_code(anna) is None

    run(story())


def test_a_close_without_a_code_is_just_that() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            await server.close(1005)
            assert await closing_code(anna) == 1005

    run(story())


@pytest.mark.parametrize("mid_frame", [False, True])
def test_a_dropped_socket_ends_without_a_close_frame(mid_frame: bool) -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.drop(user="anna", mid_frame=mid_frame)
            assert await closing_code(anna) is None

    run(story())


def test_a_half_open_socket_carries_nothing_until_somebody_is_there_again() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.freeze()
            await say(anna, type="ping", id=1)
            await server.send("anna", "held")
            assert await stays_silent(anna)
            assert server.users == ["anna"]
            server.thaw()
            assert {(await hear(anna))["type"] for _ in range(2)} == {"pong", "message"}

    run(story())


def test_closing_a_half_open_socket_drops_it() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.freeze()
            await server.close(1000)
            assert await closing_code(anna) is None

    run(story())


def test_a_slow_reader_takes_one_frame_at_a_time() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            server.faults.read_delay_ms = 30
            started = time.monotonic()
            for number in range(4):
                await say(anna, type="ping", id=number)
            assert [(await hear(anna))["id"] for _ in range(4)] == [0, 1, 2, 3]
            # The first may already have been awaited when the fault began.
            assert time.monotonic() - started >= 3 * 0.03 - 0.005

    run(story())


def test_a_client_that_moved_to_another_network_hears_nothing_on_its_old_socket() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as old:
            server.hand_over()
            async with client(server, "anna") as new:
                assert server.users == ["anna"]
                assert await server.send("anna", "hello") == 1
                assert (await hear(new))["text"] == "hello"
                await say(old, type="ping", id=1)
                server.thaw()
                await server.close(1012, user="anna")
                assert await closing_code(new) == 1012
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await old.recv()

    run(story())
