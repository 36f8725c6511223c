"""What breaks its contract beside the manager (transport, callbacks, observers, clock) never strands the connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from tests.adapters.runtime.app import AUTO, TOKEN, App, app
from tests.adapters.runtime.loops import on_loop, settle
from tests.adapters.runtime.world import FakeServer, HeardSocket

from connref.effects import Effect, Status
from connref.inputs import Input
from connref.spec.declare import Transition
from connref_adapters.runtime import AppSettings, ConnectionChange, ConnectionListener, ManagerClosedError
from connref_adapters.transports import Endpoint


class OddError(BaseException):
    """What no library should raise."""


WHATEVER = [ZeroDivisionError, OSError, asyncio.CancelledError, OddError]
LONG_ENOUGH_MS = 60_000


class TornServer(FakeServer):
    """A transport that raises once what it must not, at the named place."""

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.error: type[BaseException] = BaseException
        self.raised = 0

    def tear(self, place: str) -> None:
        if place == self.place:
            self.place = ""
            self.raised += 1
            raise self.error

    async def open(self, endpoint: Endpoint) -> HeardSocket:
        self.tear("open")
        await super().open(endpoint)
        return TornSocket(self.peers[-1], self)


class TornSocket(HeardSocket):
    @property
    def torn(self) -> TornServer:
        assert isinstance(self._server, TornServer)
        return self._server

    async def send(self, text: str) -> None:
        self.torn.tear("send")
        await super().send(text)

    async def receive(self) -> str:
        self.torn.tear("receive")
        return await super().receive()

    async def close(self, code: int = 1000) -> None:
        await super().close(code)
        self.torn.tear("close")

    async def abort(self) -> None:
        await super().abort()
        self.torn.tear("abort")


@asynccontextmanager
async def torn() -> AsyncGenerator[tuple[App, TornServer]]:
    server = TornServer()
    async with app(AUTO, here=App(server=server)) as here:
        yield here, server


async def is_back(here: App, server: TornServer) -> bool:
    await here.clock.advance(LONG_ENOUGH_MS)
    return server.raised == 1 and server.up and here.manager.status is Status.CONNECTED


@pytest.mark.parametrize("error", WHATEVER)
@pytest.mark.parametrize("place", ["open", "send", "receive"])
@on_loop
async def test_an_opening_that_raises_anything_is_tried_again(
    place: str, error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    async with torn() as (here, server):
        server.place, server.error = place, error
        server.close(1001)
        assert await is_back(here, server)
        assert "the transport raised" in caplog.text
    assert server.open_peers == []


@pytest.mark.parametrize("error", WHATEVER)
@on_loop
async def test_a_socket_that_raises_anything_counts_as_lost(error: type[BaseException]) -> None:
    async with torn() as (here, server):
        told: list[Status] = []

        def note(change: ConnectionChange) -> None:
            told.append(change.status)

        here.manager.add_connection_listener(ConnectionListener(note, note, note))
        server.place, server.error = "receive", error
        server.message("m1")
        await settle()
        assert told == [Status.CONNECTING]
        assert await is_back(here, server)
    assert server.open_peers == []


@pytest.mark.parametrize("error", WHATEVER)
@pytest.mark.parametrize("place", ["close", "abort"])
@on_loop
async def test_an_ending_that_raises_anything_ends(place: str, error: type[BaseException]) -> None:
    async with torn() as (here, server):
        server.place, server.error = place, error
        await here.manager.logout()
        await settle()
        assert server.open_peers == []
        await here.manager.login("anna", TOKEN)
        assert await is_back(here, server)


@pytest.mark.parametrize("error", WHATEVER)
@on_loop
async def test_a_ping_that_raises_anything_is_not_answered(error: type[BaseException]) -> None:
    async with torn() as (here, server):
        server.place, server.error = "send", error
        ping = here.manager.ping()
        assert await is_back(here, server)
        assert ping.error is not None


class RaisingObserver:
    """Raises in every method."""

    def __init__(self, error: type[BaseException]) -> None:
        self._error = error
        self.told = 0

    def _raise(self, *_: object) -> None:
        self.told += 1
        raise self._error

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        self._raise(at, settings, user)

    def received(self, at: int, received: Input) -> None:
        self._raise(at, received)

    def transition(self, at: int, rule: Transition) -> None:
        self._raise(at, rule)

    def carried_out(self, at: int, effect: Effect) -> None:
        self._raise(at, effect)

    def closed(self, at: int) -> None:
        self._raise(at)


@pytest.mark.parametrize("error", WHATEVER)
@on_loop
async def test_observers_and_listeners_may_raise_anything(error: type[BaseException]) -> None:
    observer = RaisingObserver(error)

    def refuse(_: object) -> None:
        raise error

    async with app(AUTO, here=App(observers=[observer])) as here:
        here.manager.add_connection_listener(ConnectionListener(refuse, refuse, refuse))
        here.manager.add_message_listener(refuse)
        here.server.message("m1")
        here.server.close(1001)
        await here.clock.advance(LONG_ENOUGH_MS)
        assert here.manager.status is Status.CONNECTED
        assert observer.told > 10
    assert here.server.open_peers == []


@on_loop
async def test_the_result_of_a_cancelled_task_in_a_listener_disturbs_nobody() -> None:
    async with app(AUTO) as here:
        task = asyncio.ensure_future(asyncio.sleep(3600))
        task.cancel()
        await settle()

        def look(_: ConnectionChange) -> None:
            task.result()

        here.manager.add_connection_listener(ConnectionListener(look, look, look))
        here.server.close(1001)
        await here.clock.advance(LONG_ENOUGH_MS)
        assert here.manager.status is Status.CONNECTED
        assert here.server.up


@on_loop
async def test_a_clock_that_goes_back_stands_still_and_the_manager_closes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with app(AUTO) as here:
        await here.clock.advance(10_000)
        here.server.mute = True
        ping = here.manager.ping()
        await settle()
        here.clock.instant = 3
        here.manager.network_lost()
        assert here.manager.status is Status.CONNECTING
        here.clock.instant = 2
    assert here.server.open_peers == []
    assert ping.done
    assert caplog.text.count("the clock went back") == 1
    with pytest.raises(ManagerClosedError):
        await here.manager.connect()
