"""The clock that leaves out the time in which the loops could not run, and the app's loop that can stand still."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator

import pytest

from connref_adapters.drivers.own_time import LoopClock, OwnTime, TurnLoop, TwoLoops


@pytest.fixture
def loops() -> Iterator[TwoLoops]:
    made = TwoLoops()
    yield made
    made.close()


def test_waits_and_work_count(loops: TwoLoops) -> None:
    async def story() -> tuple[float, float]:
        loop = asyncio.get_running_loop()
        start = loop.time()
        await asyncio.sleep(0.05)
        waited = loop.time() - start
        until = time.thread_time() + 0.05
        while time.thread_time() < until:
            pass
        return waited, loop.time() - start

    waited, both = loops.run(loops.app, story())
    assert 0.05 <= waited < 0.07
    assert 0.1 <= both < 0.13


def test_what_the_process_was_kept_from_does_not_count(loops: TwoLoops) -> None:
    async def story() -> float:
        loop = asyncio.get_running_loop()
        start = loop.time()
        time.sleep(0.2)  # noqa: ASYNC251 - stands for a process that gets no processor
        await asyncio.sleep(0.01)
        return loop.time() - start

    assert 0.01 <= loops.run(loops.app, story()) < 0.03


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


async def told(said: list[str], word: str, after_s: float) -> None:
    await asyncio.sleep(after_s)
    said.append(word)


def begun(loop: TurnLoop, said: list[str], word: str, after_s: float) -> asyncio.Task[None]:
    return loop.create_task(told(said, word, after_s))


def test_both_go_on_while_time_goes_by(loops: TwoLoops) -> None:
    said: list[str] = []
    tasks = [begun(loops.app, said, "app", 0.02), begun(loops.world, said, "world", 0.01)]
    loops.advance(0.005)
    assert said == []
    loops.advance(0.03)
    assert said == ["world", "app"]
    assert all(task.done() for task in tasks)


def test_what_is_suspended_does_nothing_and_goes_on_where_it_was(loops: TwoLoops) -> None:
    said: list[str] = []
    begun(loops.app, said, "app", 0.01)
    begun(loops.world, said, "world", 0.02)
    loops.advance(0.0)
    loops.suspend()
    loops.advance(0.05)
    assert said == ["world"]
    loops.resume()
    loops.settle()
    assert said == ["world", "app"]


def test_what_arrives_at_a_suspended_loop_waits_there(loops: TwoLoops) -> None:
    """A socket that has something to read does not keep the driver busy either."""
    here, there = socket.socketpair()
    read: list[bytes] = []
    loops.app.add_reader(here, lambda: read.append(here.recv(9)))
    loops.settle()
    loops.suspend()
    there.send(b"hello")
    worked = time.thread_time()
    loops.advance(0.2)
    assert time.thread_time() - worked < 0.1
    assert read == []
    loops.resume()
    loops.settle()
    assert read == [b"hello"]
    loops.app.remove_reader(here)
    here.close()
    there.close()


def test_work_in_a_thread_is_waited_for(loops: TwoLoops) -> None:
    assert loops.run(loops.app, asyncio.to_thread(lambda: 7)) == 7


def test_what_it_raises_is_raised(loops: TwoLoops) -> None:
    async def fails() -> None:
        raise LookupError("no")

    with pytest.raises(LookupError, match="no"):
        loops.run(loops.world, fails())


def test_no_task_outlives_the_loops() -> None:
    loops = TwoLoops()
    tasks = [begun(loop, [], "never", 60) for loop in (loops.app, loops.world)]
    loops.advance(0.0)
    loops.close()
    assert all(task.cancelled() for task in tasks)


def test_the_clock_counts_from_zero_and_calls_back_in_time(loops: TwoLoops) -> None:
    clock = LoopClock(loops.app)
    assert clock.now() == 0
    called: list[int] = []
    clock.call_at(30, lambda: called.append(clock.now()))
    loops.advance(0.025)
    assert not called
    loops.advance(0.02)
    assert 30 <= called[0] < 45
