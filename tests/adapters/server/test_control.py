"""The control channel: who may use it, and what every command does."""

from __future__ import annotations

import json

import pytest
from tests.adapters.server.talking import client, closing_code, connect, hear, run, say
from websockets.exceptions import ConnectionClosed

from connref_adapters.server import ChatServer, ControlClient, ControlError
from connref_adapters.server.control import COMMANDS, obey


def control(server: ChatServer) -> ControlClient:
    return ControlClient(server.control_url, server.control_token)


def test_without_the_token_nothing_is_carried_out() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            with pytest.raises(ControlError, match="control token"):
                await ControlClient(server.control_url, "guess").command("mute")
            for first in ('{"op": "mute"}', "garbage"):
                async with connect(server.control_url, proxy=None) as socket:
                    await socket.send(first)
                    assert await hear(socket) == {"type": "auth_rejected"}
                    with pytest.raises(ConnectionClosed):
                        await socket.recv()
            assert not server.faults.mute

    run(story())


def test_a_user_token_is_no_control_token() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            with pytest.raises(ControlError):
                await ControlClient(server.control_url, server.tokens.issue("anna")).command("status")

    run(story())


def test_login_issues_a_token_that_works() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            token = (await control(server).command("login", user="anna"))["token"]
            assert server.tokens.user_of(token) == "anna"

    run(story())


@pytest.mark.parametrize(
    ("op", "back", "flag"),
    [
        ("mute", "unmute", "mute"),
        ("refuse", "accept", "refuse"),
        ("reject", "approve", "reject"),
        ("cut", "mend", "cut"),
    ],
)
def test_a_fault_is_switched_on_and_off(op: str, back: str, flag: str) -> None:
    async def story() -> None:
        async with ChatServer() as server:
            for command, expected in ((op, True), (back, False), (op, True), ("clear", False)):
                await control(server).command(command)
                assert getattr(server.faults, flag) is expected
                assert (await control(server).command("status"))[flag] is expected

    run(story())


def test_delays_are_set_and_cleared() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            await control(server).command("delay", ms=20)
            await control(server).command("slow_reader", ms=10)
            assert (server.faults.delay_ms, server.faults.read_delay_ms) == (20, 10)
            await control(server).command("clear")
            assert (server.faults.delay_ms, server.faults.read_delay_ms) == (0, 0)

    run(story())


def test_sockets_are_closed_and_dropped_one_user_or_all() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna, client(server, "bert") as bert:
            await control(server).command("close", code=1012, user="anna")
            assert await closing_code(anna) == 1012
            await control(server).command("drop", mid_frame=True)
            assert await closing_code(bert) is None

    run(story())


def test_half_open_ends_with_clear() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            await control(server).command("half_open", user="anna")
            await say(anna, type="ping", id=1)
            await control(server).command("clear")
            assert await hear(anna) == {"type": "pong", "id": 1}

    run(story())


def test_a_message_is_sent() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            assert (await control(server).command("send", to="anna", text="hi"))["sent"] == 1
            assert (await hear(anna))["from"] == "control"
            await control(server).command("send_raw", to="anna", frame="no JSON")
            assert await anna.recv() == "no JSON"

    run(story())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"op": "dance"}, "op"),
        ({}, "op"),
        ({"op": "close"}, "code"),
        ({"op": "close", "code": 2000}, "code"),
        ({"op": "close", "code": True}, "code"),
        ({"op": "delay", "ms": -1}, "ms"),
        ({"op": "delay", "ms": "5"}, "ms"),
        ({"op": "login", "user": ""}, "user"),
        ({"op": "send", "to": "anna"}, "text"),
        ({"op": "drop", "user": 7}, "user"),
    ],
)
def test_a_command_that_cannot_be_is_answered_with_the_field_at_fault(
    body: dict[str, object], field: str
) -> None:
    async def story() -> None:
        async with ChatServer() as server:
            reply = await obey(server, json.dumps(body))
            assert reply["ok"] is False
            assert f'"{field}"' in reply["error"]

    run(story())


def test_garbage_is_answered_too() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            assert (await obey(server, "{"))["ok"] is False

    run(story())


def test_every_command_is_spelled_in_lower_case() -> None:
    assert all(name == name.lower() and name.replace("_", "").isalpha() for name in COMMANDS)


def test_a_server_that_is_not_there_is_said_so() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            client_of_the_past = control(server)
        with pytest.raises(ControlError, match="connref serve"):
            await client_of_the_past.command("status")

    run(story())
