"""Write the verdict of a run as a badge, a small SVG to show in a README."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref_adapters.cli.output import emit

DEFAULT_OUT = Path("connref-badge.svg")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "results", type=Path, metavar="RESULTS", help="a results.json, or the folder that a run wrote"
    )
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="FILE", help=f"the file to write ({DEFAULT_OUT})"
    )


def run(args: Namespace) -> int:
    """Carry `connref badge` out."""
    from connref_adapters.cli.results import results_file
    from connref_adapters.reports import badge_svg, load_results, write_file

    write_file(args.out, badge_svg(load_results(results_file(args.results))).encode())
    emit(f"wrote {args.out}\n")
    return 0
