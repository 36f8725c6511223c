"""Managers on real sockets and the real clock, against the project's own chat server on the loopback."""

from __future__ import annotations

import asyncio
import gc
import io
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from connref.protocol import Profile
from connref.semantics.retry import RetryPolicy
from connref_adapters.observability import SessionLog
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.result import Malformed, SessionResult
from connref_adapters.runtime import (
    AppSettings,
    AppSettingsBuilder,
    ChatMessage,
    ConnectionChange,
    ConnectionListener,
    ConnectionManager,
)
from connref_adapters.server import ChatServer
from connref_adapters.storage import MemorySessionStore
from connref_adapters.transports import Endpoint, Transport

SHORT = Profile(grace_ms=800, reconnect_bound_ms=4_000)
QUICK = RetryPolicy(5, 50, 0.5, open_timeout_ms=1_000, ping_timeout_ms=250)
TOLERANCE_MS = 400
"""How late the event loop of a loaded machine may be."""
SOON_S = 30.0


def settings(server: ChatServer, *, auto: bool = True) -> AppSettings:
    endpoint = Endpoint(server.url, close_timeout_s=0.2, max_message_bytes=20_000)
    builder = AppSettingsBuilder(endpoint).profile(SHORT).retry(QUICK)
    return builder.auto_establish_socket_connection(auto).build()


@dataclass
class Live:
    """A manager of one user, what it delivered, and the recording of it."""

    server: ChatServer
    manager: ConnectionManager
    messages: list[ChatMessage] = field(default_factory=list[ChatMessage])
    recording: io.StringIO = field(default_factory=io.StringIO)
    connected: int = 0

    def count(self, _: ConnectionChange) -> None:
        self.connected += 1

    async def again(self) -> None:
        """Wait until the connection is up for the second time."""
        await until(lambda: self.connected > 1, f"connected again, now {self.manager.status}")

    async def until(self, status: str) -> None:
        await until(lambda: self.manager.status == status, f"status {status}, now {self.manager.status}")

    def judged(self) -> list[SessionResult | Malformed]:
        """What `connref check` makes of the recording."""
        found: list[SessionResult | Malformed] = []
        checker = Checker(found.append, found.append)
        checker.read("recording", read_lines(io.BytesIO(self.recording.getvalue().encode())))
        checker.finish()
        return found


@asynccontextmanager
async def live(
    server: ChatServer, user: str = "anna", *, auto: bool = True, transport: Transport | None = None
) -> AsyncGenerator[Live]:
    """A manager whose user is logged in, and which is connected; at the end nothing is left of it."""
    recording = io.StringIO()
    log = SessionLog(recording, user, tolerance_ms=TOLERANCE_MS)
    manager = ConnectionManager(store=MemorySessionStore(), transport=transport, observers=[log])
    here = Live(server, manager, recording=recording)
    manager.add_message_listener(here.messages.append)
    manager.add_connection_listener(ConnectionListener(connected=here.count))
    async with manager:
        await manager.init(settings(server, auto=auto))
        await manager.login(user, server.tokens.issue(user))
        await manager.connect()
        yield here
    server.thaw()
    await until(lambda: user not in server.users, "the server has let go of the socket")


async def until(condition: Callable[[], bool], what: str = "it happens") -> None:
    """Wait for what another end of a socket brings about; bounded in time."""
    try:
        async with asyncio.timeout(SOON_S):
            while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
                await asyncio.sleep(0.002)
    except TimeoutError:
        raise AssertionError(f"did not come about: {what}") from None


def no_socket_left() -> None:
    """Unclosed sockets and transports warn when they are collected; warnings are errors here."""
    gc.collect()
