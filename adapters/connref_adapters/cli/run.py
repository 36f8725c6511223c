"""Judge an SDK behind a driver: which requirements hold, which fail and how, which readings it has chosen.

Progress goes to standard error, the verdict table to standard output, and the reports to DIR: results.json,
junit.xml, summary.md and report.html.

Exit status: 0 when the SDK conforms or holds in part (or all that fails or is undecided is in the baseline), 1 when it
does not conform, something is undecided or the baseline does not hold, 2 for wrong use, a fault or a mistake of the
driver, 130 when interrupted; what was found so far is written.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from connref_adapters.cli.driver_options import add_driver_arguments, driver_options, span_s, started, whole
from connref_adapters.cli.interrupts import interruptible, to_its_end
from connref_adapters.cli.selecting import add_choice_arguments

DEFAULT_OUT = Path("connref-results")

DEFAULT_BUDGET_S = 90
SHARE_FOR_WAITING = 0.8
MS_PER_S = 1_000


def folder(text: str) -> Path:
    """A folder by its name. An empty one would be the working folder, which nobody has named."""
    if not text.strip():
        raise ArgumentTypeError("is empty; name a folder, or . for the working folder")
    return Path(text)


def waiting_s(budget_s: float | None) -> float:
    """How long the cases on a real clock may wait in all: of a whole run's budget what leaves room for the rest."""
    return DEFAULT_BUDGET_S if budget_s is None else SHARE_FOR_WAITING * budget_s


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of docs/reading-a-report.md."""
    add_driver_arguments(parser, jobs=True)
    parser.add_argument(
        "--out", type=folder, default=DEFAULT_OUT, metavar="DIR", help=f"where the reports go ({DEFAULT_OUT})"
    )
    add_choice_arguments(parser)
    parser.add_argument(
        "--scenarios",
        type=Path,
        metavar="FILE",
        help="your own cases, in TOML, to play before the catalogue; --only own plays nothing else",
    )
    parser.add_argument(
        "--learned",
        type=Path,
        metavar="DIR",
        help="what `connref learn` wrote of this SDK: its red edges are played too, and the findings name those that "
        "they explain",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the explored stories (0)")
    parser.add_argument(
        "--cases",
        type=whole(0),
        default=0,
        metavar="N",
        help="explored stories to play beside the catalogue (0)",
    )
    parser.add_argument("--exhaustive", action="store_true", help="play every generated suite")
    parser.add_argument(
        "--budget",
        type=span_s,
        metavar="DURATION",
        help="for the whole run, such as 90s, 5min or 1h: it ends then with what was found (no limit). On a real clock "
        f"the cases are chosen by it, {DEFAULT_BUDGET_S} s of waiting where it is not given",
    )
    parser.add_argument("--fail-fast", action="store_true", help="end the run with the first failure")
    parser.add_argument(
        "--json", action="store_true", help="print what results.json has, instead of the verdicts in words"
    )
    parser.add_argument(
        "--complete",
        type=whole(0, 2),
        metavar="K",
        help="instead of the catalogue: play the suite of the document's diagram that is complete for K extra states, "
        "and print what that promises, or the case that breaks it",
    )
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="known failures that may be there")
    parser.add_argument(
        "--write-baseline",
        type=Path,
        metavar="FILE",
        help="write what fails as a baseline; without --baseline the exit status is then 0",
    )


@interruptible()
def run(args: Namespace) -> int:
    """Carry `connref run` out."""
    options = driver_options(args)
    with started(options) as start:
        # While the driver loads, so does the kit.
        from connref_adapters.cli.at_github import tell_github
        from connref_adapters.cli.conduct import Order, conduct, tell
        from connref_adapters.cli.progress import progress_on
        from connref_adapters.cli.scenarios import load_scenarios
        from connref_adapters.kit.play import RunSettings

        if args.complete is not None:
            from connref_adapters.cli.learned import play_complete

            return play_complete(start, options, args.complete, args.budget)
        own = () if args.scenarios is None else load_scenarios(args.scenarios)
        if args.learned is not None:
            from connref_adapters.learn.red_edges import red_edges

            own += red_edges(args.learned)
        settings = RunSettings(
            seed=args.seed,
            extra_cases=args.cases,
            only=tuple(args.only),
            exclude=tuple(args.exclude),
            exhaustive=args.exhaustive,
            budget_ms=round(waiting_s(args.budget) * MS_PER_S),
            limit_s=args.budget,
            fail_fast=args.fail_fast,
            own=own,
        )
        order = Order(
            options, args.out, settings, args.baseline, args.write_baseline, args.scenarios, args.json
        )
        finished = conduct(order, start, progress_on(sys.stderr))
    to_its_end(lambda: tell(finished))
    tell_github(finished, os.environ, sys.stderr)
    return finished.status
