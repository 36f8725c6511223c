"""A manager whose transport fails once at each of its calls: it comes back, loses nothing after, and leaves nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import closing

import pytest
from tests.adapters.faults.injection import AFTERWARDS, Injector, at_every_point

from connref.effects import Status
from connref.inputs import ClosedBy
from connref.protocol import Profile
from connref.semantics.retry import RetryPolicy
from connref_adapters.drivers.own_time import LoopClock, TwoLoops
from connref_adapters.runtime import AppSettings, AppSettingsBuilder, CallFailedError, ConnectionManager
from connref_adapters.storage import MemorySessionStore
from connref_adapters.transports import Endpoint, MemoryTransport, OpeningError, SocketClosedError
from connref_adapters.transports.base import Socket
from connref_adapters.transports.memory import MemoryPeer

KEY = "token-of-anna"
PROFILE = Profile(grace_ms=400, reconnect_bound_ms=300)
MOST_WAITS = 3_000


def lost(_: str) -> None:
    raise SocketClosedError(1006, ClosedBy.NETWORK)


def not_opened(_: str) -> None:
    raise OpeningError("refused")


def unexpected(_: str) -> None:
    raise OSError(5, "Input/output error")


def cancelled(_: str) -> None:
    raise asyncio.CancelledError


class FaultyTransport:
    """The transport in memory, of which each call can fail."""

    def __init__(self, inner: MemoryTransport, injector: Injector) -> None:
        self._inner = inner
        self._injector = injector

    async def open(self, endpoint: Endpoint) -> Socket:
        self._injector.point("open")
        return FaultySocket(await self._inner.open(endpoint), self._injector)


class FaultySocket:
    def __init__(self, inner: Socket, injector: Injector) -> None:
        self._inner = inner
        self._injector = injector

    async def send(self, text: str) -> None:
        self._injector.point("send")
        await self._inner.send(text)

    async def receive(self) -> str:
        self._injector.point("receive")
        return await self._inner.receive()

    async def close(self, code: int = 1000) -> None:
        await self._inner.close(code)
        self._injector.point("close")

    async def abort(self) -> None:
        await self._inner.abort()
        self._injector.point("abort")


def settings() -> AppSettings:
    builder = AppSettingsBuilder(Endpoint("ws://127.0.0.1:1/chat", close_timeout_s=0.01))
    builder.profile(PROFILE).retry(RetryPolicy.within(PROFILE.reconnect_bound_ms))
    return builder.auto_establish_socket_connection(False).build()


async def served(transport: MemoryTransport) -> None:
    """A server in memory: approves everyone, and answers each ping."""
    async with asyncio.TaskGroup() as talks:
        while True:
            talks.create_task(answered(await transport.accepted()))


async def answered(peer: MemoryPeer) -> None:
    while True:
        frame = json.loads(await peer.received())
        if frame["type"] == "auth":
            assert frame["token"] == KEY
            peer.send('{"type":"auth_ok"}')
        else:
            peer.send(json.dumps({"type": "pong", "id": frame["id"]}))


async def until(true: Callable[[], bool]) -> None:
    for _ in range(MOST_WAITS):
        if true():
            return
        await asyncio.sleep(0.001)
    raise AssertionError("it never came about")


async def attempted(work: Awaitable[None]) -> None:
    """A call that may fail by the fault, and ends all the same."""
    told = ""
    try:
        await asyncio.wait_for(work, 30)
    except CallFailedError as error:
        told = str(error)
    assert KEY not in told


async def story(injector: Injector) -> None:
    inner, read = MemoryTransport(), list[str]()
    serving = asyncio.create_task(served(inner))
    manager = ConnectionManager(
        store=MemorySessionStore(), transport=FaultyTransport(inner, injector), clock=LoopClock()
    )
    manager.add_message_listener(lambda message: read.append(message.text))
    async with manager:
        await manager.init(settings())
        await manager.login("anna", KEY)
        await attempted(manager.connect())
        await attempted(manager.ping())
        await attempted(manager.disconnect())
        await attempted(manager.connect())
        await attempted(manager.connect())
        for number in ("m1", "m2"):
            # Where the very read failed that would have had the first, the second comes.
            await until(lambda: manager.status is Status.CONNECTED)
            (peer,) = inner.open_peers
            peer.send(json.dumps({"type": "message", "id": number, "from": "ben", "text": "hello"}))
            await until(lambda: bool(read) or manager.status is not Status.CONNECTED)
            if read:
                break
        assert read == ["hello"]
    assert inner.open_peers == []
    serving.cancel()
    await asyncio.wait([serving])
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def limited(injector: Injector) -> None:
    async with asyncio.timeout(30):
        await story(injector)


@pytest.mark.parametrize("fail", [lost, not_opened, unexpected, cancelled])
def test_it_comes_back(
    fail: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    def play(injector: Injector) -> None:
        with closing(TwoLoops()) as loops:
            loops.run(loops.app, limited(injector))

    struck = at_every_point(fail, play)
    assert {"open", "send", "receive", *AFTERWARDS} == set(struck)
    assert KEY not in caplog.text
    record_property("points", len(struck))
