"""Write the explorer: one page, without a server or anything from elsewhere, in which the policy is tried out by hand.

connref explorer --out explorer.html
connref explorer --learned connref-learned    an SDK's own diagram, walked beside the chart
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from connref.errors import UsageError
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
    parser.add_argument(
        "--learned",
        type=Path,
        metavar="FILE",
        help="a learned.json, or the folder of one: this SDK is walked beside the chart",
    )


def run(args: Namespace) -> int:
    """Carry `connref explorer` out."""
    from connref_adapters.explorer import page
    from connref_adapters.reports import write_file

    write_file(args.out, page(learned=_learned(args.learned)).encode())
    emit(f"wrote {args.out}; open it in a browser\n")
    return 0


def _learned(path: Path | None) -> dict[str, Any] | None:
    """What of the file the page needs: the diagrams, which were read and are whole."""
    if path is None:
        return None
    from connref_adapters.learn.report import SCHEMA, load_learned

    diagrams = load_learned(path)
    if not diagrams:
        raise UsageError(f"--learned {path}: nothing was learned there; see guarantee.txt beside it")
    return {"schema": SCHEMA, "machines": [{"diagram": each.to_json()} for each in diagrams]}
