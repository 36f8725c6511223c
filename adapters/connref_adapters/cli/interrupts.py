"""Signals that end a command: SIGTERM and SIGHUP count as Ctrl-C, and one that is repeated in haste counts once.

The first raises `KeyboardInterrupt` in the main thread. While the command then ends its driver and writes its reports,
those that follow within `PATIENCE_S` change nothing: three Ctrl-C in a row must not leave a driver running or a report
half done. A signal that the caller has ignored (nohup, a shell's background) stays ignored.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

T = TypeVar("T")

PATIENCE_S = 10.0
"""For how long a repeated signal changes nothing."""
NAMES = ("SIGINT", "SIGTERM", "SIGHUP")


class Interrupts:
    """A handler of signals that raises `KeyboardInterrupt`, and not again while that is being dealt with."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._latest: float | None = None

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """A signal has come."""
        now = self._now()
        if self._latest is not None and now - self._latest < PATIENCE_S:
            return
        self._latest = now
        raise KeyboardInterrupt


@contextmanager
def interruptible() -> Generator[None]:
    """Heed the signals for as long as the body runs. Does nothing off the main thread, where Python takes none."""
    former: dict[int, object] = {}
    if threading.current_thread() is threading.main_thread():
        heed = Interrupts()
        for number in (getattr(signal, name) for name in NAMES if hasattr(signal, name)):
            if signal.getsignal(number) is not signal.SIG_IGN:
                former[number] = signal.signal(number, heed)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)  # pyright: ignore[reportArgumentType] - as it was given


def to_its_end(work: Callable[[], T]) -> T:
    """Do what an interrupt must not leave half done: once more from the start where one comes meanwhile."""
    try:
        return work()
    except KeyboardInterrupt:
        return work()
