"""Streams and listeners: every message once, in order, and what happens when the application reads too slowly."""

from __future__ import annotations

import asyncio
import gc

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref.errors import UsageError
from connref_adapters.runtime.stream import MessageHub, MessageStream, Overflow
from connref_adapters.runtime.wire import ChatMessage


def message(number: int) -> ChatMessage:
    return ChatMessage(str(number), "anna", "hello")


def fill(hub: MessageHub, count: int) -> None:
    for number in range(count):
        hub.deliver(message(number))


async def read(stream: MessageStream, count: int) -> list[int]:
    return [int((await anext(stream)).id) for _ in range(count)]


@on_loop
async def test_everyone_gets_every_message_in_order() -> None:
    hub = MessageHub()
    heard: list[ChatMessage] = []
    remove = hub.listen(heard.append)
    streams = [hub.stream(10, overflow) for overflow in Overflow]
    fill(hub, 3)
    remove()
    remove()
    fill(hub, 1)
    assert [each.id for each in heard] == ["0", "1", "2"]
    for stream in streams:
        assert await read(stream, 4) == [0, 1, 2, 0]


@on_loop
async def test_reader_that_waits_is_woken() -> None:
    hub = MessageHub()
    stream = hub.stream(1, Overflow.WAIT)
    reading = asyncio.create_task(read(stream, 2))
    await settle()
    hub.deliver(message(1))
    await settle()
    hub.deliver(message(2))
    assert await reading == [1, 2]


@on_loop
async def test_full_stream_that_waits_holds_the_socket_up_until_there_is_room() -> None:
    hub = MessageHub()
    stream = hub.stream(2, Overflow.WAIT)
    fill(hub, 1)
    assert not hub.holds_up
    fill(hub, 1)
    assert hub.holds_up
    waiting = asyncio.create_task(hub.until_room())
    await settle()
    assert not waiting.done()
    await read(stream, 1)
    await asyncio.wait_for(waiting, 30)
    assert stream.dropped == 0


@pytest.mark.parametrize("way", ["close", "discard", "forget"])
@on_loop
async def test_stream_that_ends_holds_nothing_up(way: str) -> None:
    hub = MessageHub()
    stream: MessageStream | None = hub.stream(1, Overflow.WAIT)
    fill(hub, 1)
    waiting = asyncio.create_task(hub.until_room())
    await settle()
    assert not waiting.done()
    if way == "forget":
        stream = None
        gc.collect()
    else:
        getattr(stream, way)()
    await asyncio.wait_for(waiting, 30)
    del stream


@pytest.mark.parametrize(
    ("overflow", "kept"), [(Overflow.DROP_OLDEST, [3, 4]), (Overflow.DROP_NEWEST, [0, 1])]
)
@on_loop
async def test_policies_that_drop_count_what_they_drop_and_hold_nothing_up(
    overflow: Overflow, kept: list[int]
) -> None:
    hub = MessageHub()
    stream = hub.stream(2, overflow)
    fill(hub, 5)
    assert not hub.holds_up
    assert await read(stream, 2) == kept
    assert stream.dropped == 3


@on_loop
async def test_closed_stream_gives_what_it_has_and_ends() -> None:
    hub = MessageHub()
    stream = hub.stream(5, Overflow.WAIT)
    fill(hub, 2)
    hub.close()
    fill(hub, 2)
    assert [each.id async for each in stream] == ["0", "1"]


@on_loop
async def test_discard_forgets_what_waits() -> None:
    hub = MessageHub()
    stream = hub.stream(5, Overflow.WAIT)
    fill(hub, 2)
    hub.discard()
    hub.deliver(message(7))
    assert await read(stream, 1) == [7]


@on_loop
async def test_limit_below_one_is_refused() -> None:
    with pytest.raises(UsageError, match="1 or more"):
        MessageHub().stream(0, Overflow.WAIT)
