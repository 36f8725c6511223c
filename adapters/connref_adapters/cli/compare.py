"""Put the results of several runs side by side: which SDK keeps which requirement, and which readings each follows."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from connref_adapters.cli.output import emit

EXPLORER = "explorer.html"
"""Where a run writes the explorer, beside its results."""

FORMATS = ("text", "markdown", "html")
_BY_ENDING = {".html": "html", ".htm": "html", ".md": "markdown"}


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "results",
        nargs="+",
        type=Path,
        metavar="RESULTS",
        help="a results.json, or the folder that a run wrote",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="text, markdown or html (by the ending of --out; text where that says nothing)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write to this file instead of standard output"
    )


def run(args: Namespace) -> int:
    """Carry `connref compare` out."""
    from connref_adapters.cli.results import results_file
    from connref_adapters.reports import (
        compare_html,
        compare_markdown,
        compare_text,
        load_results,
        make_comparison,
        model_catalogue,
        write_file,
    )

    files = [results_file(path) for path in args.results]
    comparison = make_comparison([load_results(path) for path in files], model_catalogue())
    match args.format or _format_of(args.out):
        case "html":
            text = compare_html(comparison, None if args.out is None else _explorer(files, args.out))
        case "markdown":
            text = compare_markdown(comparison)
        case _:
            text = compare_text(comparison)
    if args.out is None:
        emit(text)
    else:
        write_file(args.out, text.encode())
        emit(f"wrote {args.out}\n")
    return 0


def _explorer(files: Sequence[Path], out: Path) -> str | None:
    """The address of an explorer that one of the runs has written, as the page that is written names it."""
    pages = (path.with_name(EXPLORER) for path in files)
    found = next((page for page in pages if page.is_file()), None)
    return None if found is None else quote(os.path.relpath(found, out.parent).replace(os.sep, "/"))


def _format_of(out: Path | None) -> str:
    return "text" if out is None else _BY_ENDING.get(out.suffix.lower(), "text")
