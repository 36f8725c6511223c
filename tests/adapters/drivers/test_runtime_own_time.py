"""The clock that leaves out the time in which the loop could not run."""

from __future__ import annotations

import asyncio
import time

import pytest

from connref_adapters.drivers.runtime import OwnTime, OwnTimeLoop


def test_waits_and_work_count() -> None:
    own = OwnTime()

    async def story() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        start = loop.time()
        await asyncio.sleep(0.05)
        waited = loop.time() - start
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass
        return waited, loop.time() - start

    with asyncio.Runner(loop_factory=lambda: OwnTimeLoop(own)) as runner:
        waited, both = runner.run(story())
    assert 0.05 <= waited < 0.07
    assert 0.1 <= both < 0.13


def test_what_the_process_was_kept_from_does_not_count() -> None:
    own = OwnTime()

    async def story() -> float:
        loop = asyncio.get_running_loop()
        start = loop.time()
        time.sleep(0.2)  # noqa: ASYNC251 - stands for a process that gets no processor
        await asyncio.sleep(0.01)
        return loop.time() - start

    with asyncio.Runner(loop_factory=lambda: OwnTimeLoop(own)) as runner:
        assert 0.01 <= runner.run(story()) < 0.03


def test_a_wait_counts_for_as_long_as_it_was_asked_to_be() -> None:
    own = OwnTime()
    before = own.time()
    own.waited(0.5, 0.1)
    own.waited(0.5, None)
    own.waited(0.2, 0.3)
    own.waited(0.2, -1.0)
    assert own.time() - before == pytest.approx(0.8, abs=0.01)


def test_it_stands_still_while_paused_and_never_goes_back() -> None:
    own = OwnTime()
    own.pause()
    before = own.time()
    until = time.thread_time() + 0.03
    while time.thread_time() < until:
        pass
    own.resume()
    assert 0 <= own.time() - before < 0.01
