"""The tables of the HTML report: glance, matrix, readings, coverage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.adapters.reports.page import Page, page_of
from tests.adapters.reports.sample import CATALOGUE, conforming_report, sample_report

from connref_adapters.reports import CoverageLine, RequirementResult, Verdict, html_report
from connref_adapters.reports.page_tables import coverage, glance, matrix, readings

KINDS = {"kept", "gone", "open"}
ALL_OPTIONS = {option for text in CATALOGUE.interpretations.values() for option in text.options}


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(html_report(sample_report(), CATALOGUE))


def test_the_matrix_has_every_requirement_with_sentence_and_source(page: Page) -> None:
    said = page.said()
    for text in CATALOGUE.requirements.values():
        assert text.id in said
        assert text.sentence in said
        assert f"{text.kind} · {text.heading}" in said


def test_the_readings_show_what_is_ruled_out_in_words_too(page: Page) -> None:
    classes = [(option.get("class"), text) for option, text in options_of(page)]
    assert ("kept", "inclusive") in classes
    assert ("gone", "exclusive") in classes
    assert page.said().count("(ruled out)") == sum(class_ == "gone" for class_, _ in classes) == 5
    assert "settled" in page.said()


def options_of(page: Page) -> list[tuple[dict[str, str | None], str]]:
    names = iter(page.texts)
    options = [
        attributes for tag, attributes in page.elements if tag == "li" and attributes.get("class") in KINDS
    ]
    texts = [text for tag, text in names if tag == "li" and text in ALL_OPTIONS]
    return list(zip(options, texts, strict=True))


def test_coverage_is_rounded_down() -> None:
    report = replace(
        sample_report(), coverage=(CoverageLine("rows", 99_999, 100_000), CoverageLine("none", 0, 0))
    )
    said = page_of(html_report(report, CATALOGUE)).said()
    assert "99.9 %" in said
    assert "nothing to reach" in said


def test_the_bar_is_as_long_as_the_share() -> None:
    page = page_of(coverage((CoverageLine("rows", 1, 8),)))
    assert page.all("rect")[0]["width"] == "12.5%"


def test_the_glance_has_a_square_per_requirement_that_leads_to_it() -> None:
    page = page_of(glance(sample_report()))
    links = {link["title"]: link["href"] for link in page.all("a")}
    assert len(links) == 33
    assert links["MAN-GRACE-ENDS: fails"] == "#failure-MAN-GRACE-ENDS"
    assert links["MAN-GRACE: holds"] == "#requirement-MAN-GRACE"


def test_the_legend_names_only_what_occurs_and_counts_it() -> None:
    assert "33 hold" in page_of(glance(conforming_report())).said()
    assert "not asked" not in page_of(glance(conforming_report())).said()
    said = " ".join(page_of(glance(sample_report())).said().split())
    for words in ("✔ 27 hold", "✘ 4 fail ", "– 1 not asked", "? 1 undecided"):
        assert words in said


def test_one_failure_fails_and_two_fail() -> None:
    results = dict(conforming_report().requirements)
    results["MAN-GRACE"] = RequirementResult(Verdict.FAIL, 1)
    assert "1 fails" in page_of(glance(replace(conforming_report(), requirements=results))).said()


def test_a_failing_row_leads_to_its_counterexample() -> None:
    page = page_of(matrix(sample_report(), CATALOGUE, None))
    assert "#failure-MAN-CONNECT" in {link["href"] for link in page.all("a")}
    assert len(page.all("a")) == 4


def test_a_question_with_some_options_left_says_how_many() -> None:
    report = replace(sample_report(), interpretations={"connect-in-background": ("held", "refused")})
    assert "2 left" in page_of(readings(report, CATALOGUE)).said()
