"""Prove two states of the tree equal in what users see, or name what differs; `make same BASE=<commit>` runs this.

python -m tests.same BASE [--full] [--only KIND …]

Exit status: 0 when both are equal, 1 when they differ, 2 for wrong use.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.same.collecting import collect, collected
from tests.same.kinds import Kind, kinds
from tests.same.report import report
from tests.same.trees import ROOT, Tree, WrongBaseError, checkout, commit_of


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Collect from both states of the checkout at `root`, compare, report."""
    options = _parser().parse_args(arguments)
    try:
        commit = commit_of(options.base, root)
        wanted, needed = _selected(options.only, full=options.full)
        build = root / "build" / "same"
        base = build / f"{commit[:12]}-{'full' if options.full else 'sample'}-{_instrument()}"
        here = build / "here"
        _collect_base(root, commit, needed, base)
    except WrongBaseError as wrong:
        sys.stderr.write(f"same: {wrong}\n")
        return 2
    shutil.rmtree(here, ignore_errors=True)
    collect(Tree(root), needed, here, lambda kind: _say(f"this tree: {kind}"))
    equal, lines = report(wanted, base, here)
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if equal else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("make same", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("base", metavar="BASE", help="the commit to compare this tree with, changes and all")
    parser.add_argument("--full", action="store_true", help="every case on every wrong SDK, not a sample")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="KIND", choices=[kind.name for kind in kinds(full=False)]
    )
    return parser


def _selected(only: Sequence[str], *, full: bool) -> tuple[list[Kind], list[Kind]]:
    """The kinds to compare, and those to collect: the list of cases too, where another kind reads it."""
    every = kinds(full=full)
    wanted = [kind for kind in every if not only or kind.name in only]
    reads = any(kind.reads_cases() for kind in wanted)
    return wanted, [kind for kind in every if kind in wanted or (reads and kind.name == "cases")]


def _instrument() -> str:
    """A digest of this harness, so that what another version of it collected is not taken for its own."""
    here = Path(__file__).parent
    sources = [path.read_bytes() for path in sorted(here.glob("*.py")) if not path.name.startswith("test_")]
    return hashlib.sha256(b"".join(sources)).hexdigest()[:8]


def _collect_base(root: Path, commit: str, needed: Sequence[Kind], folder: Path) -> None:
    if all(collected(folder, kind) for kind in needed):
        return
    with checkout(commit, root) as tree:
        collect(tree, needed, folder, lambda kind: _say(f"{commit[:12]}: {kind}"))


def _say(text: str) -> None:
    sys.stderr.write(f"same: {text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
