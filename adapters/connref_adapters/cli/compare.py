"""Put the results of several runs side by side: which SDK keeps which requirement, and which readings each follows.

With --learned, two diagrams of `connref learn` are laid over each other: what changed from the first to the second.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from connref.errors import UsageError
from connref_adapters.cli.output import emit

EXPLORER = "explorer.html"
"""Where a run writes the explorer, beside its results."""

FORMATS = ("text", "markdown", "html")
TWO = 2
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
    parser.add_argument(
        "--learned",
        action="store_true",
        help="two learned.json (or their folders): what changed; with --out DIR the pictures of it go there",
    )


def run(args: Namespace) -> int:
    """Carry `connref compare` out."""
    if args.learned:
        return _laid_over(args.results, args.out)
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


def _laid_over(files: Sequence[Path], out: Path | None) -> int:
    from connref_adapters.learn.overlay import changes, overlays
    from connref_adapters.learn.report import load_learned, write_pictures

    if len(files) != TWO:
        raise UsageError(f"--learned compares two diagrams, and {len(files)} were named")
    laid = overlays(*map(load_learned, files))
    for each in laid:
        emit("".join(f"{line}\n" for line in changes(each)))
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            emit("".join(f"wrote {path}\n" for path in write_pictures(out, each)))
    return 0


def _explorer(files: Sequence[Path], out: Path) -> str | None:
    """The address of an explorer that one of the runs has written, as the page that is written names it."""
    pages = (path.with_name(EXPLORER) for path in files)
    found = next((page for page in pages if page.is_file()), None)
    return None if found is None else quote(os.path.relpath(found, out.parent).replace(os.sep, "/"))


def _format_of(out: Path | None) -> str:
    return "text" if out is None else _BY_ENDING.get(out.suffix.lower(), "text")
