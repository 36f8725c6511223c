"""The league as data: what is kept of a run, and that it is read as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.reports.sample import sample_report

from connref.errors import UsageError
from connref_adapters.site.league import Against, Entry, Real, Told, from_json, judgement, story_of, to_json

HERE = Path("league.json")


def sample_entries() -> tuple[Entry, ...]:
    """One client that was judged by both, and one that could not be had."""
    report = sample_report()
    document = judgement(report)
    broken = next(id_ for id_, verdict in document.requirements.items() if verdict == "fail")
    verdicts = {**document.requirements, broken: "pass"}
    own = judgement(report).__class__("acme", document.verdict, verdicts, document.cases, 2.0)
    told = tuple(
        Told(
            each.id,
            each.sentence,
            each.requirements,
            each.cases,
            each.mode,
            story_of(each.counterexample),
            Against.DOCUMENT if index else Against.PROFILE,
            Real.REPRODUCED if index else Real.NOT,
        )
        for index, each in enumerate(report.findings)
    )
    judged = Entry("acme", "acme-chat", "4.2.0", document=document, own=own, findings=told)
    return (judged, Entry("zed", "zed-chat", "1.0.0", fault="npm finds no version 1.0.0 of zed-chat"))


def test_what_is_written_is_read_again() -> None:
    entries = sample_entries()
    assert from_json(to_json(entries), HERE) == entries


def test_clients_are_written_by_name() -> None:
    entries = sample_entries()
    assert to_json(reversed(entries)) == to_json(entries)


def test_a_file_of_another_schema_names_the_command_that_writes_it_anew() -> None:
    with pytest.raises(UsageError, match="make league"):
        from_json('{"schema": "connref-league/0", "clients": []}', HERE)


def test_a_judgement_has_every_requirement_of_the_run() -> None:
    report = sample_report()
    assert judgement(report).requirements.keys() == report.requirements.keys()
    assert judgement(report).profile == "document"
