"""What the tests of drivers share: the miniature as a command, and cases to play with it."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from threading import active_count

import pytest

from connref.protocol import Advance, Case, Do, InputName, Mode, Step
from connref_adapters.drivers import Driver, DriverFault, Playback

MINIATURE = Path(__file__).with_name("driver.py")


def miniature(*words: str) -> list[str]:
    """The command line of a miniature with that defect."""
    # -I and -S leave out what the miniature does not need, and halve the time that it takes to start.
    return [sys.executable, "-I", "-S", str(MINIATURE), *words]


def case(name: str, *steps: Step, mode: Mode | None = Mode.MANUAL) -> Case:
    return Case(name, mode, steps, "MAN-CONNECT", "nothing")


def ping(call: str = "c") -> Do:
    return Do(InputName.PING, call)


def calm(name: str) -> Case:
    return case(name, Do(InputName.INIT), Advance(100), ping())


def striking(name: str) -> Case:
    """A case whose third step is the one that a defect strikes at, 100 ms after the reset."""
    return case(name, Do(InputName.INIT), Advance(100), ping("strike"), Advance(50))


def play_until_fault(driver: Driver, cases: Iterable[Case]) -> tuple[list[Playback], DriverFault]:
    """The playbacks up to the fault that must come, and the fault."""
    played: list[Playback] = []
    with pytest.raises(DriverFault) as caught:
        played.extend(driver.play_many(cases))  # extend keeps what came before the fault
    return played, caught.value


@contextmanager
def nothing_left_behind() -> Generator[None]:
    """Fails when what runs inside leaves a file descriptor, a thread or a child process behind."""
    before = open_files(), active_count(), children()
    yield
    assert (open_files(), active_count(), children()) == before


def open_files() -> int:
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 - a count, not paths


def children() -> frozenset[str]:
    """The child processes that are there now, those that nobody has waited for among them.

    Another test may have left one that lives as long as this process, as `multiprocessing` does. Where the system
    does not list them, all that can be said is whether there are any.
    """
    listed = list(Path("/proc/self/task").glob("*/children"))
    if listed:
        return frozenset(number for each in listed for number in each.read_text(encoding="ascii").split())
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return frozenset()
    return frozenset({"some"})
