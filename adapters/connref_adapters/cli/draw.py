"""Draw the charts from the declaration that runs: overviews, focused views, paths, coverage.

    connref draw manual                                       the overview of manual mode
    connref draw --requirement MAN-PING-EXTENDS               what a requirement touches
    connref draw manual --reading connect-in-background=refused
    connref draw --trace session.jsonl                        the path of a recorded session
    connref draw --counterexample results.json#MAN-GRACE-ENDS
    connref draw --coverage results.json                      how often the cases of a run take each way
    connref draw --findings results.json                      what an SDK does instead, for each mode
    connref draw --all --out diagrams                         every picture and table

Each picture is written into the folder of --out; the names of the files are printed.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref_adapters.cli.output import emit
from connref_adapters.drawing import PICTURES
from connref_adapters.drawing.render import PURE, RENDERERS, Format


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "pictures",
        nargs="*",
        metavar="PICTURE",
        help=f"what to draw: {', '.join(PICTURES)} (without any option: those that are not complete)",
    )
    parser.add_argument(
        "--all", action="store_true", help="every picture, story and table, with an index page"
    )
    parser.add_argument("--requirement", metavar="ID", help="highlight what this requirement touches")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="NAME=OPTION",
        help="draw this choice instead of the default reading's; may be given several times",
    )
    parser.add_argument(
        "--profile",
        metavar="NAME|FILE",
        help="draw the charts of modes as this vendor's profile chooses them",
    )
    parser.add_argument(
        "--trace", type=Path, metavar="FILE", help="lay the path of a recorded session over its chart"
    )
    parser.add_argument(
        "--counterexample", metavar="RESULTS#ID", help="lay the path of a counterexample over its chart"
    )
    parser.add_argument(
        "--coverage",
        type=Path,
        metavar="RESULTS",
        help="shade by how often the cases of that run take each way",
    )
    parser.add_argument(
        "--findings",
        type=Path,
        metavar="RESULTS",
        help="what the SDK of that run does in red, what had to follow dashed",
    )
    parser.add_argument(
        "--format", choices=[kind.value for kind in Format], default="svg", help="svg unless told otherwise"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("connref-diagrams"),
        metavar="FOLDER",
        help="default: connref-diagrams",
    )
    parser.add_argument(
        "--renderer",
        choices=RENDERERS,
        default=PURE,
        help="what draws SVG and PNG: the extra `draw`, or Graphviz as installed on the system",
    )
    parser.add_argument(
        "--links",
        default="../docs/requirements.html#",
        metavar="BASE",
        help="what goes before a requirement's ID in links (default: ../docs/requirements.html#)",
    )


def run(args: Namespace) -> int:
    """Carry `connref draw` out."""
    from connref_adapters.cli.draw_asked import Asked, drawings
    from connref_adapters.reports import write_file

    if args.all:
        from connref_adapters.site.gallery import write_gallery

        names = write_gallery(args.out, {}, args.renderer)
        emit(f"wrote {len(names)} files into {args.out}; begin with {args.out / 'README.md'}\n")
        return 0
    asked = Asked(
        tuple(args.pictures),
        args.requirement,
        tuple(args.reading),
        args.trace,
        args.counterexample,
        args.coverage,
        args.findings,
        args.links,
        args.profile,
    )
    kind = Format(args.format)
    for drawing in drawings(asked):
        path = args.out / f"{drawing.name}.{kind.ending}"
        write_file(path, drawing.written(kind, args.renderer))
        emit(f"wrote {path}\n")
    return 0
