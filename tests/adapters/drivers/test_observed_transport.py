"""What a driver is told of sockets, over a transport without a network."""

from __future__ import annotations

import asyncio

import pytest

from connref.protocol import ObservationKind
from connref_adapters.drivers.observed_transport import ObservedTransport
from connref_adapters.server.wire import AUTH_OK
from connref_adapters.transports import Endpoint, MemoryTransport, OpeningError, SocketClosedError

HERE = Endpoint("ws://127.0.0.1:1/chat")
Seen = list[tuple[str, int, str | None]]


def observed() -> tuple[ObservedTransport, MemoryTransport, Seen]:
    seen: Seen = []

    def note(kind: ObservationKind, number: int, by: str | None) -> None:
        seen.append((kind.value, number, by))

    inner = MemoryTransport()
    return ObservedTransport(inner, note), inner, seen


def test_a_socket_from_its_opening_to_its_close_by_the_client() -> None:
    async def story() -> None:
        transport, inner, seen = observed()
        socket = await transport.open(HERE)
        peer = await inner.accepted()
        await socket.send("hello")
        assert await peer.received() == "hello"
        peer.send(AUTH_OK)
        peer.send("more")
        assert [await socket.receive(), await socket.receive()] == [AUTH_OK, "more"]
        assert transport.open_sockets == {1}
        await socket.close()
        await socket.abort()
        assert seen == [("socket_opening", 1, None), ("socket_open", 1, None), ("socket_closed", 1, "client")]
        assert transport.open_sockets == set()

    asyncio.run(story())


@pytest.mark.parametrize(("end", "by"), [("close_from_server", "server"), ("drop", "network")])
def test_who_ended_it_is_told(end: str, by: str) -> None:
    async def story() -> None:
        transport, inner, seen = observed()
        socket = await transport.open(HERE)
        peer = await inner.accepted()
        peer.send(AUTH_OK)
        await socket.receive()
        getattr(peer, end)()
        with pytest.raises(SocketClosedError):
            await socket.receive()
        await socket.close()
        assert seen[2:] == [("socket_closed", 1, by)]

    asyncio.run(story())


def test_one_that_was_never_authenticated_has_failed() -> None:
    async def story() -> None:
        transport, inner, seen = observed()
        first = await transport.open(HERE)
        await first.abort()
        inner.refuses = True
        with pytest.raises(OpeningError):
            await transport.open(HERE)
        assert seen == [
            ("socket_opening", 1, None),
            ("socket_failed", 1, None),
            ("socket_opening", 2, None),
            ("socket_failed", 2, None),
        ]

    asyncio.run(story())


def test_an_opening_that_is_given_up_has_failed() -> None:
    async def story() -> None:
        transport, inner, seen = observed()
        inner.holds = True
        opening = asyncio.create_task(transport.open(HERE))
        await asyncio.sleep(0)
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        assert seen[-1] == ("socket_failed", 1, None)

    asyncio.run(story())
