"""The reports of a run written into a directory, results.json first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from connref_adapters.reports.baseline import BaselineOutcome, write_baseline
from connref_adapters.reports.ci import junit_xml, markdown_summary
from connref_adapters.reports.data import Catalogue, RunReport
from connref_adapters.reports.files import write_file
from connref_adapters.reports.html_page import html_report
from connref_adapters.reports.results import results_json


@dataclass(frozen=True, slots=True)
class WrittenReports:
    """Where the reports of a run are."""

    NAMES: ClassVar[tuple[str, ...]] = ("results.json", "junit.xml", "summary.md", "report.html")

    results: Path
    junit: Path
    summary: Path
    page: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        """All of them, in the order in which they are written."""
        return (self.results, self.junit, self.summary, self.page)


EXPLORER = "explorer.html"
"""The explorer's page, beside the report that links to it."""


def write_reports(
    report: RunReport,
    catalogue: Catalogue,
    directory: Path,
    baseline: BaselineOutcome | None = None,
    explorer: str | None = None,
    pictures: Sequence[str] = (),
) -> WrittenReports:
    """Write results.json, junit.xml, summary.md and report.html; the directory is made where it is missing.

    `explorer` is the text of the explorer's page: it is written beside them, and the report links to it.
    `pictures` are the findings over the charts, as SVG.

    results.json comes first, so that a fault in a later report cannot lose what was found. Raises `WriteError`
    for a file that cannot be written and `UnknownIdError` for an id that the catalogue does not have.
    """
    written = WrittenReports(*(directory / name for name in WrittenReports.NAMES))
    write_file(written.results, results_json(report, catalogue))
    write_file(written.junit, junit_xml(report, catalogue, baseline))
    write_file(written.summary, markdown_summary(report, catalogue, baseline).encode())
    if explorer is not None:
        write_file(directory / EXPLORER, explorer.encode())
    linked = None if explorer is None else EXPLORER
    write_file(written.page, html_report(report, catalogue, baseline, linked, pictures).encode())
    return written


def write_baseline_file(report: RunReport, path: Path) -> None:
    """Write the baseline of a run. Raises `WriteError`."""
    write_file(path, write_baseline(report))
