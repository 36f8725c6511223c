"""Many managers on one loop: memory each, the storm after the server crashed, and waking from the background."""

from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import time
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.files import allow_many_files
from benchmarks.runtime_rig import Other, logged_in, new_manager, other_process
from connref.effects import Effect, OpenSocket, Status
from connref.inputs import Input
from connref.spec.declare import Transition
from connref_adapters.runtime import AppSettings, ConnectionListener, ConnectionManager

AWAY_S = 0.3
"""How long the crashed server is away."""
AT_ONCE = 50
"""How many managers are started at the same time."""
PAGE_KIB = 4


@dataclass(frozen=True, slots=True)
class Crowd:
    """Figures of many managers.

    KiB of memory each; after the crash, seconds to the first and to all that are connected again, and the share of
    first attempts that fell into the busiest tenth of a second.
    """

    managers: int
    memory_kib: float
    first_s: float
    all_s: float
    busiest_share: float


class Attempts:
    """An observer of all managers: the instants at which openings begin."""

    def __init__(self) -> None:
        self.at: list[float] = []

    def started(self, at: int, settings: AppSettings, user: str | None) -> None: ...

    def received(self, at: int, received: Input) -> None: ...

    def transition(self, at: int, rule: Transition) -> None: ...

    def carried_out(self, at: int, effect: Effect) -> None:
        # The crowd's managers have clocks of their own, which began at different times.
        del at
        if isinstance(effect, OpenSocket):
            self.at.append(time.perf_counter())

    def closed(self, at: int) -> None: ...


def crowd(managers: int) -> Crowd:
    """Measured in a fresh process: memory that an earlier benchmark gave back would be taken again, unseen."""
    command = [sys.executable, "-m", "benchmarks.runtime_scale", str(managers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Crowd(**json.loads(done.stdout))


def crowd_here(managers: int) -> Crowd:
    allow_many_files()
    with other_process("chat") as other:
        return asyncio.run(_crowd(other, managers))


async def _crowd(other: Other, count: int) -> Crowd:
    attempts = Attempts()
    async with AsyncExitStack() as stack, asyncio.timeout(120):
        # What the first one loads is not counted.
        async with new_manager() as first_of_all:
            await logged_in(first_of_all, other.url)
            await first_of_all.connect()
        gc.collect()
        before = memory_kib()
        crew = [await stack.enter_async_context(new_manager(attempts)) for _ in range(count)]
        for start in range(0, count, AT_ONCE):
            chunk = crew[start : start + AT_ONCE]
            await asyncio.gather(
                *(logged_in(each, other.url, f"user {start + k}") for k, each in enumerate(chunk))
            )
            await asyncio.gather(*(each.connect() for each in chunk))
        memory = (memory_kib() - before) / count
        attempts.at.clear()
        crashed = time.perf_counter()
        other.crash(AWAY_S)
        first, last = await _storm(crew, crashed)
        return Crowd(count, memory, first, last, busiest_share(attempts.at[:count]))


async def _storm(crew: list[ConnectionManager], crashed: float) -> tuple[float, float]:
    """Seconds after the crash to the first and to all that are connected again."""
    lost: set[int] = set()
    back: list[float] = []
    over = asyncio.Event()

    def returned(number: int) -> None:
        if number in lost:
            back.append(time.perf_counter() - crashed)
            if len(back) == len(crew):
                over.set()

    for number, manager in enumerate(crew):
        manager.add_connection_listener(
            ConnectionListener(
                connecting=lambda _, number=number: lost.add(number),
                connected=lambda _, number=number: returned(number),
            )
        )
    await over.wait()
    return back[0], back[-1]


def busiest_share(instants: list[float]) -> float:
    """The share of these instants that fell into the busiest tenth of a second."""
    tenths = Counter(round(at, 1) for at in instants)
    return max(tenths.values()) / len(instants)


def wake_ms(times: int) -> list[float]:
    """Milliseconds from the return to the foreground, in auto mode, to connected; sorted."""
    with other_process("chat") as other:
        return sorted(asyncio.run(_wake(other.url, times)))


async def _wake(url: str, times: int) -> list[float]:
    taken: list[float] = []
    changed = asyncio.Event()
    async with new_manager() as manager, asyncio.timeout(120):
        manager.add_connection_listener(
            ConnectionListener(connected=lambda _: changed.set(), disconnected=lambda _: changed.set())
        )
        await logged_in(manager, url)
        await manager.connect()
        for _ in range(times):
            changed.clear()
            manager.app_entered_background()
            await changed.wait()
            await asyncio.sleep(0.005)
            changed.clear()
            start = time.perf_counter()
            manager.app_entered_foreground()
            while manager.status is not Status.CONNECTED:
                changed.clear()
                await changed.wait()
            taken.append((time.perf_counter() - start) * 1_000)
    return taken


def memory_kib() -> float:
    """The resident memory of this process; Linux only."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE_KIB


if __name__ == "__main__":
    print(json.dumps(asdict(crowd_here(int(sys.argv[1])))))
