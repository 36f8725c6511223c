"""The HTML report: one file, small, safe, readable without script, colour, mouse or eyes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from tests.adapters.reports.page import HOSTILE, Page, page_of
from tests.adapters.reports.sample import CATALOGUE, advance, conforming_report, do, sample_report, saw

from connref_adapters.reports import (
    Baseline,
    Counterexample,
    CoverageLine,
    Finding,
    Implementation,
    KnownFailure,
    Mark,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
    apply_baseline,
    html_report,
    observed_timeline,
)
from connref_adapters.reports.page import SCRIPT


@pytest.fixture(scope="module")
def html() -> str:
    return html_report(sample_report(), CATALOGUE)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return page_of(html)


def test_the_verdict_is_the_first_heading(page: Page) -> None:
    said = " ".join(page.said().split())
    tally = "27 of 33 requirements tested and hold, 4 fail, 1 could not be asked (no input kill)"
    assert f"acme-chat 4.2.0 ✘ does not conform {tally}" in said


def test_the_outline_is_one_h1_with_no_level_left_out(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_landmarks_and_the_way_past_them(page: Page) -> None:
    for landmark in ("header", "main", "footer", "nav"):
        assert len(page.all(landmark)) == 1
    first_link = page.all("a")[0]
    assert (first_link["class"], first_link["href"]) == ("skip", "#main")
    assert page.all("main")[0]["id"] == "main"
    assert page.all("html")[0]["lang"] == "en"


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert [id_ for id_, times in ids.items() if times > 1] == []
    targets = [(link["href"] or "").removeprefix("#") for link in page.all("a")]
    assert set(targets) <= set(ids)
    labels = [
        name for _, attributes in page.elements for name in (attributes.get("aria-labelledby") or "").split()
    ]
    assert set(labels) <= set(ids)


def test_tables_have_captions_and_scopes(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) == 3
    assert all(head.get("scope") in {"col", "row", "rowgroup"} for head in page.all("th"))


def test_nothing_is_loaded_from_anywhere(html: str, page: Page) -> None:
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?!#|data:,)", html)
    assert re.findall(r"https?://[^\"' ]+", html) == ["http://www.w3.org/2000/svg"] * 7
    policy = next(
        meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in page.elements if "style" in attributes]


def test_without_the_script_nothing_is_missing(html: str, page: Page) -> None:
    assert page_of(html.replace(f"<script>{SCRIPT}</script>", "")).said().split() == page.said().split()
    assert page.all("button") == []


def folded_failures(page: Page) -> list[dict[str, str | None]]:
    return [each for each in page.all("details") if each.get("class") == "card case"]


def test_findings_come_first_and_are_open_the_rest_is_folded(html: str, page: Page) -> None:
    assert html.index('id="finding-F1"') < html.index('id="failure-MAN-GRACE-ENDS"')
    assert len(page.all("article")) == 2
    assert len(folded_failures(page)) == 4
    assert not [each for each in folded_failures(page) if "open" in each]
    parts = [each["id"] for each in page.all("details") if each.get("class") == "part"]
    assert parts == ["requirements", "readings", "coverage"]


def test_without_findings_the_first_failure_is_open() -> None:
    page = page_of(html_report(replace(sample_report(), findings=()), CATALOGUE))
    assert ["open" in each for each in folded_failures(page)] == [True, False, False, False]


def test_findings_over_the_charts_stand_before_the_findings() -> None:
    html = html_report(sample_report(), CATALOGUE, pictures=('<svg width="1400" class="chart"></svg>',))
    assert html.index('class="chart"') < html.index('id="finding-F1"')
    assert '<p class="hint wide"' in html


def test_r_is_explained(page: Page) -> None:
    assert "R, the reconnect bound, is how long" in " ".join(page.said().split())


def hostile_report() -> RunReport:
    found = Counterexample(
        mode="manual",
        steps=(do("init"), do("login", user=HOSTILE), do("connect", call=HOSTILE), advance(5)),
        observations=(
            saw(0, "outcome", call=HOSTILE, api=HOSTILE, result="error", detail=HOSTILE),
            saw(1, "delivered", message=HOSTILE),
        ),
        expected=HOSTILE,
        observed=HOSTILE,
        also=(HOSTILE,),
    )
    found = replace(found, timeline=replace(observed_timeline(found.steps, ()), violation=Mark(5, HOSTILE)))
    return replace(
        sample_report(),
        implementation=Implementation(HOSTILE, HOSTILE, HOSTILE),
        clock=HOSTILE,
        requirements={"MAN-GRACE": RequirementResult(Verdict.FAIL, 1, found)},
        findings=(hostile_finding(found),),
        coverage=(CoverageLine(HOSTILE, 1, 2),),
        notes=(HOSTILE,),
        connref=HOSTILE,
    )


def hostile_finding(found: Counterexample) -> Finding:
    words = (HOSTILE,)
    return Finding(
        HOSTILE,
        None,
        words,
        words,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        words,
        1,
        found,
        after=HOSTILE,
        because=HOSTILE,
    )


def test_hostile_text_is_shown_and_does_nothing() -> None:
    html = html_report(hostile_report(), CATALOGUE)
    html.encode("utf-8")
    page = page_of(html)
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert "<script>alert(1)</script>" in page.said()
    assert "\u202e" not in html
    assert "\x00" not in html


def long_failure(steps: int, text: str) -> RequirementResult:
    sent = [step for n in range(steps) for step in (advance(29_000), do("ping", call=f"p{n}"))]
    seen = [
        saw(29_000 * (n + 1), "outcome", call=f"p{n}", api="ping", result="success") for n in range(steps)
    ]
    found = Counterexample("manual", tuple(sent), tuple(seen), text, text, also=(text,) * 20)
    return RequirementResult(Verdict.FAIL, 9, found)


@pytest.mark.parametrize(
    ("steps", "text"), [(6, "short"), (400, "long"), (3, "x" * 100_000), (3, '\U000e0001"' * 1_000)]
)
def test_a_page_with_every_requirement_failing_stays_below_one_megabyte(steps: int, text: str) -> None:
    failure = long_failure(steps, text)
    report = replace(sample_report(), requirements=dict.fromkeys(CATALOGUE.requirements, failure))
    html = html_report(report, CATALOGUE)
    assert len(html.encode()) <= 1_000_000
    assert len(folded_failures(page_of(html))) == 33


def test_short_failures_all_keep_their_diagrams() -> None:
    report = replace(
        sample_report(), requirements=dict.fromkeys(CATALOGUE.requirements, long_failure(6, "short"))
    )
    page = page_of(html_report(report, CATALOGUE))
    assert len([svg for svg in page.all("svg") if svg.get("role") == "img"]) == 35


def test_a_page_that_would_grow_too_large_says_what_it_left_out() -> None:
    contradiction = long_failure(400, "long")
    assert contradiction.counterexample is not None
    found = replace(contradiction.counterexample, contradicts=contradiction.counterexample)
    report = replace(
        sample_report(),
        requirements=dict.fromkeys(CATALOGUE.requirements, RequirementResult(Verdict.FAIL, 1, found)),
    )
    html = html_report(report, CATALOGUE)
    assert len(html.encode()) <= 1_000_000
    assert "The steps are left out to keep this page small" in html
    assert "are left out to keep this page small" in html


def test_a_run_that_conforms_shows_no_failures() -> None:
    page = page_of(html_report(conforming_report(), CATALOGUE))
    assert page.all("article") == folded_failures(page) == []
    assert "✔ conforms" in " ".join(page.said().split())


def test_an_undecided_run_says_so() -> None:
    undecided = replace(conforming_report(), verdict=RunVerdict.INCONCLUSIVE, requirements={})
    assert "? is not decided" in " ".join(page_of(html_report(undecided, CATALOGUE)).said().split())


def test_known_failures_and_a_stale_baseline_are_shown() -> None:
    entries = (KnownFailure("MAN-GRACE-ENDS", "ticket <12>"), KnownFailure("MAN-GRACE", "old"))
    outcome = apply_baseline(sample_report(), Baseline("acme-chat", entries), CATALOGUE)
    said = page_of(html_report(sample_report(), CATALOGUE, outcome)).said()
    assert "Accepted for now: ticket <12>" in said
    assert "MAN-GRACE passes now: remove the entry" in said
    assert "MAN-CONNECT fails and is not in the baseline" in said


def test_the_same_report_gives_the_same_page(html: str) -> None:
    assert html_report(sample_report(), CATALOGUE) == html
