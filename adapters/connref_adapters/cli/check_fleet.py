"""`connref check --engine`: a fleet is judged in parts, and told of as tables and one page."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TextIO

from connref.errors import UsageError
from connref.profiles import DOCUMENT_PROFILE
from connref_adapters.cli.check_files import processes, say
from connref_adapters.cli.check_progress import CheckProgress
from connref_adapters.cli.endings import INTERRUPTED
from connref_adapters.cli.interrupts import interruptible
from connref_adapters.recorded.report import TextReport
from connref_adapters.recorded.result import JUDGED, SessionVerdict
from connref_adapters.safe_text import harmless

MOST_LACKS = 10
"""How many files that cannot be used are named."""
_MB = 1 << 20


def add_fleet_arguments(parser: ArgumentParser) -> None:
    """Declare what judging a fleet takes."""
    group = parser.add_argument_group("a fleet: FILE may be a folder or a URL, of JSON lines or Parquet")
    group.add_argument(
        "--engine",
        metavar="ENGINE",
        help="local: here, in --jobs processes; dask: in a cluster made here; dask://HOST:PORT: in one that runs",
    )
    group.add_argument("--out", metavar="FOLDER", help="where tables and page go; needed with --engine")
    group.add_argument(
        "--by",
        choices=("session", "time"),
        default="session",
        help="each file holds its sessions whole, or a session is spread over files (default session)",
    )
    group.add_argument(
        "--part-mb", type=int, default=16, metavar="N", help="how much is judged at once (default 16)"
    )


def run_fleet(args: Namespace, out: TextIO, log: TextIO) -> int:
    """Judge a fleet and report; the exit status is as without an engine. Raises `UsageError` for wrong use."""
    from connref_adapters.fleet.dataset import write_bytes
    from connref_adapters.fleet.engine import engine_of
    from connref_adapters.fleet.outcome import write_tables
    from connref_adapters.fleet.page import fleet_page
    from connref_adapters.fleet.run import FleetRun

    _refuse(args)
    started = time.monotonic()
    run = FleetRun(
        args.files,
        args.out,
        by_time=args.by == "time",
        exact=args.exact,
        in_order=not args.window,
        part_bytes=args.part_mb * _MB,
    )
    with interruptible(), engine_of(args.engine, args.jobs or processes("auto")) as engine:
        with CheckProgress(log, run.size) as progress:
            outcome = run.run(engine, progress.advance)
        for lack in outcome.lacks[:MOST_LACKS]:
            say(log, f"{lack.place}: {lack.problem}")
        if len(outcome.lacks) > MOST_LACKS:
            say(log, f"{len(outcome.lacks) - MOST_LACKS} more files cannot be used")
        TextReport(out).summary(outcome.summary, time.monotonic() - started)
        if not outcome.whole:
            say(
                log,
                "interrupted; what was judged so far is told above, and the same command goes on from there",
            )
            return INTERRUPTED
        write_tables(outcome, args.out.rstrip("/"))
        page = fleet_page(outcome, run.stories(outcome))
        write_bytes(str(args.html or f"{args.out.rstrip('/')}/index.html"), page.encode())
    run.forget()
    out.write(harmless(f"Tables and page under {args.out}; digest of the verdicts {outcome.digest}\n"))
    return _status(outcome.summary.sessions, log, lacks=bool(outcome.lacks))


def _refuse(args: Namespace) -> None:
    if not args.out:
        raise UsageError("--engine needs --out: the folder for its tables and its page")
    if args.part_mb < 1:
        raise UsageError(f"--part-mb {args.part_mb}: a number from 1 on is needed")
    for name in ("map", "explain_map", "json", "quiet"):
        if getattr(args, name):
            raise UsageError(f"--engine and --{name.replace('_', '-')} do not go together")
    if args.profile != DOCUMENT_PROFILE.name:
        raise UsageError("--engine and --profile do not go together: a fleet is judged by the document")


def _status(sessions: Counter[SessionVerdict], log: TextIO, *, lacks: bool) -> int:
    judged = any(sessions[verdict] for verdict in JUDGED)
    if not judged:
        say(
            log,
            "no session was judged; a recording begins with a header, and has what the app did and what it saw",
        )
    if lacks or not judged:
        return 2
    return 1 if sessions[SessionVerdict.FAIL] else 0
