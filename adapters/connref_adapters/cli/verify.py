"""Prove the model: tables against charts, and every requirement of the model's side over every history and reading.

Exit status: 0 when everything holds, 1 when a property is violated; the shortest way to the violation is printed.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from connref_adapters.cli.endings import DOES_NOT_HOLD, WELL
from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(args: Namespace) -> int:
    """Carry `connref verify` out."""
    from connref.verify import verify

    report = verify()
    emit(json.dumps(report.to_json(), indent=2) + "\n" if args.json else report.render())
    return WELL if report.holds else DOES_NOT_HOLD
