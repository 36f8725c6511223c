"""The transport in memory keeps the same contract as the real ones."""

from __future__ import annotations

import asyncio

import pytest
from tests.adapters.runtime.loops import on_loop, settle

from connref.inputs import ClosedBy
from connref_adapters.transports import Endpoint, MemoryTransport, OpeningError, SocketClosedError

ENDPOINT = Endpoint("wss://chat.example", max_message_bytes=5)


@on_loop
async def test_texts_go_both_ways() -> None:
    transport = MemoryTransport()
    socket = await transport.open(ENDPOINT)
    peer = await transport.accepted()
    await socket.send("ping")
    assert await peer.received() == "ping"
    receiving = asyncio.create_task(socket.receive())
    await settle()
    peer.send("pong")
    assert await receiving == "pong"
    await socket.send("a")
    await socket.send("b")
    assert peer.received_now() == ["a", "b"]


@on_loop
async def test_close_by_the_server_comes_after_what_it_sent() -> None:
    transport = MemoryTransport()
    socket = await transport.open(ENDPOINT)
    peer = transport.peers[0]
    peer.send("last")
    peer.close_from_server(4401)
    peer.send("never")
    assert await socket.receive() == "last"
    with pytest.raises(SocketClosedError) as caught:
        await socket.receive()
    assert (caught.value.code, caught.value.by) == (4401, ClosedBy.SERVER)
    with pytest.raises(SocketClosedError):
        await socket.send("x")
    assert transport.open_peers == []


@on_loop
async def test_close_and_drop_by_the_client_are_told_apart() -> None:
    transport = MemoryTransport()
    closed, dropped = await transport.open(ENDPOINT), await transport.open(ENDPOINT)
    await closed.close(1001)
    await closed.abort()
    await dropped.abort()
    assert [peer.closed_by_client for peer in transport.peers] == [1001, 1006]


@on_loop
async def test_loss_is_the_networks() -> None:
    transport = MemoryTransport()
    socket = await transport.open(ENDPOINT)
    transport.peers[0].drop()
    with pytest.raises(SocketClosedError) as caught:
        await socket.receive()
    assert (caught.value.code, caught.value.by) == (1006, ClosedBy.NETWORK)


@on_loop
async def test_message_over_the_limit_closes_with_1009() -> None:
    transport = MemoryTransport()
    socket = await transport.open(ENDPOINT)
    transport.peers[0].send("12345")
    transport.peers[0].send("123456")
    assert await socket.receive() == "12345"
    with pytest.raises(SocketClosedError) as caught:
        await socket.receive()
    assert caught.value.code == transport.peers[0].closed_by_client == 1009


@on_loop
async def test_openings_can_be_refused_and_held() -> None:
    transport = MemoryTransport()
    transport.refuses = True
    with pytest.raises(OpeningError):
        await transport.open(ENDPOINT)
    transport.holds = True
    opening = asyncio.create_task(transport.open(ENDPOINT))
    await settle()
    assert not opening.done()
    opening.cancel()
    await asyncio.wait([opening])
    assert transport.peers == []
