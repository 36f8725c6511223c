"""Every real transport keeps the contract of `Transport` and `Socket`, against real servers on the loopback."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from tests.adapters.runtime.loops import on_loop
from tests.adapters.transports.certificates import certificate
from tests.adapters.transports.rawserver import answer, fair_server, raw_server, upgrade
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from connref.inputs import ClosedBy
from connref_adapters.transports import Endpoint, OpeningError, SocketClosedError, Transport
from connref_adapters.transports.aiohttp_transport import AiohttpTransport
from connref_adapters.transports.websockets_transport import WebsocketsTransport

EVERY = pytest.mark.parametrize(
    "transport", [WebsocketsTransport(), AiohttpTransport()], ids=["websockets", "aiohttp"]
)
CLOSE_S = 0.3
SOON_S = 20.0
BLOCKED_S = 0.4
SECRET = "s3cret-header"  # noqa: S105


def endpoint(port: int, **options: object) -> Endpoint:
    usual = Endpoint(f"ws://127.0.0.1:{port}/chat", close_timeout_s=CLOSE_S)
    return replace(usual, **cast("dict[str, Any]", options))


async def echo(connection: ServerConnection) -> None:
    async for message in connection:
        await connection.send(message)


class Ended:
    """What the server saw of the end of a socket."""

    def __init__(self) -> None:
        self.codes: list[int | None] = []
        self._news = asyncio.Event()

    async def watch(self, connection: ServerConnection) -> None:
        await connection.wait_closed()
        self.codes.append(connection.close_code)
        self._news.set()

    async def code(self) -> int | None:
        await asyncio.wait_for(self._news.wait(), SOON_S)
        return self.codes[-1]


@EVERY
@on_loop
async def test_texts_go_both_ways_in_order(transport: Transport) -> None:
    async with fair_server(echo) as port:
        socket = await transport.open(endpoint(port))
        for text in ("", "hello", "ünï ☃", "x" * 100_000):
            await socket.send(text)
        assert [await socket.receive() for _ in range(4)] == ["", "hello", "ünï ☃", "x" * 100_000]
        await socket.close()


@EVERY
@on_loop
async def test_subprotocols_and_headers_are_sent(transport: Transport) -> None:
    seen: list[str | None] = []

    async def look(connection: ServerConnection) -> None:
        assert connection.request is not None
        seen.extend([connection.subprotocol, connection.request.headers["X-Device"]])

    async with fair_server(look, subprotocols=["chat.2"]) as port:
        options = endpoint(port, subprotocols=("chat.1", "chat.2"), headers={"X-Device": "seven"})
        socket: Any = await transport.open(options)
        assert socket.subprotocol == "chat.2"
        await socket.close()
    assert seen == ["chat.2", "seven"]


@EVERY
@pytest.mark.parametrize("code", [1000, 1001, 1011, 3000, 4401])
@on_loop
async def test_close_by_the_server_comes_with_its_code_after_what_it_sent(
    transport: Transport, code: int
) -> None:
    async def close(connection: ServerConnection) -> None:
        await connection.send("last words")
        await connection.close(code)

    async with fair_server(close) as port:
        socket = await transport.open(endpoint(port))
        assert await socket.receive() == "last words"
        for _ in range(2):
            with pytest.raises(SocketClosedError) as caught:
                await socket.receive()
            assert (caught.value.code, caught.value.by) == (code, ClosedBy.SERVER)
        with pytest.raises(SocketClosedError):
            await socket.send("too late")
        await socket.close()


@EVERY
@on_loop
async def test_loss_without_a_word_is_the_networks(transport: Transport) -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        writer.write(b"\x81\x7e\x03\xe8" + b"half a frame")
        await writer.drain()

    async with raw_server(drop) as port:
        socket = await transport.open(endpoint(port))
        with pytest.raises(SocketClosedError) as caught:
            await socket.receive()
        assert (caught.value.code, caught.value.by) == (1006, ClosedBy.NETWORK)
        await socket.close()


@EVERY
@on_loop
async def test_close_is_a_handshake_with_the_code_and_can_be_repeated(transport: Transport) -> None:
    ended = Ended()
    async with fair_server(ended.watch) as port:
        socket = await transport.open(endpoint(port))
        await socket.close(1001)
        await socket.close()
        await socket.abort()
        assert await ended.code() == 1001


@EVERY
@on_loop
async def test_close_while_someone_receives_ends_that_too(transport: Transport) -> None:
    ended = Ended()
    async with fair_server(ended.watch) as port:
        socket = await transport.open(endpoint(port))
        receiving = asyncio.create_task(socket.receive())
        await asyncio.sleep(0)
        receiving.cancel()
        await asyncio.wait([receiving])
        await socket.close()
        assert await ended.code() == 1000


@EVERY
@on_loop
async def test_close_does_not_wait_for_a_dead_peer(transport: Transport) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        await asyncio.get_running_loop().create_future()

    async with raw_server(silent) as port:
        socket = await transport.open(endpoint(port))
        began = time.monotonic()
        await socket.close()
        assert time.monotonic() - began < CLOSE_S + 1


@EVERY
@on_loop
async def test_sending_to_a_peer_that_does_not_read_waits_and_close_still_ends(transport: Transport) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        cast("asyncio.Transport", writer.transport).pause_reading()
        await asyncio.get_running_loop().create_future()

    async with raw_server(silent) as port:
        socket = await transport.open(endpoint(port))

        async def send_on() -> None:
            while True:
                await socket.send("x" * 500_000)

        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send_on(), BLOCKED_S)
        began = time.monotonic()
        await socket.close()
        assert time.monotonic() - began < 2 * CLOSE_S + 1


@EVERY
@on_loop
async def test_server_that_sends_too_fast_has_to_wait(transport: Transport) -> None:
    sent = 0
    stuck = asyncio.Event()

    async def flood(connection: ServerConnection) -> None:
        nonlocal sent
        try:
            while True:
                async with asyncio.timeout(BLOCKED_S):
                    await connection.send("x" * 100_000)
                sent += 1
        except TimeoutError:
            stuck.set()
        except ConnectionClosed:
            return

    async with fair_server(flood) as port:
        socket = await transport.open(endpoint(port, queued_messages=4))
        await asyncio.wait_for(stuck.wait(), 10)
        assert sent < 500
        assert await socket.receive() == "x" * 100_000
        await socket.close()


@EVERY
@on_loop
async def test_message_over_the_limit_closes_with_1009(transport: Transport) -> None:
    ended = Ended()

    async def oversized(connection: ServerConnection) -> None:
        await connection.send("x" * 1_000)
        await connection.send("x" * 1_001)
        await ended.watch(connection)

    async with fair_server(oversized) as port:
        socket = await transport.open(endpoint(port, max_message_bytes=1_000))
        assert len(await socket.receive()) == 1_000
        with pytest.raises(SocketClosedError) as caught:
            await socket.receive()
        assert (caught.value.code, caught.value.by) == (1009, ClosedBy.NETWORK)
        assert await ended.code() == 1009
        await socket.close()


@EVERY
@on_loop
async def test_binary_message_closes_with_1003(transport: Transport) -> None:
    ended = Ended()

    async def binary(connection: ServerConnection) -> None:
        await connection.send(b"\x00\x01")
        await ended.watch(connection)

    async with fair_server(binary) as port:
        socket = await transport.open(endpoint(port))
        with pytest.raises(SocketClosedError) as caught:
            await socket.receive()
        assert caught.value.code == 1003
        assert await ended.code() == 1003
        await socket.close()


@EVERY
@on_loop
async def test_nobody_there_is_an_opening_error(transport: Transport) -> None:
    async with raw_server(upgrade_nothing) as port:
        pass
    with pytest.raises(OpeningError, match="could not be opened"):
        await transport.open(endpoint(port))


async def upgrade_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()


@EVERY
@pytest.mark.parametrize("head", [b"HTTP/1.1 403 Forbidden", b"HTTP/1.1 200 OK", b"not HTTP at all"])
@on_loop
async def test_other_answers_are_opening_errors_without_secrets(transport: Transport, head: bytes) -> None:
    async with raw_server(lambda reader, writer: answer(reader, writer, head)) as port:
        with pytest.raises(OpeningError) as caught:
            await transport.open(endpoint(port, headers={"Authorization": SECRET}))
        assert SECRET not in str(caught.value)


@EVERY
@on_loop
async def test_redirects_are_not_followed(transport: Transport) -> None:
    asked: list[bytes] = []

    async def target(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await upgrade(reader, writer))

    async with raw_server(target) as other:
        head = b"HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:%d/chat" % other
        async with raw_server(lambda reader, writer: answer(reader, writer, head)) as port:
            with pytest.raises(OpeningError):
                await transport.open(endpoint(port, headers={"X-Token": SECRET}))
    assert asked == []


@EVERY
@on_loop
async def test_opening_is_limited_in_time(transport: Transport) -> None:
    async with raw_server(upgrade_nothing) as port:
        began = time.monotonic()
        with pytest.raises(OpeningError):
            await transport.open(endpoint(port, open_timeout_s=0.2))
        assert time.monotonic() - began < SOON_S


@EVERY
@on_loop
async def test_opening_that_is_cancelled_leaves_no_socket(transport: Transport) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        asked.set()
        await reader.read()
        gone.set()

    async with raw_server(never_answer) as port:
        opening = asyncio.create_task(transport.open(endpoint(port)))
        await asyncio.wait_for(asked.wait(), SOON_S)
        opening.cancel()
        await asyncio.wait([opening])
        assert opening.cancelled()
        await asyncio.wait_for(gone.wait(), SOON_S)


@EVERY
@on_loop
async def test_abort_drops_the_socket_without_a_word(transport: Transport) -> None:
    ended = Ended()
    async with fair_server(ended.watch) as port:
        socket = await transport.open(endpoint(port))
        await socket.abort()
        assert await ended.code() == 1006
        await socket.abort()
        await socket.close()


@EVERY
@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_certificate_and_host_name_are_verified(
    transport: Transport, tmp_path: Path, host: str, *, trusted: bool
) -> None:
    tls, authority = certificate(tmp_path)

    @on_loop
    async def connect() -> None:
        async with fair_server(echo, tls) as port:
            options = Endpoint(f"wss://{host}:{port}/chat", ca_file=authority if trusted else None)
            if trusted and host == "localhost":
                socket = await transport.open(options)
                await socket.send("over TLS")
                assert await socket.receive() == "over TLS"
                await socket.close()
            else:
                with pytest.raises(OpeningError):
                    await transport.open(options)

    connect()


@EVERY
@on_loop
async def test_no_frame_and_no_header_is_logged_at_any_level(
    transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with fair_server(echo) as port:
        socket = await transport.open(endpoint(port, headers={"X-Token": SECRET}))
        await socket.send(f"the frame has {SECRET}")
        await socket.receive()
        await socket.close()
    assert SECRET not in "".join(record.getMessage() + str(record.args) for record in caplog.records)
