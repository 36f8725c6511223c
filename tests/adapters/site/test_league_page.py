"""The page on the field: a row for each client, by the document and by its vendor, and the evidence of each finding."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.site.test_league import sample_entries

from connref_adapters.reports import Verdict
from connref_adapters.site.league import from_json
from connref_adapters.site.league_page import page

KEPT = Path(__file__).resolve().parents[3] / "docs" / "findings"


def rows_of(name: str) -> list[str]:
    return [line for line in page(sample_entries()).splitlines() if line.startswith(f"| {name}")]


def test_each_client_has_a_row_with_both_judgements() -> None:
    (row,) = rows_of("[`acme`]")
    document = sample_entries()[0].document
    assert document is not None
    failed = len(document.ids(Verdict.FAIL))
    assert f"{failed} fail" in row
    assert f"{failed - 1} fail" in row


def test_a_client_that_could_not_be_had_says_why() -> None:
    (row,) = rows_of("`zed`")
    assert "not judged: npm finds no version 1.0.0" in row


def test_each_finding_says_what_it_stands_against_and_whether_it_was_reproduced() -> None:
    text = page(sample_entries())
    (judged, _) = sample_entries()
    for each in judged.findings:
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {each.id}: ")]
        assert row.endswith(f"| {each.against} | {each.real} |")
        assert f"{each.id}: {each.mode or 'default'}: {each.story}" in text


def test_a_requirement_that_only_the_document_holds_against_a_client_shows_both() -> None:
    judged, _ = sample_entries()
    assert judged.document is not None
    assert judged.own is not None
    (only,) = [id_ for id_ in judged.document.ids(Verdict.FAIL) if id_ not in judged.own.ids(Verdict.FAIL)]
    assert rows_of(only) == [f"| {only} | **fails** / + |"]


def test_the_kept_page_says_what_the_kept_data_says() -> None:
    kept = KEPT / "league.json"
    entries = from_json(kept.read_text("utf-8"), kept)
    assert (KEPT / "league.md").read_text("utf-8") == page(entries), "run `make league ARGS=--kept`"
