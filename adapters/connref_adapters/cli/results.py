"""Where the results of a run are: a results.json, or the folder that holds it."""

from __future__ import annotations

from pathlib import Path

RESULTS = "results.json"


def results_file(path: Path) -> Path:
    """The file to read for what was named on the command line."""
    return path / RESULTS if path.is_dir() else path
