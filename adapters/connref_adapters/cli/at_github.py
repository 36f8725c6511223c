"""In a job of GitHub Actions a run tells more: annotations on standard error, and its summary on the page of the job.

The runner says by the environment that it is one: GITHUB_ACTIONS, GITHUB_STEP_SUMMARY, GITHUB_WORKSPACE.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from connref_adapters.cli.conduct import Finished
from connref_adapters.reports import WrittenReports
from connref_adapters.reports.github import annotated


def tell_github(finished: Finished, environment: Mapping[str, str], stream: TextIO) -> None:
    """Write what GitHub shows, if this is a job of it. Raises `OSError` where its summary cannot be written.

    Elsewhere a line that GitHub would take for a command is never printed; here it is meant, and its texts are escaped.
    """
    if environment.get("GITHUB_ACTIONS") != "true":
        return
    program = driver_file(finished.order.driver.reach.driver, environment.get("GITHUB_WORKSPACE"))
    stream.writelines(f"{line}\n" for line in annotated(finished.report, finished.baseline, program))
    stream.flush()
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary and isinstance(finished.written, WrittenReports):
        with Path(summary).open("a", encoding="utf-8") as page:
            page.write(finished.written.summary.read_text("utf-8"))


def driver_file(command: str | None, workspace: str | None) -> str | None:
    """The file of the checkout that a command line starts, as GitHub names it; None where there is none."""
    root = Path(workspace or ".").absolute()
    for word in shlex.split(command or ""):
        path = Path(word).absolute()
        if path.is_file() and path.is_relative_to(root):
            name = path.relative_to(root).as_posix()
            if not any(part.startswith(".") for part in name.split("/")):  # an interpreter in .venv
                return name
    return None
