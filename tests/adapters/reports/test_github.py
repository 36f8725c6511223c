"""Annotations for GitHub: new findings are errors, known ones notices, and no text breaks out of its line."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import conforming_report, sample_report

from connref_adapters.reports import BaselineOutcome
from connref_adapters.reports.github import MOST_ANNOTATIONS, annotated


def test_each_finding_is_an_error_at_the_driver() -> None:
    report = sample_report()
    lines = list(annotated(report, None, "ci/driver.py"))
    assert len(lines) == len(report.findings)
    assert lines[0].startswith("::error file=ci/driver.py,title=connref F1::In grace")
    assert list(annotated(conforming_report(), None, None)) == []


def test_a_known_finding_is_a_notice_and_comes_last() -> None:
    known = BaselineOutcome({}, (), (), (), {"F1": "the vendor knows"})
    lines = list(annotated(sample_report(), known, None))
    assert lines[0].startswith("::error title=connref F2::")
    assert lines[-1].startswith("::notice title=connref F1 (known)::")


def test_requirements_stand_where_no_finding_was_told() -> None:
    report = replace(sample_report(), findings=())
    assert [line.split("::")[1] for line in annotated(report, None, None)] == [
        f"error title=connref {id_}" for id_ in report.failing()
    ]


def test_no_text_breaks_out_of_its_line_and_github_is_given_what_it_shows() -> None:
    finding = replace(sample_report().findings[0], sentence="100%\n::error::mine\r", id="F:1,2")
    report = replace(sample_report(), findings=(finding,) * 20)
    lines = list(annotated(report, None, "a:b,c.py"))
    assert len(lines) == MOST_ANNOTATIONS
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert lines[0].startswith("::error file=a%3Ab%2Cc.py,title=connref F%3A1%2C2::100%25")
