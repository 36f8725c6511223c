"""What a person sees while recordings are judged: on a terminal a live line with speed and time left, else nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self, TextIO

from connref_adapters.cli.remaining import about
from connref_adapters.reports.text import grouped

_REDRAW_S = 0.2
_SURE_AFTER_S = 1.0
"""Before that, nothing is said of the time left."""
_CLEARED = "\r\x1b[K"


class CheckProgress:
    """A live line on `stream` for as long as it is entered. `size` is how many bytes there are to read, 0: unknown."""

    def __init__(self, stream: TextIO, size: int, now: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._size = size
        self._now = now
        self._begun = self._drawn = now()
        self._live = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._read = self._events = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write(_CLEARED)

    def advance(self, size: int, events: int) -> None:
        """So many bytes and events more were read."""
        self._read += size
        self._events += events
        now = self._now()
        if now - self._drawn >= _REDRAW_S:
            self._drawn = now
            self._write(_CLEARED + self.standing(now - self._begun))

    def standing(self, elapsed_s: float) -> str:
        """How far it is after so many seconds."""
        rate = grouped(round(self._events / elapsed_s)) if elapsed_s > 0 else "0"
        told = f"{grouped(self._events)} events, {rate} a second"
        if not self._size:
            return told
        done = min(1.0, self._read / self._size)
        told += f", {100 * done:.0f} % read"
        if 0 < done < 1 and elapsed_s >= _SURE_AFTER_S:
            told += f", {about(elapsed_s * (1 - done) / done)} left"
        return told

    def _write(self, text: str) -> None:
        if self._live:
            with suppress(BrokenPipeError):
                self._stream.write(text)
                self._stream.flush()
