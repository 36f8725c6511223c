"""Network watch: what there is now, each change once, and nothing left when it ends."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator
from typing import Self

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref_adapters.lifecycle import network
from connref_adapters.lifecycle.network import (
    PollingWatch,
    follow_network,
    following_network,
    has_route,
    network_watch,
)


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.news: list[bool] = []

    def network_lost(self) -> None:
        self.news.append(False)

    def network_available(self) -> None:
        self.news.append(True)


class Scripted:
    """A watch that says what a test puts in."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[bool] = asyncio.Queue()
        self.ended = False

    async def states(self) -> AsyncGenerator[bool]:
        try:
            while True:
                yield await self.queue.get()
        finally:
            self.ended = True


@on_loop
async def test_listener_hears_what_the_watch_says() -> None:
    told, watch = Told(), Scripted()
    async with following_network(told, watch):
        for state in (True, False, True):
            watch.queue.put_nowait(state)
        await settle()
    watch.queue.put_nowait(False)
    await settle()
    assert told.news == [True, False, True]


@on_loop
async def test_polling_tells_the_first_state_and_then_changes_only() -> None:
    answers = iter([False, False, True, True, True, False])
    states = PollingWatch(0, lambda: next(answers)).states()
    assert [await anext(states) for _ in range(3)] == [False, True, False]
    await states.aclose()


@pytest.mark.parametrize(
    ("routed", "expected"), [((True, True), True), ((False, True), True), ((False, False), False)]
)
def test_one_family_with_a_route_is_enough(
    monkeypatch: pytest.MonkeyPatch, routed: tuple[bool, bool], *, expected: bool
) -> None:
    known = {socket.AF_INET: routed[0], socket.AF_INET6: routed[1]}

    class Probe:
        def __init__(self, family: socket.AddressFamily, kind: int) -> None:
            assert kind == socket.SOCK_DGRAM
            self.family = family

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return

        def connect(self, _: object) -> None:
            if not known[self.family]:
                raise OSError("no route")

    monkeypatch.setattr(network.socket, "socket", Probe)
    assert has_route() is expected


@on_loop
async def test_watch_of_this_platform_says_at_once_what_there_is() -> None:
    told = Told()
    following = asyncio.create_task(follow_network(told, network_watch()))
    while not told.news:  # noqa: ASYNC110 - the watch tells nobody else
        await asyncio.sleep(0.001)
    following.cancel()
    await asyncio.wait([following])
    assert told.news == [has_route()]


def test_polling_takes_over_where_the_kernel_gives_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network.sys, "platform", "plan9")
    assert isinstance(network_watch(), PollingWatch)


@pytest.mark.skipif(sys.platform != "linux", reason="netlink is Linux")
def test_polling_takes_over_where_netlink_is_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from connref_adapters.lifecycle.network import NetlinkWatch

    def forbidden() -> NetlinkWatch:
        raise PermissionError

    monkeypatch.setattr(NetlinkWatch, "opened", forbidden)
    assert isinstance(network_watch(), PollingWatch)
