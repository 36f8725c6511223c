"""Write the skeleton of a driver of your own, with a toy SDK behind it that runs as it is.

connref driver init --language python my-driver
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref_adapters.cli.output import emit

LANGUAGES = ("python", "javascript")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    kinds = parser.add_subparsers(dest="action", required=True, metavar="init")
    init = kinds.add_parser("init", help="write a driver to begin with", allow_abbrev=False)
    init.add_argument("--language", required=True, choices=LANGUAGES, help="what your SDK is written in")
    init.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="where to (connref-driver)")


def run(args: Namespace) -> int:
    """Carry `connref driver init` out."""
    from connref_adapters.drivers.skeleton import write_skeleton

    skeleton = write_skeleton(args.language, args.folder or Path("connref-driver"))
    emit("".join(f"wrote {path}\n" for path in skeleton.files))
    emit(
        f"\nIt drives a toy SDK already; judge that, then put yours in its place:\n\n    {skeleton.next_command}\n"
    )
    return 0
