"""Every run tells what the SDK does instead of what the document asks, each with its shortest story."""

from __future__ import annotations

import json

import pytest
from tests.adapters.kit.playing import right, run, wrong

from connref_adapters.kit import findings as module
from connref_adapters.reports import model_catalogue, results_json
from fakes.options import Options


def test_a_run_tells_one_defect_as_one_finding_with_its_story() -> None:
    report = run(wrong("grace-never-ends"), "MAN-GRACE-ENDS", "MAN-PING-LAPSES").report
    (finding,) = report.findings
    assert finding.sentence == "In grace, when the deadline comes, the connection stays up"
    assert finding.requirements == ("MAN-GRACE-ENDS", "MAN-PING-LAPSES"), "no other was asked for"
    story = finding.counterexample
    assert [step.get("input") or "wait" for step in story.steps][-2:] == ["background", "wait"]
    assert finding.should == story.expected
    assert finding.cases == sum(
        1 + len(result.counterexample.also)
        for result in report.requirements.values()
        if result.counterexample
    )


def test_they_are_written_to_the_results() -> None:
    report = run(wrong("logout-keeps-socket"), "SES-NO-USER").report
    written = json.loads(results_json(report, model_catalogue()))
    finding = written["findings"][0]
    assert finding["events"] == ["logout"]
    assert finding["does"] == "stays up"
    assert "SES-NO-USER" in finding["requirements"]
    assert finding["minimal"] is True


def test_an_sdk_that_dies_has_a_finding_too() -> None:
    (finding,) = run(wrong("hangs-offline"), "INP-ROBUST").report.findings
    assert finding.does == "dies"
    assert finding.events == ("foreground",)


def test_a_contradiction_is_told_with_both_stories() -> None:
    (finding,) = run(
        wrong("connect-when-up-changes-with-reset"), "MAN-CONNECT", "connect-when-up"
    ).report.findings
    assert finding.counterexample.contradicts is not None
    assert finding.events == ("connect",)


def test_nothing_is_found_where_nothing_fails() -> None:
    assert run(right(Options()), "MAN-GRACE").report.findings == ()


def test_what_fails_is_kept_however_much_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 0)
    (finding,) = run(wrong("grace-never-ends"), "MAN-GRACE-ENDS").report.findings
    assert finding.locations == ("grace",)
