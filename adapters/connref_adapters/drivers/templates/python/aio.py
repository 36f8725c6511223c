"""For an SDK on asyncio: an event loop on the world's virtual time, and a WebSocket over the world's network.

    loop = VirtualLoop(world)                    # one for each process of the app; a kill ends it with `loop.end()`
    connect = websockets(world, Frames())        # stands in for websockets.connect
    loop.start(sdk.run())                        # a task; `world.clock.advance` runs what falls due

`Frames` is the vendor's half of the server. What it says arrives in a later turn than what it answers.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from contextvars import Context
from typing import Any, Self

from world import ANSWER_MS, Socket, World

Data = str | bytes
Callback = Callable[..., object]
MS = 1000
ABNORMAL = 1006
NORMAL = 1000


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time is the world's clock: it never waits, and timers fire as the clock moves."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world, self._clock = world, world.clock
        self._numbers: dict[asyncio.TimerHandle, int] = {}
        self._called = False
        self._ended = False
        world.clock.settled = self.settle

    def time(self) -> float:
        """Seconds since the reset."""
        return self._clock.now / MS

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task of the app. What it raises and nobody awaits is the loop's exception handler's to tell."""
        return self.create_task(work)

    def end(self) -> None:
        """The process dies: nothing of it runs again, and what its tasks would do at their end leaves no trace."""
        self._ended = True
        for number in self._numbers.values():
            self._clock.cancel(number)
        self._world.silently(self._close_tasks)
        self.set_exception_handler(_nobody_hears)
        self.close()

    def _close_tasks(self) -> None:
        for task in asyncio.all_tasks(self):
            with suppress(RuntimeError):  # it would wait for something
                task.get_coro().close()

    def settle(self) -> None:
        """Run all that is due at this instant, and what follows from it."""
        self._called = True
        while self._called and not self._ended:
            self._called = False
            super().call_soon(self.stop)
            self.run_forever()

    def call_soon(self, callback: Callback, *args: object, context: Context | None = None) -> asyncio.Handle:
        """As asyncio has it; `settle` goes on while there is something to call."""
        self._called = True
        return super().call_soon(callback, *args, context=context)

    def call_later(
        self, delay: float, callback: Callback, *args: object, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio has it, in seconds."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callback, *args: object, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio has it: a timer of the world's clock."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)

        def fire() -> None:
            del self._numbers[handle]
            if not self._ended:
                self.call_soon(callback, *args, context=context)

        self._numbers[handle] = self._clock.after(max(0, round(when * MS) - self._clock.now), fire)
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        self._clock.cancel(self._numbers.pop(handle, None))


def _nobody_hears(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """Tasks of a dead process are pending for ever."""


class ConnectionClosed(Exception):
    """The socket is no more; `code` is what the close frame said, 1006 where there was none."""

    def __init__(self, code: int) -> None:
        super().__init__(f"closed with code {code}")
        self.code = code


class Frames:
    """The vendor's half of the server. CHANGE: one object for each device; `peer` is a `Connection`."""

    handshake = True
    """Whether the credentials are judged while the socket opens; else `receive` calls `peer.approve()`."""

    def opened(self, peer: Connection) -> None:
        """What is sent at open."""

    def receive(self, peer: Connection, data: Data) -> None:
        """A frame of the client. Answer with `peer.say`; for a ping of the app call `peer.ping_came` first."""

    def message(self, text: str) -> Data:
        """The frame that carries a chat message."""
        return text


class Connection:
    """One WebSocket as the `websockets` library has it: `send`, `recv`, iteration, `close`."""

    def __init__(self, world: World, frames: Frames) -> None:
        self._world, self._frames = world, frames
        self._arrived: deque[Data] = deque()
        self._changed = asyncio.Event()
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.close_code: int | None = None
        self._socket: Socket = world.open_socket(self, handshake=frames.handshake)

    async def __aenter__(self) -> Self:
        await self._opened
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __await__(self) -> Any:  # noqa: ANN401 - as asyncio has it
        return self.__aenter__().__await__()

    async def __aiter__(self) -> AsyncIterator[Data]:
        while True:
            try:
                yield await self.recv()
            except ConnectionClosed:
                return

    async def recv(self) -> Data:
        """The next frame of the server. Raises `ConnectionClosed`."""
        while not self._arrived:
            if self.close_code is not None:
                raise ConnectionClosed(self.close_code)
            self._changed.clear()
            await self._changed.wait()
        return self._arrived.popleft()

    async def send(self, data: Data) -> None:
        """A frame to the server. Raises `ConnectionClosed`; a dead network swallows it."""
        if self.close_code is not None:
            raise ConnectionClosed(self.close_code)
        if self._world.reaches(self._socket):
            self._frames.receive(self, data)

    async def close(self, code: int = NORMAL) -> None:
        """The SDK gives the socket up."""
        if self.close_code is None:
            self._end(code)
            self._world.close_socket(self._socket)

    # What the server's half may do.

    def say(self, data: Data, ms: int = ANSWER_MS) -> None:
        """Send a frame to the client, after `ms`."""
        self._world.clock.after(ms, lambda: self._take(data) if self._world.reaches(self._socket) else None)

    def approve(self) -> bool:
        """Judge the credentials, now that they have come; false: the socket has failed."""
        return self._world.approve(self._socket)

    def ping_came(self) -> None:
        """The app's own ping has arrived."""
        self._world.record("ping_sent", socket=self._socket.number)

    # What the world tells (see world.py).

    def opened(self) -> None:  # noqa: D102
        if not self._opened.done():
            self._opened.set_result(None)
        self._frames.opened(self)

    def failed(self) -> None:  # noqa: D102
        self._end(ABNORMAL)
        if not self._opened.done():
            self._opened.set_exception(OSError("the connection could not be opened"))

    def closed(self) -> None:  # noqa: D102
        self._end(self._socket.close_code)

    def received(self, text: str) -> None:  # noqa: D102
        self._take(self._frames.message(text))

    def answered(self) -> None:
        """Answers are the vendor's frames here."""

    def _take(self, data: Data) -> None:
        self._arrived.append(data)
        self._changed.set()

    def _end(self, code: int) -> None:
        self.close_code = code
        self._changed.set()


def websockets(world: World, frames: Frames) -> Callable[..., Connection]:
    """What stands in for `websockets.connect`; the address and all options are for the vendor's half to ignore."""
    return lambda *_, **__: Connection(world, frames)
