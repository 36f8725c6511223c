"""Judge an SDK behind a driver: which requirements hold, which fail and how, which readings it has chosen.

Progress goes to standard error, the verdict table to standard output, and the reports to DIR: results.json,
junit.xml, summary.md and report.html.

Exit status: 0 when nothing fails (or every failure is in the baseline), 1 when the SDK does not conform or the baseline
does not hold, 2 for wrong use or a fault of the driver, 130 when interrupted; what was found so far is written.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from connref_adapters.cli.driver_options import add_driver_arguments, driver_options, started, whole
from connref_adapters.cli.interrupts import interruptible, to_its_end

DEFAULT_OUT = Path("connref-results")

DEFAULT_BUDGET_S = 90
MS_PER_S = 1_000


def folder(text: str) -> Path:
    """A folder by its name. An empty one would be the working folder, which nobody has named."""
    if not text.strip():
        raise ArgumentTypeError("is empty; name a folder, or . for the working folder")
    return Path(text)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options of docs/reading-a-report.md."""
    add_driver_arguments(parser, jobs=True)
    parser.add_argument(
        "--out", type=folder, default=DEFAULT_OUT, metavar="DIR", help=f"where the reports go ({DEFAULT_OUT})"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="ID",
        help="a requirement, an interpretation or a case (see `connref cases`); may be repeated",
    )
    parser.add_argument(
        "--scenarios",
        type=Path,
        metavar="FILE",
        help="your own cases, in TOML, to play before the catalogue; --only own plays nothing else",
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
        type=whole(1),
        metavar="S",
        help="on a real clock: seconds of waiting, shared out among the requirements "
        f"({DEFAULT_BUDGET_S}); --jobs N waits for N cases at once. On a virtual clock: the run ends after so many "
        "seconds with what was found (no limit)",
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
        from connref_adapters.cli.conduct import Order, conduct, tell
        from connref_adapters.cli.progress import progress_on
        from connref_adapters.cli.scenarios import load_scenarios
        from connref_adapters.kit.play import RunSettings

        own = () if args.scenarios is None else load_scenarios(args.scenarios)
        settings = RunSettings(
            seed=args.seed,
            extra_cases=args.cases,
            only=tuple(args.only),
            exhaustive=args.exhaustive,
            budget_ms=(args.budget or DEFAULT_BUDGET_S) * MS_PER_S,
            limit_s=args.budget,
            own=own,
        )
        order = Order(options, args.out, settings, args.baseline, args.write_baseline, args.scenarios)
        finished = conduct(order, start, progress_on(sys.stderr))
    to_its_end(lambda: tell(finished))
    return finished.status
