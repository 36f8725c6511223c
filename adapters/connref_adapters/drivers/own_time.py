"""Two event loops in one thread, on a clock of their own: the app's can stand still while the world's goes on.

A driver on a real clock shares its machine with others. Here the server, the SDK and the clock live in one thread; what
the operating system takes away from it, it takes away from all three, as if the whole little world had been stopped.
So that time is left out (`OwnTime`): while no request is being carried out, while the process waits for a processor,
and by how much a wait lasted longer than it was asked to. What remains is what the SDK itself was late.

The loops take turns (`TwoLoops`). Each does what is ready and says how long it has nothing to do; then both wait
together. The app's loop gets no turns while its process is suspended: no timer fires in it, nothing that arrives is
seen, and its sockets stay with the operating system, as those of a frozen process do.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
SETTLING_TURNS = 5
"""How often the loops go round after an input: what is ready is done, and nothing is waited for."""


class OwnTime:
    """Seconds that went by for the loops: their waits, as long as they were asked to be, and their own work.

    It never goes back. Work before `resume` does not count. Belongs to the thread of the loops.
    """

    def __init__(self) -> None:
        self._past = 0.0
        self._worked = time.thread_time()

    def time(self) -> float:
        """The present instant in seconds."""
        return self._past + time.thread_time() - self._worked

    def resume(self) -> None:
        """Go on from where it was stopped."""
        self._worked = time.thread_time()

    def pause(self) -> None:
        """Keep the present instant until `resume`."""
        self._past = self.time()
        self._worked = time.thread_time()

    def waited(self, seconds: float, asked: float | None) -> None:
        """A wait is over that was to last `asked` seconds at the most, None for no limit."""
        self._past += seconds if asked is None else min(seconds, max(asked, 0.0))


class _Turns(selectors.DefaultSelector):
    """Waits for nothing, and ends the loop's turn where the loop would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.idle: Callable[[], object] = lambda: None
        self.wait_s: float | None = None
        self.blocks = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if self.blocks:
            return super().select(timeout)
        ready = super().select(0)
        self.wait_s = timeout
        if not ready and timeout != 0:
            self.idle()
        return ready


class TurnLoop(asyncio.SelectorEventLoop):
    """A loop whose timers and `time()` follow an `OwnTime`, and which runs a `turn` at a time."""

    def __init__(self, own: OwnTime) -> None:
        self._own = own
        self.turns = _Turns()
        self.turns.idle = self.stop
        super().__init__(self.turns)

    def time(self) -> float:
        """The present instant in seconds, for everything that waits in this loop."""
        return self._own.time()

    def turn(self) -> float | None:
        """Do all that is ready. For so many seconds from now nothing is; None: until something arrives."""
        self.run_forever()
        return self.turns.wait_s

    def end(self) -> None:
        """Cancel every task, wait until they are gone, and close the loop."""
        self.turns.blocks = True
        with asyncio.Runner(loop_factory=lambda: self):
            pass


class TwoLoops:
    """The loop of the app and that of the world around it, which both run only while one of these methods does."""

    def __init__(self) -> None:
        self.own = OwnTime()
        self.app = TurnLoop(self.own)
        self.world = TurnLoop(self.own)
        self._awake: list[TurnLoop] = []
        self._arrivals = selectors.DefaultSelector()
        for loop in (self.app, self.world):
            self._wake(loop)

    def suspend(self) -> None:
        """The app's loop stands still from now on."""
        self._awake.remove(self.app)
        self._arrivals.unregister(self.app.turns.fileno())

    def resume(self) -> None:
        """The app's loop goes on. Nothing happens where it does already."""
        if self.app not in self._awake:
            self._wake(self.app)

    def run(self, loop: TurnLoop, work: Coroutine[Any, Any, T]) -> T:
        """Carry `work` out in one of the loops, whatever the other does meanwhile; raises what it raises."""
        task = loop.create_task(work)
        idle_s = self._turns()
        while not task.done():
            self._wait(idle_s)
            idle_s = self._turns()
        return task.result()

    def settle(self) -> None:
        """Let both do what follows from what has happened, without any waiting."""
        for _ in range(SETTLING_TURNS):
            self._turns()

    def advance(self, seconds: float) -> None:
        """Let so much time go by."""
        end = self.own.time() + seconds
        while (left := end - self.own.time()) > 0:
            wait_s = self._turns()
            self._wait(left if wait_s is None else min(left, wait_s))
        self.settle()

    def close(self) -> None:
        """End both."""
        self.app.end()
        self.world.end()
        self._arrivals.close()

    def _wake(self, loop: TurnLoop) -> None:
        self._awake.append(loop)
        self._arrivals.register(loop.turns.fileno(), selectors.EVENT_READ)

    def _turns(self) -> float | None:
        """Let each do what is ready; how many seconds they have nothing to do then, None: until something arrives."""
        waits = [loop.turn() for loop in self._awake]
        return min((wait_s for wait_s in waits if wait_s is not None), default=None)

    def _wait(self, limit_s: float | None) -> None:
        """Until something arrives at a loop that is awake, `limit_s` seconds at the most."""
        started = time.perf_counter()
        self._arrivals.select(limit_s)
        self.own.waited(time.perf_counter() - started, limit_s)


class LoopClock:
    """The manager's clock on the time of a loop, the running one where none is given, in ms from when it was made."""

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._loop = loop or asyncio.get_running_loop()
        self._start = self._loop.time()

    def now(self) -> int:
        """The present instant."""
        return int((self._loop.time() - self._start) * 1000)

    def call_at(self, instant: int, callback: Callable[[], None]) -> asyncio.TimerHandle:
        """Call back at that instant."""
        return self._loop.call_at(self._start + instant / 1000, callback)
