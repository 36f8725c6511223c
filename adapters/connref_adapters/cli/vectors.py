"""Write test vectors for other languages: the policy tables, and timed traces with what has to hold after each step.

    connref vectors --out vectors
    python3 vectors/execute.py vectors/vectors.json
    node vectors/execute.mjs vectors/vectors.json

The schema of vectors.json and two programs that replay it are written beside it.
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
        default=Path("connref-vectors"),
        metavar="DIR",
        help="the folder to write into (default: connref-vectors)",
    )


def run(args: Namespace) -> int:
    """Carry `connref vectors` out."""
    from connref_adapters.vectors import write_vectors

    path, body = write_vectors(args.out)
    steps = sum(len(trace["steps"]) for trace in body["traces"])
    emit(
        f"wrote {path}: {len(body['traces'])} traces of {steps} steps under {len(body['readings'])} readings\n"
        f"replay them with: python3 {args.out / 'execute.py'} {path}\n"
    )
    return 0
