"""A connection manager over real loopback sockets, with everything that has to hold about it checked at the end.

A rig runs on a loop whose clock leaves out the time in which this process was not allowed to run, so that a busy
machine makes no false alarm. When it is done:

- no task, socket, file or timer is left over;
- a second machine, told the same inputs at the same instants, has asked for exactly the same effects;
- no message was delivered twice;
- the event log of the run passes `connref check`.
"""

from __future__ import annotations

import asyncio
import io
import random
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from connref.effects import Effect, Status
from connref.inputs import Input
from connref.protocol import Mode, Profile
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import RetryPolicy
from connref.spec.declare import Transition
from connref_adapters.drivers.own_time import LoopClock, TwoLoops
from connref_adapters.observability import SessionLog
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.result import SessionResult, SessionVerdict
from connref_adapters.runtime import (
    AppSettings,
    AppSettingsBuilder,
    ChatMessage,
    Clock,
    ConnectionChange,
    ConnectionListener,
    ConnectionManager,
)
from connref_adapters.runtime.pump import without_stillborn
from connref_adapters.server import ChatServer, ServerEvent
from connref_adapters.storage import MemorySessionStore
from connref_adapters.transports import Endpoint

USER = "anna"
PROFILE = Profile(grace_ms=300, reconnect_bound_ms=2_000)
# Fast enough for a thousand reconnections in a few seconds.
RETRY = RetryPolicy(first_delay_ms=1, longest_delay_ms=40, open_timeout_ms=300, ping_timeout_ms=200)
TOLERANCE_MS = 100
LIMIT_S = 50.0
ANYTHING = "anything"
"""For a device that sleeps at random: what its log is blamed for depends on when."""
MOST_BYTES = 2_000


class Shadow:
    """An observer: a second machine that is told the same, and has to ask for the same."""

    def __init__(self, seed: int) -> None:
        self.inputs = 0
        self._jitter = random.Random(seed).random
        self._machine: ConnectionMachine | None = None
        self._expected: list[Effect] = []

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        self._machine = ConnectionMachine(
            settings.mode,
            jitter=self._jitter,
            reading=settings.reading,
            profile=settings.profile,
            retry=settings.retry,
            saved_user=user,
        )

    def received(self, at: int, received: Input) -> None:
        if self._machine is not None:
            assert not self._expected, f"never carried out: {self._expected}"
            self._expected = list(without_stillborn(self._machine.handle(received, at)))
            self.inputs += 1

    def transition(self, at: int, rule: Transition) -> None:
        pass

    def carried_out(self, at: int, effect: Effect) -> None:
        if self._machine is not None:
            assert self._expected.pop(0) == effect

    def closed(self, at: int) -> None:
        assert not self._expected, f"never carried out: {self._expected}"


class SuspendableClock(LoopClock):
    """The device's clock: it also counts a suspension, in which the loop's timers stand still."""

    def __init__(self) -> None:
        super().__init__()
        self.slept_ms = 0

    def now(self) -> int:
        return super().now() + self.slept_ms

    def call_at(self, instant: int, callback: Callable[[], None]) -> asyncio.TimerHandle:
        # As the system's clock does, it looks again before long: a timer of the loop knows of no suspension.
        wait_ms = min(max(0, instant - self.now()), 20)
        return asyncio.get_running_loop().call_later(wait_ms / 1000, callback)


class Rig:
    """A manager, its server, and what was seen. `anything` is set whenever something was seen."""

    def __init__(
        self, server: ChatServer, manager: ConnectionManager, mode: Mode, retry: RetryPolicy
    ) -> None:
        self.server = server
        self.manager = manager
        self.delivered: list[ChatMessage] = []
        self.changes: list[ConnectionChange] = []
        self.failed_observers: list[str] = []
        self.events: list[ServerEvent] = []
        self._news = asyncio.Event()
        endpoint = Endpoint(server.url, close_timeout_s=0.1, max_message_bytes=MOST_BYTES)
        self.settings = (
            AppSettingsBuilder(endpoint)
            .profile(PROFILE)
            .retry(retry)
            .auto_establish_socket_connection(mode is Mode.AUTO)
            .build()
        )
        manager.add_message_listener(self._take_message)
        manager.add_connection_listener(
            ConnectionListener(self._take_change, self._take_change, self._take_change)
        )

    async def log_in(self) -> None:
        await self.manager.init(self.settings)
        await self.manager.login(USER, self.server.tokens.issue(USER))

    async def connected(self) -> None:
        await self.until(lambda: self.manager.status is Status.CONNECTED)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until it holds, looking whenever something is seen. Raises `TimeoutError` after R and a tolerance."""
        async with asyncio.timeout((PROFILE.reconnect_bound_ms + TOLERANCE_MS) / 1000):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def message_arrives(self, text: str) -> None:
        """The server sends a message while the connection is up, and it is delivered, once."""
        before = len(self.delivered)
        assert await self.server.send(USER, text) >= 1
        await self.until(lambda: len(self.delivered) > before)
        assert [each.text for each in self.delivered[before:]] == [text]

    def server_event(self, event: ServerEvent) -> None:
        self.events.append(event)
        self._news.set()

    def _take_message(self, message: ChatMessage) -> None:
        self.delivered.append(message)
        self._news.set()

    def _take_change(self, change: ConnectionChange) -> None:
        self.changes.append(change)
        self._news.set()


@asynccontextmanager
async def rig(
    mode: Mode = Mode.AUTO,
    *,
    seed: int = 0,
    clock: Clock | None = None,
    retry: RetryPolicy = RETRY,
    blames: str | None = None,
) -> AsyncGenerator[Rig]:
    """A manager that is logged in, beside its server; on the way out all that has to hold is asserted.

    `blames` is the requirement that the event log has to blame, for a device that slept when it should have acted.
    """
    log, shadow = io.StringIO(), Shadow(seed)
    listeners: list[Callable[[ServerEvent], None]] = []

    def tell(event: ServerEvent) -> None:
        for listener in listeners:
            listener(event)

    async with ChatServer(on_event=tell) as server:
        manager = ConnectionManager(
            store=MemorySessionStore(),
            clock=clock or LoopClock(),
            jitter=random.Random(seed).random,
            observers=[SessionLog(log, "faults", tolerance_ms=TOLERANCE_MS), shadow],
        )
        made = Rig(server, manager, mode, retry)
        listeners.append(made.server_event)
        async with manager:
            await made.log_in()
            yield made
    assert shadow.inputs > 0
    ids = [each.id for each in made.delivered]
    assert len(ids) == len(set(ids)), "a message was delivered twice"
    assert_log(log.getvalue(), blames)


def assert_log(text: str, blames: str | None) -> None:
    """Judge the event log with `connref check`'s own judge."""
    results: list[SessionResult] = []
    problems: list[object] = []
    checker = Checker(results.append, problems.append)
    checker.read("log", enumerate(text.splitlines(), start=1))
    checker.finish()
    assert not problems
    blamed = [each.failure.requirement if each.failure else None for each in results]
    if blames == ANYTHING:
        return
    assert blamed == [blames], results
    assert blames or results[0].verdict is SessionVerdict.CONFORMS, results


def play(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a story to its end within `LIMIT_S`; nothing may be left over of it."""
    before = open_files()
    failures: list[dict[str, Any]] = []

    async def limited() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: failures.append(context))
        async with asyncio.timeout(LIMIT_S):
            await story()
        # What was closed in this round of the loop is gone in the next.
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, f"tasks left over: {left}"
        assert_no_timers(loop)

    with closing(TwoLoops()) as loops:
        loops.run(loops.app, limited())
    assert not failures, failures
    assert open_files() == before, "sockets or files left over"


def assert_no_timers(loop: asyncio.AbstractEventLoop) -> None:
    """No timer is armed but those that are cancelled and wait to be thrown away."""
    scheduled: list[asyncio.TimerHandle] = getattr(loop, "_scheduled", [])
    left = [timer for timer in scheduled if not timer.cancelled()]
    assert not left, f"timers left over: {left}"


def open_files() -> int:
    """How many files and sockets this process has open; 0 where the system does not say."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0
