"""Put the results of several runs side by side: which SDK keeps which requirement, and which readings each follows."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from connref_adapters.cli.output import emit

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

    reports = [load_results(results_file(path)) for path in args.results]
    comparison = make_comparison(reports, model_catalogue())
    writers = {"text": compare_text, "markdown": compare_markdown, "html": compare_html}
    text = writers[args.format or _format_of(args.out)](comparison)
    if args.out is None:
        emit(text)
    else:
        write_file(args.out, text.encode())
        emit(f"wrote {args.out}\n")
    return 0


def _format_of(out: Path | None) -> str:
    return "text" if out is None else _BY_ENDING.get(out.suffix.lower(), "text")
