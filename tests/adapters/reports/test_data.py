"""A report as data: which requirements have a verdict, and in which order those that fail are told."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import conforming_report, sample_report

from connref_adapters.reports import Verdict


def test_verdicts_are_in_the_order_of_the_catalogue() -> None:
    report = sample_report()
    failing = report.with_verdict(Verdict.FAIL)
    assert [id_ for id_ in report.requirements if id_ in failing] == list(failing)


def test_what_fails_in_most_cases_comes_first() -> None:
    report = sample_report()
    assert report.failing()[0] == "MAN-GRACE-ENDS" != report.with_verdict(Verdict.FAIL)[0]
    assert set(report.failing()) == set(report.with_verdict(Verdict.FAIL))
    assert conforming_report().failing() == ()


def test_a_failure_that_is_told_by_no_case_comes_last() -> None:
    report = sample_report()
    untold = replace(report.requirements["MAN-GRACE-ENDS"], counterexample=None)
    report = replace(report, requirements={**report.requirements, "MAN-GRACE-ENDS": untold})
    assert report.failing()[-1] == "MAN-GRACE-ENDS"
