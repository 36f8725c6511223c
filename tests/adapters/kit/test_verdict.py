"""The verdict of a run is the first row that applies of the table in the driver protocol."""

from __future__ import annotations

import pytest

from connref_adapters.kit.verdict import overall
from connref_adapters.reports import RequirementResult, RunVerdict, Verdict
from connref_adapters.reports.data import NOT_SELECTED

PASS = RequirementResult(Verdict.PASS, 1, tested=1)
FAIL = RequirementResult(Verdict.FAIL, 1)
OPEN = RequirementResult(Verdict.INCONCLUSIVE, 1, reason="no case put it to the test")
LACKS = RequirementResult(Verdict.UNSUPPORTED, 0, reason="no manual mode")
LEFT_OUT = RequirementResult(Verdict.UNSUPPORTED, 0, reason=NOT_SELECTED)
NO_STATUS = RequirementResult(Verdict.UNSUPPORTED, 0, reason="no observation status")


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([PASS], RunVerdict.CONFORMS),
        ([PASS, LEFT_OUT, NO_STATUS], RunVerdict.CONFORMS),
        ([PASS, LACKS], RunVerdict.HOLDS_IN_PART),
        ([PASS, LACKS, OPEN], RunVerdict.INCONCLUSIVE),
        ([PASS, OPEN], RunVerdict.INCONCLUSIVE),
        ([LACKS], RunVerdict.INCONCLUSIVE),
        ([LEFT_OUT], RunVerdict.INCONCLUSIVE),
        ([], RunVerdict.INCONCLUSIVE),
        ([FAIL], RunVerdict.DOES_NOT_CONFORM),
        ([PASS, LACKS, OPEN, FAIL], RunVerdict.DOES_NOT_CONFORM),
    ],
)
def test_the_first_row_that_applies(results: list[RequirementResult], verdict: RunVerdict) -> None:
    assert overall(results) is verdict
    assert overall(reversed(results)) is verdict
