"""One socket after the other: a slow goodbye holds the next opening up, and a lost network waits for none."""

from __future__ import annotations

import asyncio

from tests.adapters.runtime.app import MANUAL, App, app
from tests.adapters.runtime.loops import on_loop, settle
from tests.adapters.runtime.world import FakeServer, HeardSocket

from connref.effects import Status
from connref_adapters.runtime import ChatMessage
from connref_adapters.transports import Endpoint


class SlowServer(FakeServer):
    """Its closing handshakes take until `release` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.release = asyncio.Event()

    async def open(self, endpoint: Endpoint) -> HeardSocket:
        socket = await super().open(endpoint)
        close = socket.close

        async def slowly(code: int = 1000) -> None:
            await self.release.wait()
            await close(code)

        setattr(socket, "close", slowly)  # noqa: B010 - a method is replaced for one socket
        return socket


@on_loop
async def test_next_socket_waits_until_the_former_is_gone_however_often_one_changes_ones_mind() -> None:
    server = SlowServer()
    async with app(MANUAL, here=App(server=server)) as here:
        await here.manager.connect()
        for _ in range(3):
            here.manager.disconnect()
            here.manager.connect()
            await settle()
        assert len(server.peers) == 1
        server.release.set()
        await settle()
        assert here.manager.status is Status.CONNECTED
        assert (len(server.peers), server.most_open) == (2, 1)


@on_loop
async def test_lost_network_needs_no_goodbye() -> None:
    server = SlowServer()
    async with app(MANUAL, here=App(server=server)) as here:
        await here.manager.connect()
        here.manager.network_lost()
        await settle()
        assert server.peers[0].closed_by_client == 1006
        server.release.set()


@on_loop
async def test_full_stream_stops_the_reading_and_logout_empties_it() -> None:
    async with app(MANUAL) as here:
        heard: list[ChatMessage] = []
        here.manager.add_message_listener(heard.append)
        await here.manager.connect()
        stream = here.manager.messages(limit=1)
        for number in "123":
            here.server.message(number)
        await settle()
        assert [message.id for message in heard] == ["1"]
        assert (await anext(stream)).id == "1"
        await settle()
        assert [message.id for message in heard] == ["1", "2"]
        await here.manager.logout()
        stream.close()
        assert [message async for message in stream] == []
