"""The real clock: whole milliseconds that never go back, and timers that ring no later than they must."""

from __future__ import annotations

import asyncio
import sys
import time

import pytest
from tests.adapters.runtime.loops import on_loop

from connref_adapters.runtime import SystemClock
from connref_adapters.runtime.clock import LONGEST_SLEEP_MS, suspend_aware_clock


def test_time_is_whole_milliseconds_from_zero_and_goes_on() -> None:
    clock = SystemClock()
    first = clock.now()
    assert type(first) is int
    assert 0 <= first < 1_000
    time.sleep(0.002)
    assert first + 2 <= clock.now() < first + 1_000


@pytest.mark.skipif(sys.platform != "linux", reason="each platform has a clock of its own")
def test_linux_counts_the_time_that_the_device_sleeps() -> None:
    assert abs(suspend_aware_clock()() - time.clock_gettime_ns(time.CLOCK_BOOTTIME)) < 1_000_000_000


@on_loop
async def test_timer_rings_at_its_instant_and_never_when_cancelled() -> None:
    clock = SystemClock()
    rung = asyncio.Event()
    clock.call_at(clock.now() + 5, pytest.fail).cancel()
    due = clock.now() + 10
    clock.call_at(due, rung.set)
    await asyncio.wait_for(rung.wait(), 30)
    assert clock.now() >= due - 1


@pytest.mark.parametrize(("ahead", "longest"), [(-50, 0), (0, 0), (40, 40), (10**9, LONGEST_SLEEP_MS)])
@on_loop
async def test_timer_never_sleeps_long_enough_to_oversleep_a_resume(ahead: int, longest: int) -> None:
    clock = SystemClock()
    loop = asyncio.get_running_loop()
    timer = clock.call_at(clock.now() + ahead, pytest.fail)
    assert isinstance(timer, asyncio.TimerHandle)
    assert timer.when() - loop.time() <= longest / 1_000
    timer.cancel()
