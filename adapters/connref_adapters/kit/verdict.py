"""The verdict of a run: the first row that applies of the table in docs/reading-a-report.md."""

from __future__ import annotations

from collections.abc import Iterable

from connref_adapters.reports import RequirementResult, RunVerdict, Verdict


def overall(results: Iterable[RequirementResult]) -> RunVerdict:
    """The verdict over these results; those that do not count are left out of it."""
    verdicts = {result.verdict for result in results if result.counts}
    if Verdict.FAIL in verdicts:
        return RunVerdict.DOES_NOT_CONFORM
    if Verdict.PASS not in verdicts or Verdict.INCONCLUSIVE in verdicts:
        return RunVerdict.INCONCLUSIVE
    return RunVerdict.HOLDS_IN_PART if Verdict.UNSUPPORTED in verdicts else RunVerdict.CONFORMS
