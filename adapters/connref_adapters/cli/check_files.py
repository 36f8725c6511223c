"""Reading the recordings of `connref check`: one after the other, or by several processes at once."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from connref_adapters.cli.check_progress import CheckProgress
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.crew import How, Metered, judge_files, shares_of, size_of
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.mapped import Mapper
from connref_adapters.safe_text import harmless

STANDARD_INPUT = "-"
MOST_JOBS = 256


class Reading:
    """Has a checker judge files, and says what is wrong with them on `log`.

    `lacking` is whether one of them cannot be opened, holds no session that can be used or breaks off.
    """

    def __init__(self, checker: Checker, mapper: Mapper | None, log: TextIO, progress: CheckProgress) -> None:
        self.lacking = False
        self._checker = checker
        self._mapper = mapper
        self._log = log
        self._progress = progress

    def alone(self, names: Sequence[str]) -> None:
        """Judge them in this process."""
        for name in names:
            with ExitStack() as stack:
                file = opened(name, stack, self._log)
                if file is None:
                    self.lacking = True
                    continue
                lines = read_lines(Metered(file, self._goes_on))
                mapped = lines if self._mapper is None else self._mapper.lines(lines)
                self._told(name, usable=self._checker.read(shown(name), mapped))

    def together(self, names: Sequence[str], jobs: int, how: How) -> None:
        """Judge them in so many processes; standard input in this one, after all others."""
        files = [name for name in names if name != STANDARD_INPUT]
        for file in judge_files(files, jobs, how, self._progress.advance):
            if file.problem is not None:
                self.lacking = True
                say(self._log, _unopened(file.name, file.problem))
                continue
            self._checker.add(file.counts, [share.spool for share in file.shares])
            self._told(file.name, usable=file.usable)
        self.alone([name for name in names if name == STANDARD_INPUT])

    def _told(self, name: str, *, usable: bool) -> None:
        if not usable:
            self.lacking = True
            needs = "give whole recordings"
            say(self._log, f"{shown(name)}: it holds no session that can be used, or breaks off; {needs}")

    def _goes_on(self, size: int) -> bool:
        self._progress.advance(size, 0)
        return True


def bytes_in(names: Sequence[str], jobs: int) -> int:
    """How many bytes will be read in all, 0 where that is not known."""
    if STANDARD_INPUT in names:
        return 0
    return sum(size_of(name) * len(each) for name, each in zip(names, shares_of(names, jobs), strict=True))


def processes(text: str) -> int:
    """How many processes, of the command line. Raises `ArgumentTypeError`."""
    if text == "auto":
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if text.isdecimal() and 1 <= int(text) <= MOST_JOBS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no number of processes from 1 to {MOST_JOBS}, nor auto")


def shown(name: str) -> str:
    """What a file is called in reports."""
    return "standard input" if name == STANDARD_INPUT else name


def opened(name: str, stack: ExitStack, log: TextIO) -> BinaryIO | None:
    """A file open for reading, None where that cannot be; then it is said why."""
    try:
        return sys.stdin.buffer if name == STANDARD_INPUT else stack.enter_context(Path(name).open("rb"))
    except OSError as error:
        say(log, _unopened(name, error.strerror or str(error)))
        return None


def say(log: TextIO, text: str) -> None:
    """A line of `connref check` about what it was given."""
    log.write(harmless(f"connref check: {text}") + "\n")


def _unopened(name: str, problem: str) -> str:
    return f"{name}: {problem}; give the path of a recording, or -"
