"""How a manager ends and what it lets in and out: closing, cancellation, threads, and no credential anywhere."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import Callable

import pytest
from tests.adapters.runtime.app import AUTO, TOKEN, App, app
from tests.adapters.runtime.loops import on_loop, settle
from tests.adapters.runtime.world import FakeServer

from connref.effects import Status
from connref.errors import UsageError
from connref_adapters.observability import JsonFormatter, StructuredLog
from connref_adapters.runtime import (
    ConnectionManager,
    ManagerClosedError,
)
from connref_adapters.storage import MemorySessionStore, Secret, Session


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread brings about."""
    while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
        await asyncio.sleep(0.001)


@on_loop
async def test_close_ends_what_is_pending_and_keeps_the_user() -> None:
    async with app() as here:
        here.server.mute = True
        pending = here.manager.connect()
        stream = here.manager.messages()
        await settle()
    with pytest.raises(ManagerClosedError):
        await pending
    assert [message async for message in stream] == []
    assert here.server.open_peers == []
    assert here.clock.armed == []
    assert here.store.load() == Session("anna", Secret(TOKEN))


@pytest.mark.parametrize("handshake", [True, False])
@on_loop
async def test_close_says_goodbye_unless_told_otherwise(*, handshake: bool) -> None:
    async with app(AUTO) as here:
        await here.manager.close(handshake=handshake)
        await here.manager.close()
        assert here.server.peers[0].closed_by_client == (1000 if handshake else 1006)


@on_loop
async def test_login_that_had_no_time_to_begin_is_ended_too() -> None:
    async with app(AUTO, None) as here:
        login = here.manager.login("anna", TOKEN)
        await here.manager.close()
        with pytest.raises(ManagerClosedError):
            await login
    gc.collect()


@on_loop
async def test_closed_manager_fails_every_call_and_ignores_the_device() -> None:
    async with app() as here:
        pass
    manager = here.manager
    for call in (manager.connect, manager.disconnect, manager.ping, manager.logout):
        with pytest.raises(ManagerClosedError):
            await call()
    for told in (manager.app_entered_background, manager.app_entered_foreground, manager.network_lost):
        told()
    assert manager.due_in_ms is None
    with pytest.raises(ManagerClosedError):
        await manager.__aenter__()


@on_loop
async def test_body_that_is_cancelled_leaves_nothing() -> None:
    server = FakeServer()

    async def body() -> None:
        async with app(AUTO, here=App(server=server)):
            await asyncio.get_running_loop().create_future()

    task = asyncio.create_task(body())
    await until(lambda: server.up)
    task.cancel()
    await asyncio.wait([task])
    assert task.cancelled()
    assert server.open_peers == []


# Threads


@on_loop
async def test_other_threads_come_in_by_one_way() -> None:
    async with app() as here:
        results: list[object] = []

        def work() -> None:
            results.append(here.manager.from_thread(lambda manager: manager.connect()).result(10))
            results.append(here.manager.from_thread(lambda manager: manager.ping()).exception(10))
            results.append(here.manager.from_thread(ConnectionManager.network_lost).result(10))
            results.append(here.manager.status)

        thread = threading.Thread(target=work)
        thread.start()
        await until(lambda: not thread.is_alive())
        assert results == [None, None, None, Status.CONNECTING]
    with pytest.raises(ManagerClosedError):
        here.manager.from_thread(lambda manager: manager.ping())


# Secrets


@on_loop
async def test_no_credential_is_logged_shown_or_quoted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    errors: list[Exception] = []
    async with app(AUTO, here=App(observers=[StructuredLog()])) as here:
        here.server.rejects = True
        here.server.close(1001)
        await here.clock.advance(60_000)
        here.manager.connect(on_error=errors.append)
        here.manager.login("ben", TOKEN, on_error=errors.append)
        here.server.rejects = False
        await settle()
        shown = [repr(here.manager), repr(vars(here.manager)), repr(here.store.load()), repr(AUTO)]
    assert errors
    formatter = JsonFormatter()
    logged = [formatter.format(record) for record in caplog.records]
    assert any("AUTO-RECONNECT" in line for line in logged)
    assert not [text for text in (*shown, *logged, *map(repr, errors), *map(str, errors)) if TOKEN in text]


def test_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "connref_adapters.transports.websockets_transport", None)
    with pytest.raises(UsageError, match=r"connref\[runtime\]"):
        ConnectionManager(store=MemorySessionStore())


def test_calls_need_a_running_loop_and_say_so() -> None:
    manager = ConnectionManager(store=MemorySessionStore(), transport=FakeServer())
    calls: list[Callable[[], object]] = [manager.connect, manager.ping]
    for call in calls:
        with pytest.raises(RuntimeError, match="loop"):
            call()
