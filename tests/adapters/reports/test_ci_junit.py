"""JUnit XML: one test case per requirement, and what CI shows of each."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import (
    Baseline,
    Counterexample,
    KnownFailure,
    RequirementResult,
    RunReport,
    Verdict,
    apply_baseline,
    junit_xml,
)
from connref_adapters.reports.baseline import BaselineOutcome


def suite_of(report: RunReport, outcome: BaselineOutcome | None = None) -> ET.Element:
    root = ET.fromstring(junit_xml(report, CATALOGUE, outcome))  # noqa: S314 - our own output
    suite = root.find("testsuite")
    assert suite is not None
    assert {name: root.get(name) for name in ("tests", "failures", "skipped")} == {
        name: suite.get(name) for name in ("tests", "failures", "skipped")
    }
    return suite


def case_of(suite: ET.Element, id_: str) -> ET.Element:
    (case,) = (case for case in suite.iter("testcase") if case.get("name") == id_)
    return case


def test_one_test_case_per_requirement_in_the_order_of_the_catalogue() -> None:
    suite = suite_of(sample_report())
    assert [case.get("name") for case in suite.iter("testcase")] == list(CATALOGUE.requirements)
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("33", "4", "2")
    assert suite.get("name") == "connref: acme-chat 4.2.0"
    assert case_of(suite, "MAN-GRACE").get("classname") == "connref.MAN"


def test_a_failure_tells_its_story() -> None:
    failure = case_of(suite_of(sample_report()), "MAN-GRACE-ENDS").find("failure")
    assert failure is not None
    assert failure.get("message") == "expected down by 30.250 s; observed up at 30.251 s"
    assert "5. [250 ms] The app goes into the background" in (failure.text or "")


def test_findings_are_told_among_the_properties_and_where_a_requirement_breaks_by_them() -> None:
    suite = suite_of(sample_report())
    properties = {entry.get("name"): entry.get("value") or "" for entry in suite.iter("property")}
    assert properties["finding F1"].startswith(
        "In grace, when the deadline comes, the connection stays up (861"
    )
    failure = case_of(suite, "RES-ONE-SOCKET").find("failure")
    assert failure is not None
    assert "breaks by F2: When the internet comes back" in (failure.text or "")
    assert "F1" not in (failure.text or "")


def test_a_finding_that_the_baseline_lacks_fails() -> None:
    entries = tuple(KnownFailure(id_, "accepted") for id_ in (*sample_report().failing(), "MAN-PING-SENDS"))
    outcome = apply_baseline(sample_report(), Baseline("acme-chat", entries, ()), CATALOGUE)
    suite = suite_of(sample_report(), outcome)
    assert case_of(suite, "F1: new-finding").find("failure") is not None
    assert suite.get("failures") == "2"


def test_unsupported_and_inconclusive_are_skipped_with_the_reason() -> None:
    suite = suite_of(sample_report())
    for id_, reason in (("SES-REOPEN-CONNECTS", "unsupported"), ("MAN-PING-SENDS", "inconclusive")):
        skipped = case_of(suite, id_).find("skipped")
        assert skipped is not None
        assert (skipped.get("message") or "").startswith(reason)


def test_the_run_can_be_repeated_from_the_properties() -> None:
    suite = suite_of(sample_report())
    properties = {entry.get("name"): entry.get("value") for entry in suite.iter("property")}
    assert properties["seed"] == "7"
    assert properties["tolerance_ms"] == "0"


def test_a_known_failure_is_skipped_and_a_stale_entry_fails() -> None:
    entries = (KnownFailure("MAN-GRACE-ENDS", "ticket 12"), KnownFailure("MAN-GRACE", "was broken"))
    outcome = apply_baseline(sample_report(), Baseline("acme-chat", entries), CATALOGUE)
    suite = suite_of(sample_report(), outcome)
    skipped = case_of(suite, "MAN-GRACE-ENDS").find("skipped")
    assert skipped is not None
    assert skipped.get("message") == "known failure: ticket 12"
    stale = case_of(suite, "MAN-GRACE: passes-now")
    assert stale.find("failure") is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("34", "4", "3")


def test_a_run_that_conforms_has_no_failures() -> None:
    suite = suite_of(conforming_report())
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "0")


def test_text_that_xml_forbids_is_shown_as_escapes() -> None:
    hostile = "]]>\x00\x1b\ud800\ufffe</failure>"
    broken = RequirementResult(Verdict.FAIL, 1, Counterexample(None, (), (), hostile, hostile))
    suite = suite_of(replace(sample_report(), requirements={"MAN-GRACE": broken}))
    failure = case_of(suite, "MAN-GRACE").find("failure")
    assert failure is not None
    assert "]]>\\x00\\x1b\\ud800\\ufffe</failure>" in (failure.text or "")


def test_a_failure_without_a_counterexample_is_a_failure_all_the_same() -> None:
    bare = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1)})
    failure = case_of(suite_of(bare), "MAN-GRACE").find("failure")
    assert failure is not None
    assert failure.get("message") == "failed, without a counterexample"
