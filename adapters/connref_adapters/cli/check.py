"""Judge recorded sessions the same way, without a driver.

Each file holds JSON lines: a line with `session`, `mode` and `tolerance_ms` for each session, then its inputs and
observations in order of time.
"""

from __future__ import annotations

import gc
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TextIO

from connref.errors import UsageError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref_adapters.cli.check_files import Reading, bytes_in, opened, processes, shown
from connref_adapters.cli.check_fleet import add_fleet_arguments, run_fleet
from connref_adapters.cli.check_progress import CheckProgress
from connref_adapters.cli.endings import INTERRUPTED
from connref_adapters.cli.interrupts import interruptible, to_its_end
from connref_adapters.profiles import load_profile
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.crew import COLLECTED_AT, How
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.mapped import Mapper, explained
from connref_adapters.recorded.mapping import SHIPPED, load_mapping
from connref_adapters.recorded.page import recorded_page
from connref_adapters.recorded.report import JsonReport, Report, TextReport
from connref_adapters.recorded.result import JUDGED, CheckSummary, SessionResult, SessionVerdict
from connref_adapters.recorded.story import Story, story_lines, story_of
from connref_adapters.reports.files import write_file
from connref_adapters.safe_text import harmless

_LONGEST_WINDOW_MS = 86_400_000
MOST_STORIES = 10
"""For how many requirements that fail a story is told."""


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
    parser.add_argument(
        "--jobs",
        type=processes,
        metavar="N",
        help="judge in so many processes, or one for each core (auto); the same verdicts (default 1; of a fleet auto)",
    )
    parser.add_argument(
        "--exact",
        action="store_true",
        help="judge by the oracle alone: the same verdicts, several times slower",
    )
    parser.add_argument(
        "--map",
        metavar="NAME|FILE",
        help=f"the files are another log, mapped by a TOML file or by one that ships: {', '.join(SHIPPED)}",
    )
    parser.add_argument(
        "--explain-map",
        action="store_true",
        help="show line by line what --map makes of the files, and judge nothing",
    )
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="write a page: versions × requirements, and a story for what fails",
    )
    parser.add_argument("--json", action="store_true", help="write the judgements as JSON lines")
    parser.add_argument("--quiet", action="store_true", help="leave out the sessions that conform")
    parser.add_argument(
        "--profile",
        default=DOCUMENT_PROFILE.name,
        metavar="NAME|FILE",
        help="whose promises the sessions are held to (see `connref profiles`); by the oracle alone",
    )
    add_fleet_arguments(parser)


def run(args: Namespace, stream: TextIO | None = None, errors: TextIO | None = None) -> int:
    """Judge recordings and report. `stream` and `errors` are standard output and error unless given.

    The exit status: 2 where a file cannot be opened, holds no session that can be used or breaks off, or no session was
    judged; else 1 where one fails; else 0. Raises `UsageError` for a mapping that cannot be used, nothing for anything
    that a recording may hold.
    """
    out, log = stream or sys.stdout, errors or sys.stderr
    if args.engine is not None:
        return run_fleet(args, out, log)
    jobs: int = args.jobs or 1
    if args.explain_map and args.map is None:
        raise UsageError("--explain-map needs --map: the mapping to explain")
    mapper = None if args.map is None else Mapper(load_mapping(args.map))
    if mapper is not None and args.explain_map:
        return _explain(mapper, args.files, out, log)
    vendor = load_profile(args.profile)
    report: Report = JsonReport(out) if args.json else TextReport(out, quiet=args.quiet)
    started = time.monotonic()
    gc.set_threshold(*COLLECTED_AT)
    examples = Examples(report.session)
    interrupted = False
    with interruptible():
        with CheckProgress(log, bytes_in(args.files, jobs)) as progress:
            checker = Checker(
                examples.session,
                report.malformed,
                window_ms=args.window,
                exact=args.exact,
                advance=lambda events: progress.advance(0, events),
                vendor=vendor,
            )
            reading = Reading(checker, mapper, log, progress)
            try:
                if jobs == 1:
                    reading.alone(args.files)
                else:
                    reading.together(args.files, jobs, How(args.window, args.exact, args.map, args.profile))
            except KeyboardInterrupt:
                interrupted = True
        summary = to_its_end(checker.finish)
        summary.foreign.update({} if mapper is None else mapper.unmatched)
        report.summary(summary, time.monotonic() - started)
        stories = {} if interrupted else _stories(examples, mapper, vendor)
        if not args.json:
            for story in stories.values():
                out.write("\n" + "".join(f"{harmless(line)}\n" for line in story_lines(story)))
        if args.html is not None:
            write_file(args.html, recorded_page(summary, stories).encode())
    if interrupted:
        log.write("connref check: interrupted; what was judged so far is told above\n")
        return INTERRUPTED
    return _status(summary, missing=reading.lacking, log=log)


def milliseconds(text: str) -> int:
    """A length of time of the command line. Raises `ArgumentTypeError`."""
    if text.isdecimal() and int(text) <= _LONGEST_WINDOW_MS:
        return int(text)
    raise ArgumentTypeError(f"{text!r} is no number of milliseconds from 0 to {_LONGEST_WINDOW_MS}")


class Examples:
    """Passes sessions on, and keeps for each requirement that fails the session that is the least by name."""

    def __init__(self, then: Callable[[SessionResult], None]) -> None:
        self._then = then
        self.by_requirement: dict[str, SessionResult] = {}

    def session(self, result: SessionResult) -> None:
        """A session was judged."""
        self._then(result)
        if result.failure is not None:
            name = result.failure.requirement
            least = self.by_requirement.get(name, result)
            self.by_requirement[name] = min(least, result, key=lambda each: each.place)


def _stories(examples: Examples, mapper: Mapper | None, vendor: VendorProfile) -> dict[str, Story]:
    """What the examples show, read from their files once more; standard input cannot be."""
    found: dict[str, Story] = {}
    for name, result in sorted(examples.by_requirement.items())[:MOST_STORIES]:
        with suppress(OSError), Path(result.file).open("rb") as file:
            lines = read_lines(file)
            story = story_of(result, lines if mapper is None else mapper.lines(lines), vendor)
            found |= {} if story is None else {name: story}
    return found


def _explain(mapper: Mapper, names: Sequence[str], out: TextIO, log: TextIO) -> int:
    """Show what becomes of each line of some logs; 2 where one cannot be opened."""
    status = 0
    for name in names:
        with ExitStack() as stack:
            file = opened(name, stack, log)
            if file is None:
                status = 2
                continue
            out.writelines(
                harmless(f"{shown(name)}:{line}") + "\n" for line in explained(mapper, read_lines(file))
            )
    return status


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
