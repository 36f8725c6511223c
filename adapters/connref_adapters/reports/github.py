"""What GitHub shows of a run on the page of a job: an annotation for each new finding, and the summary.

An annotation is a line that the runner reads: `::error file=…,title=…::text`
(https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
"""

from __future__ import annotations

from collections.abc import Iterator

from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.data import RunReport
from connref_adapters.reports.words import finding_words
from connref_adapters.safe_text import visible

MOST_ANNOTATIONS = 10
"""GitHub shows ten errors of a step; the summary has them all."""
LONGEST = 1_000
"""Characters of a text in an annotation."""


def annotated(report: RunReport, baseline: BaselineOutcome | None, file: str | None) -> Iterator[str]:
    """An error for each finding, known ones as notices; for each failing requirement where there are no findings.

    `file` is the driver's program in the repository, where it is known: there the reader is led.
    """
    known_findings = {} if baseline is None else baseline.known_findings
    known = {} if baseline is None else baseline.known
    told = [(each.id in known_findings, each.id, finding_words(each)) for each in report.findings]
    told = told or [(id_ in known, id_, "fails; see the summary of this job") for id_ in report.failing()]
    for is_known, name, text in sorted(told, key=lambda each: each[0])[:MOST_ANNOTATIONS]:
        level, title = ("notice", f"connref {name} (known)") if is_known else ("error", f"connref {name}")
        place = "" if file is None else f"file={_property(file)},"
        yield f"::{level} {place}title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return visible(text, LONGEST).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
