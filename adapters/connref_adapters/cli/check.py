"""Judge recorded sessions the same way, without a driver.

Each file holds JSON lines: a line with `session`, `mode` and `tolerance_ms` for each session, then its inputs and
observations in order of time.
"""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from connref_adapters.cli.endings import INTERRUPTED
from connref_adapters.cli.interrupts import interruptible, to_its_end
from connref_adapters.recorded.checker import Checker, CheckSummary
from connref_adapters.recorded.judge import SessionVerdict
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.report import JsonReport, Report, TextReport
from connref_adapters.safe_text import harmless

STANDARD_INPUT = "-"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what `connref check` takes."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a recording: JSON lines, plain or gzip, many sessions in each; - is standard input",
    )
    parser.add_argument("--json", action="store_true", help="write the judgements as JSON lines")
    parser.add_argument("--quiet", action="store_true", help="leave out the sessions that conform")


def run(args: Namespace, stream: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Judge recordings and report. `stream` and `errors` are standard output and error unless given.

    The exit status: 0 where no session fails, 1 where one fails, 2 where a file cannot be opened, holds no session or
    breaks off, or no session can be judged. Raises nothing for anything that a file may hold.
    """
    out, log = stream or sys.stdout, errors or sys.stderr
    report: Report = JsonReport(out) if args.json else TextReport(out, quiet=args.quiet)
    started = time.monotonic()
    checker = Checker(report.session, report.malformed)
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


def _read(checker: Checker, name: str, log: TextIO) -> bool:
    """Judge one file; False where it cannot be opened, holds no session or breaks off."""
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
                harmless(f"connref check: {shown}: it holds no session, or breaks off; give whole recordings")
                + "\n"
            )
        return usable


def _status(summary: CheckSummary, *, missing: bool, log: TextIO) -> int:
    judged = summary.sessions[SessionVerdict.CONFORMS] + summary.sessions[SessionVerdict.FAIL]
    if not judged:
        log.write(
            "connref check: no session could be judged; a recording begins with a line such as "
            '{"session": "1", "mode": "manual", "tolerance_ms": 20}\n'
        )
    if missing or not judged:
        return 2
    return 1 if summary.sessions[SessionVerdict.FAIL] else 0
