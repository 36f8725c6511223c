"""Write the model for other tools: SCXML, XState, Promela (for Spin) and UPPAAL XML.

    connref export                                              every format, under our reading
    connref export scxml xstate --reading connect-in-background=refused
    connref export promela --out build && cd build && spin -run manual-MAN-GRACE.pml

SCXML and XState hold one chart each; Promela holds policy and link of a mode and one requirement to prove, under every
reading at once; UPPAAL holds the policy of a mode as a timed automaton. `connref verify --spin` runs Spin on them all.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref.errors import UsageError
from connref_adapters.cli.output import emit


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "formats",
        nargs="*",
        metavar="FORMAT",
        help="what to write: scxml, xstate, promela, uppaal (default: all)",
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="NAME=OPTION",
        help="take this choice instead of the default reading's; may be given several times",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("connref-export"),
        metavar="DIR",
        help="the folder to write into (default: connref-export)",
    )


def run(args: Namespace) -> int:
    """Carry `connref export` out."""
    from connref_adapters.cli.draw_asked import reading_of
    from connref_adapters.export import FORMATS, exported_files

    unknown = [word for word in args.formats if word not in FORMATS]
    if unknown:
        raise UsageError(f"there is no format {unknown[0]!r}; there are {', '.join(FORMATS)}")
    written = exported_files(args.formats or FORMATS, reading_of(tuple(args.reading)), args.out)
    emit("".join(f"wrote {path}\n" for path in written))
    return 0
