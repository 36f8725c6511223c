"""Draws what docs/learning.md shows of wrong SDKs: `python -m tests.adapters.learn.pictures docs/learned`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.adapters.learn.small import driver, follows, learned

from connref_adapters.drawing.render import Format
from connref_adapters.learn.picture import differences
from connref_adapters.learn.report import diagram
from fakes import RIGHT

SHOWN = {
    "tenth-ping-ignored": "core",
    "third-background-without-grace": "core",
    "manual-third-reconnect-never": "network",
    "deadline-survives-disconnect": "core",
    "grace-never-ends": "core",
}
"""The wrong SDKs that the page shows, each with the alphabet that its defect needs."""


def draw(name: str, folder: Path) -> Path:
    """Learn one and draw where it differs from the document."""
    connection = driver(name)
    result = learned(connection, alphabet=SHOWN[name], established=follows(RIGHT["plain"]), extra=0)
    found = diagram(result, connection.hello().implementation)
    if found is None:
        raise ValueError(f"{name}: nothing was learned: {result.ended}")
    path = folder / f"{name}.svg"
    path.write_bytes(differences(found).written(Format.SVG))
    return path


if __name__ == "__main__":
    into = Path(sys.argv[1])
    into.mkdir(parents=True, exist_ok=True)
    for each in SHOWN:
        sys.stdout.write(f"wrote {draw(each, into)}\n")
        sys.stdout.flush()
