"""Findings on the page: the sentence, its grounds, and its story."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.page import HOSTILE, page_of
from tests.adapters.reports.sample import contradiction, stays_up, two_at_once

from connref_adapters.reports import Finding
from connref_adapters.reports.page_failures import Detail, Stepping
from connref_adapters.reports.page_findings import finding_card, finding_links


def said(finding: Finding) -> str:
    return " ".join(page_of(finding_card(finding, Detail.FULL, Stepping())).said().split())


def test_the_sentence_comes_first_then_the_grounds_then_the_story() -> None:
    words = said(stays_up())
    parts = [
        "In grace, when the deadline comes, the connection stays up",
        "Manual mode · seen in 861 cases · breaks MAN-GRACE-ENDS , MAN-BACKGROUND-STAYS-DOWN",
        "ping-at-deadline: inclusive, settled by case ping-at-deadline/at",
        "down by 30.250 s",
        "up at 30.251 s",
        "The story step by step (4 inputs)",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)


def test_a_history_and_its_limits_are_told() -> None:
    words = said(two_at_once())
    assert "Only after the third background." in words
    assert "Not each time" in words
    assert "Fewer findings may explain the same" in words
    assert "Because" not in words


def test_red_edges_that_it_explains_are_named() -> None:
    words = said(replace(stays_up(), edges=("manual/1.connect.T.background", "manual/2.connect")))
    assert "Red in the learned diagram: manual/1.connect.T.background, manual/2.connect." in words
    assert "Red in" not in said(stays_up())


def test_both_stories_of_a_contradiction_are_shown() -> None:
    words = said(replace(stays_up(), counterexample=contradiction()))
    assert "connect-when-up: error" in words
    assert "The earlier case that it contradicts" in words
    assert "connect-when-up: success" in words


def test_each_story_opens_in_the_explorer_under_the_readings_of_the_run() -> None:
    stepping = Stepping("explorer.html", {"ping-at-deadline": ("inclusive",)})
    (link,) = [
        each["href"]
        for each in page_of(finding_card(stays_up(), Detail.FULL, stepping)).all("a")
        if each.get("class") == "step"
    ]
    assert link is not None
    assert link.startswith("explorer.html#mode=manual&now=30251&do=0:init")
    assert link.endswith("&ping-at-deadline=inclusive")


def test_a_requirement_leads_to_its_findings() -> None:
    findings = (stays_up(), two_at_once())
    assert 'href="#finding-F1"' in finding_links(findings, "MAN-GRACE-ENDS")
    assert "F2" not in finding_links(findings, "MAN-GRACE-ENDS")
    assert finding_links(findings, "AUTO-DEFAULT") == ""


def test_foreign_words_are_harmless() -> None:
    hostile = replace(stays_up(), sentence=HOSTILE, because=HOSTILE, after=HOSTILE, requirements=(HOSTILE,))
    page = page_of(finding_card(hostile, Detail.FULL, Stepping()) + finding_links((hostile,), HOSTILE))
    assert page.all("script") == []
    assert page.all("img") == []
