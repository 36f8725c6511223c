"""Learn the state diagram that an SDK has, judge each of its edges, and print what is promised of it.

    connref learn --driver "node my-driver.mjs" --out learned

Writes into DIR: guarantee.txt, learned.json, witness.jsonl (a story for each edge that the document forbids, for
`connref replay`), the diagram in slices (learned-MODE-SLICE.svg) and what differs from the document (diff-MODE.svg),
each as DOT and Mermaid too. docs/learning.md tells how to read them.

Exit status: 0 when the diagram was learned and no edge is red; 1 when one is, or when the SDK has no diagram or the
budget ended before one was found; 2 for wrong use or a fault of the driver; 130 when interrupted. What was learned is
written in every case.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from connref.learning.symbols import ALPHABETS
from connref.protocol import Mode
from connref_adapters.cli.driver_options import add_driver_arguments, driver_options, started, whole
from connref_adapters.cli.interrupts import interruptible, to_its_end
from connref_adapters.cli.learned import learned, status, tell
from connref_adapters.cli.output import emit
from connref_adapters.cli.run import folder

DEFAULT_OUT = Path("connref-learned")
MOST_EXTRA = 2
MOST_REPEATS = 100


def repeats(text: str) -> tuple[int, ...]:
    """Whole numbers with commas between."""
    try:
        numbers = tuple(int(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if not numbers or not all(1 <= number <= MOST_REPEATS for number in numbers):
        raise ArgumentTypeError(
            f"{text!r} is not a list of whole numbers from 1 to {MOST_REPEATS}, such as 3,11"
        )
    return numbers


def budget(text: str) -> float:
    """Seconds, with or without an s behind them."""
    number = whole(1, 86_400, "seconds")(text.removesuffix("s"))
    return float(number)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add_driver_arguments(parser, jobs=True)
    parser.add_argument("--mode", choices=("manual", "auto"), help="one mode only (both)")
    parser.add_argument(
        "--alphabet",
        choices=tuple(ALPHABETS),
        default="all",
        help="which inputs: calls and lifecycle, with the network, with the session, all of these, or with a device "
        "that freezes the process and moves to another network (all)",
    )
    parser.add_argument(
        "--k", type=whole(0, MOST_EXTRA), default=1, metavar="K", help="extra states of the suites (1)"
    )
    parser.add_argument(
        "--repeat", type=repeats, default=(3, 11), metavar="N,N", help="how often loops are gone round (3,11)"
    )
    parser.add_argument(
        "--budget", type=budget, default=60.0, metavar="S", help="seconds; on a real clock, of waiting (60)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the random words (0)")
    parser.add_argument(
        "--out",
        type=folder,
        default=DEFAULT_OUT,
        metavar="DIR",
        help=f"where everything goes ({DEFAULT_OUT})",
    )


@interruptible()
def run(args: Namespace) -> int:
    """Carry `connref learn` out."""
    options = driver_options(args)
    with started(options) as start:
        from connref_adapters.cli.conduct import check_writable
        from connref_adapters.learn.report import write_learned
        from connref_adapters.learn.session import LearnSettings

        check_writable(args.out)
        modes = [Mode(args.mode)] if args.mode else [Mode.MANUAL, Mode.AUTO]
        settings = LearnSettings(args.alphabet, args.k, args.repeat, args.budget, args.seed)
        learning, implementation = learned(start, options, modes, settings)
    written = to_its_end(
        lambda: write_learned(args.out, learning.modes, implementation, learning.interpretations)
    )
    tell(learning)
    emit("".join(f"wrote {path}\n" for path in written))
    return status(learning)
