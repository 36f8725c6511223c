"""The chat server towards a well-behaved client, and towards one that is not."""

from __future__ import annotations

import asyncio
import logging

import pytest
from tests.adapters.server.talking import client, closing_code, connect, hear, raw_client, run, say
from websockets.exceptions import InvalidStatus

from connref.errors import UsageError
from connref_adapters.server import ChatServer, ControlClient, EventKind, ServerEvent, ServerSettings
from connref_adapters.server.wire import MALFORMED, UNAUTHORIZED

TOO_BIG = 1009


def test_a_ping_is_answered_with_its_own_id() -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna:
            for number in ("call 1", 2):
                await say(anna, type="ping", id=number)
                assert await hear(anna) == {"type": "pong", "id": number}

    run(story())


def test_a_message_reaches_every_socket_of_its_user_and_nobody_else() -> None:
    async def story() -> None:
        async with (
            ChatServer() as server,
            client(server, "anna") as phone,
            client(server, "anna") as laptop,
            client(server, "bert") as bert,
        ):
            await say(bert, type="message", to="anna", text="hello")
            seen = [await hear(phone), await hear(laptop)]
            assert [each["text"] for each in seen] == ["hello", "hello"]
            assert seen[0] == seen[1] == {"type": "message", "id": "m1", "from": "bert", "text": "hello"}
            await say(bert, type="ping", id="after")
            assert await hear(bert) == {"type": "pong", "id": "after"}

    run(story())


def test_a_message_to_nobody_is_gone() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            assert await server.send("anna", "too early") == 0
            async with client(server, "anna") as anna:
                assert await server.send("anna", "in time", number="m-7") == 1
                assert await hear(anna) == {
                    "type": "message",
                    "id": "m-7",
                    "from": "server",
                    "text": "in time",
                }

    run(story())


@pytest.mark.parametrize("first", [{"type": "auth", "token": "guessed"}, {"type": "ping", "id": 1}])
def test_without_a_good_token_nobody_is_let_in(first: dict[str, object]) -> None:
    async def story() -> None:
        events: list[ServerEvent] = []
        async with ChatServer(on_event=events.append) as server, raw_client(server) as stranger:
            await say(stranger, **first)
            assert await hear(stranger) == {"type": "auth_rejected"}
            assert await closing_code(stranger) == UNAUTHORIZED
            assert server.users == []
        assert events[0] == ServerEvent(EventKind.REJECTED)
        assert "guessed" not in repr(events)

    run(story())


def test_a_revoked_token_is_not_good_any_more() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            token = server.tokens.issue("anna")
            server.tokens.revoke("anna")
            async with raw_client(server) as late:
                await say(late, type="auth", token=token)
                assert await hear(late) == {"type": "auth_rejected"}

    run(story())


def test_a_client_that_says_nothing_is_sent_away() -> None:
    async def story() -> None:
        async with ChatServer(ServerSettings(auth_timeout_s=0.05)) as server, raw_client(server) as silent:
            assert await closing_code(silent) == UNAUTHORIZED

    run(story())


@pytest.mark.parametrize(
    "frame",
    [
        "no JSON",
        "[1]",
        b"\x00\xff",
        "[" * 60_000,
        '{"type": "dance"}',
        '{"type": "ping"}',
        '{"type": "ping", "id": true}',
        '{"type": "message", "to": 5, "text": "x"}',
        '{"type": "auth", "token": "again"}',
    ],
    ids=lambda frame: repr(frame[:24]),
)
def test_a_malformed_frame_ends_the_connection_and_only_that(frame: str | bytes) -> None:
    async def story() -> None:
        async with ChatServer() as server, client(server, "anna") as anna, client(server, "bert") as bert:
            await anna.send(frame)
            assert await closing_code(anna) == MALFORMED
            await say(bert, type="ping", id=1)
            assert await hear(bert) == {"type": "pong", "id": 1}

    run(story())


def test_an_oversized_frame_closes_the_connection_with_1009() -> None:
    async def story() -> None:
        async with (
            ChatServer(ServerSettings(max_message_bytes=100)) as server,
            client(server, "anna") as anna,
        ):
            await anna.send("x" * 101)
            assert await closing_code(anna) == TOO_BIG

    run(story())


def test_other_paths_do_not_exist() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            with pytest.raises(InvalidStatus) as refused:
                async with connect(server.url + "x", proxy=None):
                    pass
            assert refused.value.response.status_code == 404

    run(story())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "::ffff:192.0.2.1"])  # noqa: S104
def test_listening_beyond_the_loopback_takes_an_explicit_flag(host: str) -> None:
    with pytest.raises(UsageError, match="allow-remote"):
        ServerSettings(host)
    assert ServerSettings(host, allow_remote=True).host == host


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "::ffff:127.0.0.1"])
def test_the_loopback_takes_no_flag(host: str) -> None:
    assert ServerSettings(host).host == host


def test_no_token_is_logged_whatever_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story() -> None:
        async with ChatServer() as server:
            token = server.tokens.issue("anna")
            control = ControlClient(server.control_url, server.control_token)
            async with raw_client(server) as anna:
                await say(anna, type="auth", token=token)
                await hear(anna)
                await control.command("login", user="anna")
                await anna.send('{"type": "auth", "token": 7}')
                assert await closing_code(anna) == MALFORMED
            # The bare client of this test logs its frames: only our own records are looked at.
            ours = [record.getMessage() for record in caplog.records if record.name.startswith("connref")]
            for secret in (token, server.control_token):
                assert not [line for line in ours if secret in line]
                assert secret not in f"{server!r} {vars(server)['tokens']!r} {control!r}"

    run(story())


def test_stop_tells_clients_and_a_restart_listens_on_the_same_port() -> None:
    async def story() -> None:
        async with ChatServer() as server:
            url = server.url
            async with client(server, "anna") as anna:
                await server.restart(crash=False)
                assert await closing_code(anna) == 1001
            assert server.url == url
            async with client(server, "anna") as anna:
                await server.restart(crash=True)
                assert await closing_code(anna) is None
        await server.stop()  # a second stop is fine
        assert server.sockets == 0

    run(story())


def test_the_events_tell_the_life_of_a_socket() -> None:
    async def story() -> None:
        events: list[ServerEvent] = []
        async with ChatServer(on_event=events.append) as server, client(server, "anna") as anna:
            await say(anna, type="ping", id="p1")
            await say(anna, type="message", to="bert", text="secret words")
            await server.drained("anna")
            await hear(anna)
            await anna.close(1000)
            await asyncio.sleep(0)
        assert events == [
            ServerEvent(EventKind.AUTHENTICATED, "anna"),
            ServerEvent(EventKind.PING, "anna", "p1"),
            ServerEvent(EventKind.MESSAGE, "anna", "bert"),
            ServerEvent(EventKind.CLOSED, "anna", "1000"),
        ]

    run(story())


def test_a_client_that_never_reads_is_dropped_once_its_outbox_is_full() -> None:
    async def story() -> None:
        settings = ServerSettings(outbox=8)
        async with (
            ChatServer(settings) as server,
            client(server, "anna") as anna,
            client(server, "bert") as bert,
        ):
            anna.transport.pause_reading()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.01):
                    await bert.recv()
            for _ in range(400):
                await say(bert, type="message", to="anna", text="x" * 60_000)
                if server.users == ["bert"]:
                    break
                await asyncio.sleep(0)
            assert server.users == ["bert"]
            anna.transport.resume_reading()
            assert await closing_code(anna) is None

    run(story())
