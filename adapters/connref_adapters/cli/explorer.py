"""Write the explorer: one page, without a server or anything from elsewhere, in which the policy is tried out by hand.

connref explorer --out explorer.html
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("explorer.html"),
        metavar="FILE",
        help="the file to write (default: explorer.html)",
    )


def run(args: Namespace) -> int:
    """Carry `connref explorer` out."""
    from connref_adapters.explorer import page
    from connref_adapters.reports import write_file

    write_file(args.out, page().encode())
    emit(f"wrote {args.out}; open it in a browser\n")
    return 0
