"""The real clock of the runtime: integer milliseconds that go on while the device sleeps.

A grace of 30 s is over after 30 s, whether the device was awake or suspended. So the time is taken from the clock
that counts suspension: CLOCK_BOOTTIME on Linux and Android, CLOCK_MONOTONIC on macOS and iOS, and elsewhere Python's
monotonic clock, which counts it on Windows. The event loop's own timers stand still during a suspension; therefore a
timer never sleeps longer than `LONGEST_SLEEP_MS`, and after a resume what fell due is noticed within that time, or at
the next input, whichever is first.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol

LONGEST_SLEEP_MS = 1_000
NANOSECONDS_PER_MS = 1_000_000


class Timer(Protocol):
    """A callback that is still to come."""

    def cancel(self) -> None:
        """It does not come any more; nothing happens where it has come already."""
        ...


class Clock(Protocol):
    """Time as the manager sees it, in integer ms."""

    def now(self) -> int:
        """The present instant, never less than before."""
        ...

    def call_at(self, instant: int, callback: Callable[[], None]) -> Timer:
        """Call back at that instant, or earlier: the callback looks at the clock and asks again."""
        ...


class SystemClock:
    """The device's clock, counted from when it was made. Timers belong to the running event loop."""

    def __init__(self) -> None:
        self._read = suspend_aware_clock()
        self._start = self._read()

    def now(self) -> int:
        """See `Clock.now`."""
        return (self._read() - self._start) // NANOSECONDS_PER_MS

    def call_at(self, instant: int, callback: Callable[[], None]) -> Timer:
        """See `Clock.call_at`."""
        # Whole milliseconds: a timer set for the remaining fraction would find that it is not quite time yet.
        wait_ms = min(max(0, instant - self.now()), LONGEST_SLEEP_MS)
        return asyncio.get_running_loop().call_later(wait_ms / 1_000, callback)


def suspend_aware_clock() -> Callable[[], int]:
    """The platform's monotonic clock that counts suspension, in nanoseconds."""
    if sys.platform == "linux":
        return partial(time.clock_gettime_ns, time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return partial(time.clock_gettime_ns, time.CLOCK_MONOTONIC)
    return time.monotonic_ns
