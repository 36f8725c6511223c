"""An event loop on a clock of its own: real milliseconds, less those in which this process was not allowed to run.

A driver on a real clock shares its machine with others. Here the server, the SDK and the clock live in one loop; what
the operating system takes away from it, it takes away from all three, as if the whole little world had been stopped.
So that time is left out: while no request is being carried out, while the process waits for a processor, and by how
much a wait lasted longer than it was asked to. What remains is what the SDK itself was late.
"""

from __future__ import annotations

import asyncio
import selectors
import time


class OwnTime:
    """Seconds that went by for the loop: its waits, as long as they were asked to be, and its own work on a processor.

    It never goes back. Work before `resume` does not count. Belongs to the thread of the loop.
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


class _WatchfulSelector(selectors.DefaultSelector):
    """Tells an `OwnTime` of the loop's waits."""

    def __init__(self, own: OwnTime) -> None:
        super().__init__()
        self._own = own

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        started = time.perf_counter()
        ready = super().select(timeout)
        self._own.waited(time.perf_counter() - started, timeout)
        return ready


class OwnTimeLoop(asyncio.SelectorEventLoop):
    """A loop whose timers and `time()` follow an `OwnTime`."""

    def __init__(self, own: OwnTime) -> None:
        super().__init__(_WatchfulSelector(own))
        self._own = own

    def time(self) -> float:
        """The present instant in seconds, for everything that waits in this loop."""
        return self._own.time()
