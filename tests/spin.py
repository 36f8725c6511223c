"""Lets Spin prove every statement anew and compares with docs/spin.json, from which the documentation is made.

python -m tests.spin            exit status 1 where something is broken, or differs from what is recorded
python -m tests.spin --write    write docs/spin.json anew
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from connref_adapters.export.spin import SpinError, SpinReport, prove_all

RECORDED = Path(__file__).parents[1] / "docs" / "spin.json"


def main(arguments: Sequence[str]) -> int:
    """Prove, print a line for each statement, and compare or write. Returns the exit status."""
    try:
        report = SpinReport(tuple(prove_all(_say)))
    except SpinError as error:
        sys.stderr.write(f"spin: {error}\n")
        return 2
    _say(report.summary)
    text = json.dumps(report.to_json(), indent=2) + "\n"
    if "--write" in arguments:
        RECORDED.write_text(text, encoding="utf-8")
    elif text != RECORDED.read_text(encoding="utf-8"):
        sys.stderr.write("spin: docs/spin.json says otherwise; `make spin WRITE=1` writes it anew\n")
        return 1
    return 0 if report.holds else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
