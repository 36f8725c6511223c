"""An application with a manager in a memory world, for tests of the manager's own interface."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

from tests.adapters.runtime.loops import settle
from tests.adapters.runtime.world import ENDPOINT, FakeServer, ManualClock

from connref_adapters.runtime import (
    AppSettings,
    AppSettingsBuilder,
    Authenticator,
    ConnectionManager,
    Observer,
)
from connref_adapters.storage import MemorySessionStore, SessionStore

AUTO = AppSettingsBuilder(ENDPOINT).build()
MANUAL = AppSettingsBuilder(ENDPOINT).auto_establish_socket_connection(False).build()
TOKEN = "t0ken-of-anna"  # noqa: S105


class App:
    """A manager in its world; what is not given is made."""

    def __init__(
        self,
        store: SessionStore | None = None,
        server: FakeServer | None = None,
        authenticator: Authenticator | None = None,
        observers: Sequence[Observer] = (),
    ) -> None:
        self.server = server or FakeServer()
        self.clock = ManualClock()
        self.store = store or MemorySessionStore()
        self.manager = ConnectionManager(
            store=self.store,
            transport=self.server,
            authenticator=authenticator,
            clock=self.clock,
            jitter=lambda: 0.0,
            observers=observers,
        )


@asynccontextmanager
async def app(
    settings: AppSettings | None = MANUAL, user: str | None = "anna", here: App | None = None
) -> AsyncGenerator[App]:
    """A manager that runs, initialised and with a user where asked for."""
    here = here or App()
    async with here.manager:
        if settings is not None:
            await here.manager.init(settings)
        if settings is not None and user is not None:
            await here.manager.login(user, TOKEN)
        await settle()
        yield here
