"""The table of what Spin proved, beside what our own prover walked for the same requirement."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from connref.verify import VerifyReport


def spin_table(recorded: Path, report: VerifyReport) -> str:
    """Rows of a Markdown table: the verdicts recorded in a file, and the states of a report of `connref verify`.

    Raises `OSError` and `ValueError` where the file cannot be read, or is none.
    """
    walked: Counter[tuple[str, str]] = Counter()
    for each in report.properties:
        walked[each.mode, each.requirement] += each.states
    lines = [
        "| mode | requirement | what Spin proved | states | `connref verify` |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    for each in json.loads(recorded.read_text(encoding="utf-8"))["verdicts"]:
        name = each["requirement"]
        word = each["sentence"] if each["proved"] else f"BROKEN: {each['sentence']}"
        lines.append(
            f"| {each['mode']} | [{name}](requirements.md#{name.lower()}) | {word} "
            f"| {each['states']} | {walked[each['mode'], name]} |"
        )
    return "\n".join(lines) + "\n"
