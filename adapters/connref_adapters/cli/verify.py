"""Prove the model: tables against charts, and every requirement of the model's side over every history and reading.

With --spin the model checker Spin proves the requirements instead, from the model in Promela, on its own: a second
prover, written by others, over statements that are written anew. It needs the programs spin and gcc.

Exit status: 0 when everything holds, 1 when a property is violated; the shortest way to the violation is printed.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from connref.errors import UsageError
from connref.profiles import DOCUMENT_PROFILE
from connref.protocol import Mode
from connref_adapters.cli.endings import DOES_NOT_HOLD, WELL
from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="prove what a vendor promises instead, under every reading that its profile leaves",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--spin", action="store_true", help="let the model checker Spin prove it on its own")


def run(args: Namespace) -> int:
    """Carry `connref verify` out."""
    from connref.verify import verify
    from connref_adapters.profiles import load_profile

    profile = load_profile(args.profile or DOCUMENT_PROFILE.name)
    if args.spin and profile is not DOCUMENT_PROFILE:
        raise UsageError("--spin proves the document's model alone; leave --profile out")
    if args.spin:
        return _by_spin(as_json=args.json)
    modes = [mode for mode in Mode if mode in profile.modes or (mode is Mode.AUTO and None in profile.modes)]
    report = verify(profile.numbers.variant, modes)
    emit(json.dumps(report.to_json(), indent=2) + "\n" if args.json else report.render())
    return WELL if report.holds else DOES_NOT_HOLD


def _by_spin(*, as_json: bool) -> int:
    from connref_adapters.export.spin import SpinReport, prove_all

    report = SpinReport(tuple(prove_all(None if as_json else lambda line: emit(line + "\n"))))
    emit(json.dumps(report.to_json(), indent=2) + "\n" if as_json else report.summary + "\n")
    return WELL if report.holds else DOES_NOT_HOLD
