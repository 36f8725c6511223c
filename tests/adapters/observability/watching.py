"""A manager in a memory world, watched: what an observer makes of one story with everything in it."""

from __future__ import annotations

from tests.adapters.runtime.loops import settle
from tests.adapters.runtime.world import ENDPOINT, FakeServer, ManualClock

from connref_adapters.runtime import AppSettingsBuilder, ConnectionManager, Observer
from connref_adapters.storage import MemorySessionStore

USER = "anna"
TOKEN = "t0ken-of-anna"  # noqa: S105
TEXT = "a private text"


async def story(*observers: Observer) -> None:
    """Login, a message, a ping, a lost socket, a refused and a rejected opening, a mute server, background, the end."""
    server, clock = FakeServer(), ManualClock()
    manager = ConnectionManager(
        store=MemorySessionStore(), transport=server, clock=clock, jitter=lambda: 0.0, observers=observers
    )
    async with manager:
        await clock.advance(7)
        await manager.init(AppSettingsBuilder(ENDPOINT).auto_establish_socket_connection(False).build())
        await manager.login(USER, TOKEN)
        await manager.connect()
        server.message("m1", TEXT)
        await settle()
        await manager.ping()
        server.refuses = True
        server.close(1001)
        await clock.advance(1_000)
        server.refuses = False
        await clock.advance(2_000)
        server.mute = True
        manager.ping()
        await clock.advance(11_000)
        server.unmute()
        await clock.advance(20_000)
        server.rejects = True
        server.close(4_401)
        await clock.advance(20_000)
        server.rejects = False
        await manager.connect()
        manager.app_entered_background()
        await clock.advance(30_000)
