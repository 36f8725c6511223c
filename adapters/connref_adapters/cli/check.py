"""Judge recorded sessions the same way, without a driver.

Each file holds JSON lines: a line with `session`, `mode` and `tolerance_ms` for each session, then its inputs and
observations in order of time.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from connref_adapters.cli.endings import INTERRUPTED
from connref_adapters.cli.interrupts import interruptible, to_its_end
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.report import JsonReport, Report, TextReport
from connref_adapters.recorded.result import JUDGED, CheckSummary, SessionVerdict
from connref_adapters.safe_text import harmless

STANDARD_INPUT = "-"
_LONGEST_WINDOW_MS = 86_400_000


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what `connref check` takes."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a recording: JSON lines, plain, gzip or zstd, many sessions in each; - is standard input",
    )
    parser.add_argument(
        "--window",
        type=milliseconds,
        default=0,
        metavar="MS",
        help="how late a line may come, by its instant (default 0: the lines of a session are in order)",
    )
    parser.add_argument("--json", action="store_true", help="write the judgements as JSON lines")
    parser.add_argument("--quiet", action="store_true", help="leave out the sessions that conform")


def run(args: Namespace, stream: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Judge recordings and report. `stream` and `errors` are standard output and error unless given.

    The exit status: 2 where a file cannot be opened, holds no session that can be used or breaks off, or no session was
    judged; else 1 where one fails; else 0. Raises nothing for anything that a file may hold.
    """
    out, log = stream or sys.stdout, errors or sys.stderr
    report: Report = JsonReport(out) if args.json else TextReport(out, quiet=args.quiet)
    started = time.monotonic()
    checker = Checker(report.session, report.malformed, window_ms=args.window)
    missing: list[bool] = []
    interrupted = False
    with interruptible():
        try:
            missing.extend(not _read(checker, name, log) for name in args.files)
        except KeyboardInterrupt:
            interrupted = True
        summary = to_its_end(checker.finish)
        report.summary(summary, time.monotonic() - started)
    if interrupted:
        log.write("connref check: interrupted; what was judged so far is told above\n")
        return INTERRUPTED
    return _status(summary, missing=any(missing), log=log)


def milliseconds(text: str) -> int:
    """A length of time of the command line. Raises `ArgumentTypeError`."""
    if text.isdecimal() and int(text) <= _LONGEST_WINDOW_MS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no number of milliseconds from 0 to {_LONGEST_WINDOW_MS}")


def _read(checker: Checker, name: str, log: TextIO) -> bool:
    """Judge one file; False where it cannot be opened, holds no session that can be used or breaks off."""
    with ExitStack() as stack:
        try:
            file: BinaryIO = (
                sys.stdin.buffer if name == STANDARD_INPUT else stack.enter_context(Path(name).open("rb"))
            )
        except OSError as error:
            log.write(
                harmless(
                    f"connref check: {name}: {error.strerror or error}; give the path of a recording, or -"
                )
                + "\n"
            )
            return False
        shown = "standard input" if name == STANDARD_INPUT else name
        usable = checker.read(shown, read_lines(file))
        if not usable:
            log.write(
                harmless(
                    f"connref check: {shown}: it holds no session that can be used, or breaks off; "
                    "give whole recordings"
                )
                + "\n"
            )
        return usable


def _status(summary: CheckSummary, *, missing: bool, log: TextIO) -> int:
    judged = any(summary.sessions[verdict] for verdict in JUDGED)
    if not judged:
        log.write(
            "connref check: no session was judged; a recording begins with a line such as "
            '{"session": "1", "mode": "manual", "tolerance_ms": 20}, and has what the app did and what it saw\n'
        )
    if missing or not judged:
        return 2
    return 1 if summary.sessions[SessionVerdict.FAIL] else 0
