"""One socket after another over the real loopback: faults of the server, and nothing left behind by any of them."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable

import pytest
from tests.adapters.runtime.loops import on_loop, settle
from tests.adapters.runtime.real import Live, live, no_socket_left, until
from tests.adapters.runtime.world import ENDPOINT, FakeServer, ManualClock

from connref.effects import Status
from connref_adapters.recorded.result import SessionResult, SessionVerdict
from connref_adapters.runtime import AppSettingsBuilder, CallFailedError, ConnectionManager
from connref_adapters.server import ChatServer
from connref_adapters.storage import MemorySessionStore
from connref_adapters.transports import Transport
from connref_adapters.transports.aiohttp_transport import AiohttpTransport
from connref_adapters.transports.websockets_transport import WebsocketsTransport

EVERY = pytest.mark.parametrize(
    "transport", [WebsocketsTransport(), AiohttpTransport()], ids=["websockets", "aiohttp"]
)


def conforms(here: Live) -> None:
    (result,) = here.judged()
    assert isinstance(result, SessionResult)
    assert result.verdict is SessionVerdict.CONFORMS, result.failure
    no_socket_left()


async def close_1001(here: Live) -> None:
    await here.server.close(1001)


async def close_1000(here: Live) -> None:
    await here.server.close(1000)


async def drop(here: Live) -> None:
    here.server.drop()


async def drop_mid_frame(here: Live) -> None:
    here.server.drop(mid_frame=True)


async def restart(here: Live) -> None:
    await here.server.restart()


async def oversized(here: Live) -> None:
    await here.server.send("anna", "x" * 30_000)


async def half_open(here: Live) -> None:
    here.server.freeze()
    with pytest.raises(CallFailedError, match="unanswered"):
        await here.manager.ping()


async def outage(here: Live) -> None:
    here.manager.network_lost()
    await here.until("connecting")
    here.manager.network_available()


FAULTS: list[Callable[[Live], Awaitable[None]]] = [
    close_1000, close_1001, drop, drop_mid_frame, restart, oversized, half_open, outage,
]  # fmt: skip


@EVERY
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("auto", [True, False])
@on_loop
async def test_connection_is_back_after_every_fault(
    transport: Transport, fault: Callable[[Live], Awaitable[None]], *, auto: bool
) -> None:
    async with ChatServer() as server:
        async with live(server, auto=auto, transport=transport) as here:
            await fault(here)
            await here.again()
            await server.send("anna", "after the fault")
            await until(lambda: bool(here.messages))
            assert [message.text for message in here.messages] == ["after the fault"]
        conforms(here)


@EVERY
@on_loop
async def test_rejected_credentials_stop_the_attempts_and_connect_tries_again(transport: Transport) -> None:
    async with ChatServer() as server:
        async with live(server, transport=transport) as here:
            server.faults.reject = True
            await server.close(4401)
            await here.until("disconnected")
            with pytest.raises(CallFailedError, match="rejected"):
                await here.manager.connect()
            server.faults.reject = False
            await here.manager.connect()
        conforms(here)


@EVERY
@on_loop
async def test_refused_and_mute_servers_are_tried_until_they_are_fair(transport: Transport) -> None:
    async with ChatServer() as server:
        async with live(server, transport=transport) as here:
            server.faults.refuse = True
            server.drop()
            await here.until("connecting")
            await asyncio.sleep(0.1)
            server.faults.refuse = False
            await here.until("connected")
            server.faults.mute = True
            server.drop()
            await here.until("connecting")
            server.faults.mute = False
            await here.until("connected")
        conforms(here)


@EVERY
@on_loop
async def test_grace_in_the_background_ends_unless_pings_come(transport: Transport) -> None:
    async with ChatServer() as server:
        async with live(server, auto=False, transport=transport) as here:
            here.manager.app_entered_background()
            for _ in range(10):
                await asyncio.sleep(0.1)
                await here.manager.ping()
            assert server.users == ["anna"]
            await until(lambda: server.users == [])
            assert here.manager.status is Status.DISCONNECTED
        conforms(here)


@on_loop
async def test_slow_application_slows_the_server_and_loses_nothing() -> None:
    async with ChatServer() as server:
        async with live(server) as here:
            with here.manager.messages(limit=2) as stream:
                sending = asyncio.create_task(send_all(server, 400))
                await asyncio.sleep(0.05)
                texts = [(await anext(stream)).text for _ in range(400)]
                await sending
            assert texts == [text_of(number) for number in range(400)]
        conforms(here)


def text_of(number: int) -> str:
    return f"{number} " + "x" * 4_000


async def send_all(server: ChatServer, count: int) -> None:
    for number in range(count):
        await server.send("anna", text_of(number))


@on_loop
async def test_a_thousand_drops_leave_nothing_behind_and_deliver_nothing_twice() -> None:
    cycles = 1_000
    seed = random.Random(5)
    async with ChatServer() as server:
        async with live(server) as here:
            for cycle in range(cycles):
                await server.send("anna", str(cycle))
                await until(lambda: len(here.messages) > cycle)  # noqa: B023 - waited for at once
                if seed.random() < 0.5:
                    server.drop()
                    await here.until("connecting")
                    here.manager.network_lost()
                else:
                    here.manager.app_entered_background()
                here.manager.network_available()
                here.manager.app_entered_foreground()
                await here.manager.connect()
                assert server.sockets <= 2
                assert len(asyncio.all_tasks()) < 20
            assert [message.text for message in here.messages] == [str(number) for number in range(cycles)]
        conforms(here)


@pytest.mark.parametrize("seed", range(3))
@on_loop
async def test_random_faults_at_random_instants(seed: int) -> None:
    rng = random.Random(seed)
    async with ChatServer() as server:
        async with live(server, auto=bool(seed % 2)) as here:
            acts = acts_on(here, rng)
            for _ in range(150):
                await rng.choice(acts)()
                await asyncio.sleep(rng.choice([0, 0, 0.001, 0.01]))
            server.faults.clear()
            server.thaw()
            here.manager.network_available()
            here.manager.app_entered_foreground()
            await asyncio.wait_for(here.manager.connect(), 10)
            await until(lambda: server.users == ["anna"])
        assert len({message.id for message in here.messages}) == len(here.messages)
        conforms(here)


def acts_on(here: Live, rng: random.Random) -> list[Callable[[], Awaitable[None]]]:
    """What may happen: to the device, to the server, and by the application."""
    server, manager = here.server, here.manager

    def now(act: Callable[[], object]) -> Callable[[], Awaitable[None]]:
        async def do() -> None:
            act()

        return do

    async def close() -> None:
        await server.close(rng.choice([1000, 1001, 1011, 4000]))

    async def message() -> None:
        if not server.faults.mute:
            await server.send("anna", "hello", number=f"r{rng.random()}")

    def flag(name: str) -> None:
        setattr(server.faults, name, rng.random() < 0.3)

    return [
        close, message, message, message, server.restart,
        now(server.drop), now(lambda: server.drop(mid_frame=True)), now(server.freeze), now(server.thaw),
        *(now(lambda name=name: flag(name)) for name in ("refuse", "reject", "mute", "cut")),
        now(manager.app_entered_background), now(manager.app_entered_foreground),
        now(manager.network_lost), now(manager.network_available),
        *(now(call) for call in (manager.connect, manager.connect, manager.disconnect, manager.ping, manager.ping)),
    ]  # fmt: skip


BAD = ["no JSON", "[]", '{"type": "message", "id": 7}', '{"type": "pong"}', "{}"]


@pytest.mark.parametrize("text", BAD)
@on_loop
async def test_malformed_frame_closes_and_the_connection_comes_back(text: str) -> None:
    server, clock = FakeServer(), ManualClock()
    manager = ConnectionManager(store=MemorySessionStore(), transport=server, clock=clock, jitter=lambda: 0.0)
    async with manager:
        await manager.init(AppSettingsBuilder(ENDPOINT).build())
        await manager.login("anna", "token")
        await settle()
        server.peers[0].send(text)
        await settle()
        assert server.peers[0].closed_by_client == 1007
        assert manager.status is Status.CONNECTING
        await clock.advance(1_000)
        assert manager.status is Status.CONNECTED


@pytest.mark.parametrize(
    "text", [*BAD, '{"type": "message", "id": "1", "from": "b", "text": ""}', '{"type": "pong", "id": "1"}']
)
@on_loop
async def test_other_first_frames_are_no_approval(text: str) -> None:
    server, clock = FakeServer(), ManualClock()
    server.mute = True
    manager = ConnectionManager(store=MemorySessionStore(), transport=server, clock=clock, jitter=lambda: 0.0)
    async with manager:
        await manager.init(AppSettingsBuilder(ENDPOINT).build())
        await manager.login("anna", "token")
        await settle()
        server.peers[0].send('{"type": "typing"}')
        await settle()
        assert not server.peers[0].gone
        server.peers[0].send(text)
        await settle()
        assert server.peers[0].gone
        assert manager.status is Status.CONNECTING


@on_loop
async def test_approval_can_be_taken_back() -> None:
    server, clock = FakeServer(), ManualClock()
    manager = ConnectionManager(store=MemorySessionStore(), transport=server, clock=clock, jitter=lambda: 0.0)
    async with manager:
        await manager.init(AppSettingsBuilder(ENDPOINT).build())
        await manager.login("anna", "token")
        await settle()
        server.rejects = True
        server.peers[0].send(json.dumps({"type": "auth_rejected"}))
        await clock.advance(1_000)
        assert server.peers[0].gone
        assert manager.status is Status.DISCONNECTED
