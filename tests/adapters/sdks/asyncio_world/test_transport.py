"""The client's end of a connection in memory: in order, in later turns, and once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from connref_adapters.sdks.asyncio_world.transport import Memory


class Server:
    """The other end, which writes down what comes."""

    def __init__(self) -> None:
        self.left_behind = False
        self.told: list[object] = []

    def written(self, data: bytes) -> None:
        self.told.append(data)

    def leave(self, by: str) -> None:
        self.told.append(by)


class Client(asyncio.Protocol):
    """The client, which writes down what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def data_received(self, data: bytes) -> None:
        self.told.append(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.told.append(exc)


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    yield made
    made.close()


def turn(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_until_complete(asyncio.sleep(0))


def test_what_the_server_says_last_is_heard_before_the_end(loop: asyncio.AbstractEventLoop) -> None:
    client = Client()
    end = Memory(loop, Server(), client)
    end.deliver(b"goodbye")
    end.lost()
    end.lost()
    assert client.told == []
    turn(loop)
    assert client.told == [b"goodbye", None]


def test_a_close_is_told_once_and_nothing_is_written_after_it(loop: asyncio.AbstractEventLoop) -> None:
    server, client = Server(), Client()
    end = Memory(loop, server, client)
    end.write(b"hello")
    end.close()
    end.abort()
    end.write(b"too late")
    turn(loop)
    assert server.told == [b"hello", "client"]
    assert client.told == [None]
    assert end.is_closing()


def test_on_a_network_that_was_left_nothing_arrives(loop: asyncio.AbstractEventLoop) -> None:
    server = Server()
    server.left_behind = True
    Memory(loop, server, Client()).write(b"hello")
    assert server.told == []
