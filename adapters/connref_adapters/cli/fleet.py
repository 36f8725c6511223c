"""Make recordings of a whole fleet, of any size, with defects that are asked for: to try things, and to size them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TextIO

from connref.errors import UsageError
from connref_adapters.fleet.generate import DEFECTS, Recipe, sessions, versions_of
from connref_adapters.fleet.write import FORMS, write_fleet
from connref_adapters.reports.text import count

_MOST = 10**9


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what `connref fleet` takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="generate")
    generate = actions.add_parser("generate", help="write recordings of a fleet", description=__doc__)
    generate.add_argument("out", metavar="FOLDER", help="where to write; any place that fsspec knows")
    generate.add_argument("--sessions", type=int, default=1_000, metavar="N", help="how many (default 1000)")
    generate.add_argument(
        "--per-file", type=int, default=1_000, metavar="N", help="sessions in one file (default 1000)"
    )
    generate.add_argument("--days", type=int, default=1, metavar="N", help="over how many dates (default 1)")
    generate.add_argument("--since", default="2026-11-01", metavar="DATE", help="the first date")
    generate.add_argument("--format", default=FORMS[0], choices=FORMS, help="of the files (default parquet)")
    generate.add_argument(
        "--by",
        choices=("session", "time"),
        default="session",
        help="each file holds its sessions whole, or one minute of all of them (default session)",
    )
    generate.add_argument("--seed", type=int, default=0, metavar="N", help="other sessions (default 0)")
    generate.add_argument(
        "--version",
        action="append",
        metavar="V[=DEFECT[:SHARE]]",
        help="a version of the app, and what is wrong in which share of its sessions; again for more. "
        f"Defects: {'; '.join(f'{name} ({words})' for name, words in DEFECTS.items())}".replace("%", "%%"),
    )


def run(args: Namespace, stream: TextIO | None = None) -> int:
    """Write the recordings. Returns 0; raises `UsageError` for wrong use."""
    out = stream or sys.stdout
    for name in ("sessions", "per_file", "days"):
        if not 1 <= getattr(args, name) <= _MOST:
            raise UsageError(
                f"--{name.replace('_', '-')} {getattr(args, name)}: a number from 1 on is needed"
            )
    try:
        since = date.fromisoformat(args.since)
    except ValueError as error:
        raise UsageError(f"--since {args.since}: a date such as 2026-11-01 is needed") from error
    stated = args.version or ["4.0", "4.1=early-down:0.02", "4.2"]
    recipe = Recipe(args.sessions, args.seed, args.days, since, versions_of(stated))
    made = sessions(recipe)
    files = write_fleet(made, args.out, form=args.format, per_file=args.per_file, by_time=args.by == "time")
    out.write(f"{count(args.sessions, 'session')} in {count(files, 'file')} under {args.out}\n")
    return 0
