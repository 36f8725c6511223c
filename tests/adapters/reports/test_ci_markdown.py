"""The Markdown summary of a run, and that foreign text in it stays text."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import (
    Baseline,
    Counterexample,
    Implementation,
    KnownFailure,
    RequirementResult,
    Verdict,
    apply_baseline,
    markdown_summary,
)
from connref_adapters.reports.ci import plain


def test_headline_facts_and_failures_come_first() -> None:
    text = markdown_summary(sample_report(), CATALOGUE)
    assert text.startswith(
        "## acme&#45;chat 4.2.0 does not conform: 27 of 33 requirements tested and hold, 4 fail"
    )
    assert "1\u202f412 cases, 25\u202f210 steps in 3.1 s · seed 7 · virtual clock, tolerance 0 ms" in text
    assert text.index("**MAN-GRACE-ENDS**") < text.index("All 33 requirements")
    assert "Expected down by 30.250 s; observed **up at 30.251 s**." in text


def test_findings_come_before_the_requirements_that_break_by_them() -> None:
    text = markdown_summary(sample_report(), CATALOGUE)
    assert (
        text.index("### What it does instead")
        < text.index("- **F1**: In grace")
        < text.index("### What fails")
    )
    assert "What it does instead" not in markdown_summary(conforming_report(), CATALOGUE)


def test_what_fails_in_most_cases_comes_first() -> None:
    report = sample_report()
    text = markdown_summary(report, CATALOGUE)
    places = [text.index(f"**{id_}**") for id_ in report.failing()]
    assert places == sorted(places)


def test_the_matrix_has_every_requirement() -> None:
    text = markdown_summary(sample_report(), CATALOGUE)
    assert all(f"| {id_} |" in text for id_ in CATALOGUE.requirements)
    assert "| MAN-GRACE-ENDS | ✘ fails | tested in 28 of 31 cases |" in text


def test_readings_say_what_is_settled_and_what_was_not_told_apart() -> None:
    lines = markdown_summary(sample_report(), CATALOGUE).splitlines()
    (settled,) = (line for line in lines if line.startswith("| ping-at-deadline:"))
    (unsettled,) = (line for line in lines if line.startswith("| ping-in-auto:"))
    assert settled.endswith("| inclusive |")
    assert unsettled.endswith("| not told apart by this run |")


def test_a_run_that_conforms_has_no_failures() -> None:
    assert "What fails" not in markdown_summary(conforming_report(), CATALOGUE)


def test_a_baseline_shows_what_is_known_and_what_is_wrong_with_it() -> None:
    known = apply_baseline(
        sample_report(),
        Baseline("acme-chat", (KnownFailure("MAN-GRACE", "x"), KnownFailure("MAN-CONNECT", "y"))),
        CATALOGUE,
    )
    text = markdown_summary(sample_report(), CATALOGUE, known)
    assert "The baseline does not hold:" in text
    assert "passes now" in text
    assert "| MAN-CONNECT | ✘ fails (known) | tested in 28 of 31 cases |" in text
    assert "Known failure: y" in text


def test_foreign_text_is_no_markup_no_html_and_no_mention() -> None:
    hostile = "| <img src=x> [a](b) `c` @team #1 **d**\n# e"
    shown = plain(hostile)
    assert not set("|<>[]`@#*\n") & set(shown.replace("&#", ""))
    report = replace(sample_report(), implementation=Implementation(hostile, "1", ""))
    assert "<img" not in markdown_summary(report, CATALOGUE)


def test_a_story_cannot_end_its_own_fence() -> None:
    broken = RequirementResult(Verdict.FAIL, 1, Counterexample(None, (), (), "e", "````"))
    text = markdown_summary(replace(sample_report(), requirements={"MAN-GRACE": broken}), CATALOGUE)
    assert "`````text\n" in text


def test_a_failure_without_a_counterexample_has_no_steps() -> None:
    bare = replace(sample_report(), requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1)}, notes=())
    text = markdown_summary(bare, CATALOGUE)
    assert "**MAN-GRACE**" in text
    assert "Minimal steps" not in text
