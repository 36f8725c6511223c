"""Write the skeleton of a driver of your own, check that a driver is right, or print the protocol's JSON Schema.

connref driver init --language python my-driver
connref driver check --driver "python3 my-driver/driver.py"
connref driver schema
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from connref_adapters.cli.driver_options import DriverOptions, add_reach_arguments, driver_options
from connref_adapters.cli.output import emit, emit_error
from connref_adapters.drivers.attaching import opener
from connref_adapters.drivers.reading import protocol_schema
from connref_adapters.drivers.skeletons import LANGUAGES, write_skeleton
from connref_adapters.safe_text import harmless

if TYPE_CHECKING:
    from connref_adapters.drivers.checking import Checked


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    kinds = parser.add_subparsers(dest="action", required=True, metavar="init|check|schema")
    init = kinds.add_parser("init", help="write a driver to begin with", allow_abbrev=False)
    init.add_argument(
        "--language", required=True, choices=tuple(LANGUAGES), help="what your SDK is written in"
    )
    init.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (connref-driver)")
    check = kinds.add_parser(
        "check", help="look for mistakes in a driver, not in its SDK", allow_abbrev=False
    )
    add_reach_arguments(check)
    kinds.add_parser("schema", help="print the JSON Schema of the protocol", allow_abbrev=False)


def run(args: Namespace) -> int:
    """Carry `connref driver init`, `check` or `schema` out."""
    match args.action:
        case "check":
            return _check(driver_options(args))
        case "schema":
            emit(json.dumps(protocol_schema(), indent=2) + "\n")
            return 0
        case _:
            return _init(args.language, args.folder or Path("connref-driver"))


def _init(language: str, folder: Path) -> int:
    skeleton = write_skeleton(language, folder)
    emit("".join(f"wrote {path}\n" for path in skeleton.files))
    emit(
        f"\nIt drives a toy SDK already; judge that, then put yours in its place:\n\n    {skeleton.next_command}\n"
    )
    return 0


def _check(options: DriverOptions) -> int:
    """Status 0 for a right driver, 2 for one with a mistake: that is what a run would end with."""
    from connref_adapters.drivers.checking import Bench, check_driver

    wrong = 0
    with ExitStack() as held:
        limits = replace(options.limits, restarts=0)
        channel = opener(options.reach, limits.start_s, emit_error, held)
        bench = Bench(channel, limits, options.reach.token)
        held.callback(bench.connection.close)
        for checked in check_driver(bench):
            wrong += len(checked.problems)
            emit(_line(checked))
    emit(f"\n{_count(wrong, 'mistake')} found\n" if wrong else "\nno mistake found\n")
    return 2 if wrong else 0


def _line(checked: Checked) -> str:
    if checked.not_asked is not None:
        return f"  -   {checked.name}: not asked, {checked.not_asked}\n"
    if not checked.problems:
        return f"  ok  {checked.name}\n"
    told = "".join(f"WRONG {checked.name}: {harmless(problem)}\n" for problem in checked.problems)
    return f"{told}      to do: {checked.to_do}\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
