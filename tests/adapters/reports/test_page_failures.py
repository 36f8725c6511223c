"""Counterexamples in the HTML report, in as much detail as there is room for."""

from __future__ import annotations

import json
from html import unescape

import pytest
from tests.adapters.reports.page import Page, page_of
from tests.adapters.reports.sample import CATALOGUE, advance, do, grace_ends, sample_report

from connref_adapters.reports import Counterexample, RequirementResult, Verdict, html_report
from connref_adapters.reports.page_failures import Detail, failure_card

GRACE = RequirementResult(Verdict.FAIL, 31, grace_ends())


def card(result: RequirementResult, detail: Detail = Detail.FULL) -> str:
    return failure_card("MAN-GRACE-ENDS", result, CATALOGUE, None, detail)


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(html_report(sample_report(), CATALOGUE))


def test_each_failure_has_expected_observed_steps_raw_steps_and_a_diagram(page: Page) -> None:
    said = page.said()
    assert len([each for each in page.all("details") if each.get("class") == "card case"]) == 4
    # One diagram more: the earlier case of the contradiction.
    assert len([svg for svg in page.all("svg") if svg.get("role") == "img"]) == len(page.all("pre")) == 7
    for words in (
        "down by 30.250 s",
        "up at 30.251 s",
        "The app goes into the background",
        '"op": "advance", "ms": 1',
    ):
        assert words in said
    assert "connref replay results.json#MAN-GRACE-ENDS" in said
    assert "The requirement fails in 3 other cases" in said
    assert "The earlier case that it contradicts" in said


def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name(page: Page) -> None:
    regions = [attributes for _, attributes in page.elements if attributes.get("class") == "scroll"]
    assert len(regions) == 7
    assert all(region["tabindex"] == "0" and region["aria-label"] for region in regions)


def test_the_raw_steps_are_json_that_can_be_copied() -> None:
    html = card(GRACE)
    raw = html[html.index("<pre") : html.index("</pre>")].split(">", 1)[1]
    assert json.loads(unescape(raw)) == [dict(step) for step in grace_ends().steps]


def test_less_detail_keeps_what_went_wrong() -> None:
    full, steps, brief = (card(GRACE, detail) for detail in Detail)
    assert len(full) > len(steps) > len(brief)
    assert all("up at 30.251 s" in html for html in (full, steps, brief))
    assert ("<svg" in full, "<svg" in steps) == (True, False)
    assert ("goes into the background" in steps, "goes into the background" in brief) == (True, False)


def test_a_failure_without_a_counterexample_says_so() -> None:
    assert "No counterexample was recorded" in card(RequirementResult(Verdict.FAIL, 1))


def test_a_long_story_keeps_its_beginning_and_its_end() -> None:
    steps = tuple(step for n in range(100) for step in (advance(10), do("ping", call=f"p{n}")))
    html = card(
        RequirementResult(Verdict.FAIL, 1, Counterexample("manual", steps, (), "e", "o")), Detail.STEPS
    )
    assert "140 instants left out" in html
    assert "as p0<" in html
    assert "as p99<" in html
    assert "as p50<" not in html


def test_raw_steps_that_are_too_long_are_left_to_the_results_file() -> None:
    steps = tuple(do("login", user="x" * 300) for _ in range(100))
    html = card(RequirementResult(Verdict.FAIL, 1, Counterexample("auto", steps, (), "e", "o")))
    assert "too long for this page" in html
    assert "<pre" not in html
