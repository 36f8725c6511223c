"""What a person sees while a run goes on: one live line on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self, TextIO

from connref.protocol import Case
from connref_adapters.cli.remaining import Remaining, about
from connref_adapters.drivers import Clock, Hello
from connref_adapters.kit.run import Progress
from connref_adapters.reports.text import count, grouped
from connref_adapters.safe_text import harmless, visible

EVERY_S = 5.0
"""How often a plain line says where the run stands."""

REDRAW_S = 0.1
"""How often the live line is drawn anew."""

_SPINNER_WIDTH = 3
"""Columns of the live line that are not for its text."""


class RunProgress(Protocol):
    """Is told of a run as it goes on, and shows it for as long as it is entered."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def begins(self, hello: Hello, cases: Callable[[], Iterator[Case]], jobs: int = 1) -> None:
        """The driver has introduced itself; `cases` are those that will be played, `jobs` of them at once."""
        ...

    def after_case(self, progress: Progress) -> None:
        """A case was judged, or a failure is being made small."""
        ...


def progress_on(stream: TextIO) -> RunProgress:
    """The live line where the stream is a terminal that can redraw a line, plain lines elsewhere."""
    if stream.isatty() and os.environ.get("TERM") != "dumb":
        return LiveProgress(stream)
    return PlainProgress(stream)


class PlainProgress:
    """A line at the start, at the first verdict, for each requirement when it first fails, and now and then."""

    def __init__(self, stream: TextIO, now: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._now = now
        self._begun = self._last = now()
        self._plan: _Plan | None = None
        self._failing: set[str] = set()
        self._explained: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def begins(self, hello: Hello, cases: Callable[[], Iterator[Case]], jobs: int = 1) -> None:
        """Say who is judged, and on a real clock how long it will take."""
        self._begun = self._now()
        self._plan = _Plan(hello, cases, jobs)
        self._say(f"judging {told(hello)}")
        if (words := self._plan.at_start()) is not None:
            self._say(words)

    def after_case(self, progress: Progress) -> None:
        """Say what is new."""
        if self._plan is not None and progress.explaining is None:
            self._plan.judged(progress.case)
        if progress.explaining is not None:
            self._say(f"making the counterexample of {progress.explaining} as short as it can be")
        elif progress.failed is not None and progress.failed not in self._failing:
            self._failing.add(progress.failed)
            self._say(f"{progress.failed} fails: case {progress.case.id}")
        elif progress.cases == 1:
            self._say(f"first verdict: case {progress.case.id} passes")
        elif (now := self._now()) - self._last >= EVERY_S:
            self._say(standing(progress.cases, len(self._failing)) + self._left(now - self._begun))

    def _left(self, elapsed_s: float) -> str:
        return "" if self._plan is None else self._plan.left(elapsed_s)

    def _say(self, text: str) -> None:
        self._last = self._now()
        with suppress(BrokenPipeError):
            self._stream.write(harmless(f"[{self._last - self._begun:6.1f} s] {text}") + "\n")
            self._stream.flush()


class LiveProgress:
    """One line that is drawn anew, with how many of the cases are done and how many requirements fail."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        spinner = "dots" if (stream.encoding or "").lower().startswith("utf") else "line"
        self._line = self._console.status("starting the driver", spinner=spinner)
        self._plan: _Plan | None = None
        self._begun = time.monotonic()
        self._failing: set[str] = set()
        self._drawn = 0.0

    def __enter__(self) -> Self:
        self._line.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.stop()

    def begins(self, hello: Hello, cases: Callable[[], Iterator[Case]], jobs: int = 1) -> None:
        """Say who is judged."""
        self._plan = _Plan(hello, cases, jobs)
        self._begun = time.monotonic()
        self._say(f"judging {told(hello)}")
        if (words := self._plan.at_start()) is not None:
            self._say(words)
        self._draw("waiting for the first verdict")

    def after_case(self, progress: Progress) -> None:
        """Draw the line anew, if it was not drawn just now."""
        if self._plan is not None and progress.explaining is None:
            self._plan.judged(progress.case)
        if progress.failed is not None and progress.failed not in self._failing:
            self._failing.add(progress.failed)
            self._say(f"{progress.failed} fails: case {progress.case.id}")
        now = time.monotonic()
        if progress.explaining is not None:
            self._draw(f"making the counterexample of {progress.explaining} as short as it can be")
        elif now - self._drawn >= REDRAW_S:
            self._draw(f"{self._standing(progress, now)} · {progress.case.id}")
            self._drawn = now

    def _say(self, text: str) -> None:
        """Write a line that stays, above the live one."""
        self._console.print(harmless(text), soft_wrap=True)

    def _draw(self, text: str) -> None:
        text = harmless(text)
        room = self._console.width - _SPINNER_WIDTH
        self._line.update(text if len(text) <= room else f"{text[: room - 1]}…")

    def _standing(self, progress: Progress, now: float) -> str:
        if self._plan is None:
            return standing(progress.cases, len(self._failing))
        left = self._plan.left(now - self._begun)
        return standing(progress.cases, len(self._failing), f" of {grouped(self._plan.cases)}") + left


class _Plan:
    """What a run still has before it. The cases are counted when that is first asked for, once one has been judged."""

    def __init__(self, hello: Hello, cases: Callable[[], Iterator[Case]], jobs: int) -> None:
        self._clock = hello.clock
        self._list = cases
        self._jobs = jobs
        self._done: list[Case] = []
        self._remaining: Remaining | None = None

    @property
    def cases(self) -> int:
        """How many cases there are in all."""
        return self._counted().cases

    def judged(self, case: Case) -> None:
        """One more case was judged."""
        if self._remaining is None:
            self._done.append(case)
        else:
            self._remaining.after(case)

    def at_start(self) -> str | None:
        """How long the run will take, where that is known before it begins: on a real clock, which is waited for."""
        if self._clock is not Clock.REAL:
            return None
        remaining = self._counted()
        return f"{count(remaining.cases, 'case')}, {about(remaining.whole_s or 0)} on this clock"

    def left(self, elapsed_s: float) -> str:
        """How long it will still take, to be added to a line."""
        left_s = self._counted().left_s(elapsed_s)
        return "" if left_s is None else f", {about(left_s)} left"

    def _counted(self) -> Remaining:
        if self._remaining is None:
            self._remaining = Remaining(self._clock, self._list(), self._jobs)
            for case in self._done:
                self._remaining.after(case)
        return self._remaining


def told(hello: Hello) -> str:
    """Who is judged, in the words of the driver."""
    who = hello.implementation
    clock = f"{hello.clock.value} clock, tolerance {hello.tolerance_ms} ms"
    return f"{visible(who.name)} {visible(who.version)} ({visible(who.language)}), {clock}"


def standing(cases: int, failing: int, total: str = "") -> str:
    """Where the run stands."""
    return f"{grouped(cases)}{total} cases judged, {count(failing, 'requirement fails', 'requirements fail')}"
