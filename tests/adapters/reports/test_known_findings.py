"""A finding is known by what it says: what says more is new, what is gone is an error, what was not asked is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report, stays_up, two_at_once

from connref_adapters.reports import (
    Baseline,
    FileFormatError,
    Finding,
    KnownFailure,
    Problem,
    RunReport,
    Verdict,
    apply_baseline,
    load_baseline,
    write_baseline,
)
from connref_adapters.reports.baseline import BaselineOutcome
from connref_adapters.reports.known_findings import KnownFinding

STAYS_UP = KnownFinding("manual", ("grace",), ("deadline",), None, "stays up", "accepted")
TWO = KnownFinding(None, (), ("network up",), "the third background", "opens a second socket", "accepted")


def decided(*findings: Finding) -> RunReport:
    """The sample with these findings, and nothing left undecided."""
    report = sample_report()
    results = {
        id_: replace(result, verdict=Verdict.PASS) if result.verdict is Verdict.INCONCLUSIVE else result
        for id_, result in report.requirements.items()
    }
    return replace(report, requirements=results, findings=findings)


def held(report: RunReport, *entries: KnownFinding) -> BaselineOutcome:
    failures = tuple(KnownFailure(id_, "accepted") for id_ in report.failing())
    return apply_baseline(report, Baseline("acme-chat", failures, entries), CATALOGUE)


def test_known_findings_hold_and_a_new_one_does_not() -> None:
    both = decided(stays_up(), two_at_once())
    assert held(both, STAYS_UP, TWO).holds
    outcome = held(both, STAYS_UP)
    assert [finding.id for finding in outcome.new_findings] == ["F2"]
    assert outcome.known_findings == {"F1": "accepted"}
    assert not outcome.holds
    assert outcome.complaints() == (f"F2 is not in the baseline: {two_at_once().sentence}",)


def test_the_number_of_a_finding_does_not_matter() -> None:
    assert held(decided(replace(stays_up(), id="F7")), STAYS_UP).holds


@pytest.mark.parametrize(
    "more",
    [
        {"locations": ("grace", "opening in grace")},
        {"locations": ()},
        {"events": ("deadline", "ping")},
        {"events": ()},
        {"mode": "auto"},
        {"mode": None},
        {"after": "a ping"},
        {"does": "goes down"},
    ],
)
def test_a_finding_that_says_something_else_or_more_is_new(more: dict[str, Any]) -> None:
    assert held(decided(replace(stays_up(), **more)), STAYS_UP).new_findings


@pytest.mark.parametrize(
    "wider",
    [
        {"locations": ("grace", "opening in grace")},
        {"locations": ()},
        {"events": ()},
        {"mode": None},
    ],
)
def test_an_entry_that_says_more_knows_it_still(wider: dict[str, Any]) -> None:
    assert held(decided(stays_up()), replace(STAYS_UP, **wider)).holds


def test_an_entry_that_is_found_no_more_is_an_error() -> None:
    outcome = held(decided(stays_up()), STAYS_UP, TWO)
    assert [problem.problem for problem in outcome.problems] == [Problem.FINDING_GONE]
    assert "accepted" in outcome.problems[0].message


def test_a_run_that_leaves_something_undecided_says_nothing_of_what_it_did_not_find() -> None:
    undecided = replace(sample_report(), findings=(stays_up(),))
    assert held(undecided, STAYS_UP, TWO).problems == ()


def test_a_baseline_that_says_nothing_of_findings_knows_them_all(tmp_path: Path) -> None:
    body = json.loads(write_baseline(sample_report()))
    del body["known_findings"]
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(body))
    assert apply_baseline(sample_report(), load_baseline(path), CATALOGUE).holds


def test_a_run_without_findings_writes_that_none_is_known(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_bytes(write_baseline(conforming_report()))
    assert load_baseline(path).known_findings == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": " "}, "known_findings[0].reason"),
        ({"mode": "none"}, "known_findings[0].mode"),
        ({"locations": "grace"}, "known_findings[0].locations"),
        ({"events": [5]}, "known_findings[0].events[0]"),
        ({"does": None}, "known_findings[0].does"),
    ],
)
def test_a_wrong_entry_names_the_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    body = json.loads(write_baseline(sample_report()))
    body["known_findings"][0] |= change
    path = tmp_path / "baseline.json"
    path.write_text(json.dumps(body))
    with pytest.raises(FileFormatError) as caught:
        load_baseline(path)
    assert caught.value.field == field
