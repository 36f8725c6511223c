"""The virtual loop: it moves its clock instead of waiting, to the instant that it is told and no further."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from connref_adapters.sdks.asyncio_world.loop import VirtualLoop


class NoNetwork:
    """A network that nobody reaches."""

    def __init__(self) -> None:
        self.dialled = 0

    async def dial(self) -> Any:  # noqa: ANN401 - as `Dials` has it
        self.dialled += 1
        raise ConnectionRefusedError

    def attach(self, connection: Any, protocol: asyncio.Protocol) -> asyncio.Transport:  # noqa: ANN401 - as above
        raise NotImplementedError


@pytest.fixture
def loop() -> Iterator[VirtualLoop]:
    made = VirtualLoop(NoNetwork())
    yield made
    made.close()


def test_hours_pass_at_once_and_timers_fire_at_their_instants(loop: VirtualLoop) -> None:
    fired: list[float] = []
    for delay in (7_200.0, 0.1, 0.3):
        loop.call_later(delay, lambda: fired.append(loop.time()))
    loop.run_until(10_000)
    assert fired == [0.1, 0.3, 7_200.0]
    assert loop.time() == 10_000


def test_the_end_instant_is_included_and_what_follows_is_not(loop: VirtualLoop) -> None:
    fired: list[str] = []
    loop.call_at(1.0, lambda: fired.append("at the end"))
    loop.call_at(1.001, lambda: fired.append("after"))
    loop.run_until(1.0)
    assert fired == ["at the end"]
    loop.run_until(2.0)
    assert fired == ["at the end", "after"]


def test_chains_of_one_instant_end_in_it(loop: VirtualLoop) -> None:
    ends: list[float] = []

    async def chain() -> None:
        for _ in range(5):
            await asyncio.sleep(0)
        ends.append(loop.time())

    loop.create_task(chain())
    loop.run_until(0)
    assert ends == [0]


def test_connections_and_names_end_in_the_network(loop: VirtualLoop) -> None:
    found: list[object] = []

    async def ask() -> None:
        found.append(await loop.getaddrinfo("chat.invalid", 80))
        with pytest.raises(ConnectionRefusedError):
            await loop.create_connection(asyncio.Protocol, "chat.invalid", 80)
        with socket.socket() as unused, pytest.raises(ConnectionRefusedError):
            await loop.sock_connect(unused, ("127.0.0.1", 80))

    task = loop.create_task(ask())
    loop.run_until(1)
    assert task.done()
    assert task.exception() is None
    assert found == [[(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("127.0.0.1", 80))]]
