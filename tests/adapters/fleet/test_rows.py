"""Lines of many sessions: each finds its session, whatever stands in between."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.adapters.recorded.recording import CONNECTED, HEADER, events

from connref_adapters.fleet import rows
from connref_adapters.fleet.rows import FleetSessions, Router, ordered
from connref_adapters.recorded.lines import BadLine
from connref_adapters.recorded.part import Part
from connref_adapters.recorded.result import SessionResult, SessionVerdict
from connref_adapters.recorded.spool import Spooled


class Judged:
    """Sessions that are judged as their lines come."""

    def __init__(self, *, in_order: bool = True) -> None:
        self.results: list[SessionResult] = []
        self.dates: list[str | None] = []
        self.part = Part(self, lambda _: None, automata=None)
        self.sessions = FleetSessions(self.part, None, self.dates.append, in_order=in_order)

    def write(self, spooled: Spooled, /) -> None:
        self.results.append(spooled.result)


def story(name: str) -> list[str]:
    bodies: list[dict[str, Any]] = [{**HEADER, "session": name}, *CONNECTED]
    return [json.dumps(body) for body in bodies]


def test_a_line_goes_to_the_session_that_it_names_or_to_the_one_before() -> None:
    router = Router()
    lines = [
        '{"at": 1, "input": "init"}',
        *story("a")[:2],
        '{"at": 1, "input": "background", "session": 7}',
        "noise",
        BadLine("no text"),
    ]
    routed = [router.route(line) for line in lines]
    assert [each and (each.session, each.begins) for each in routed] == [
        None,
        ("a", True),
        ("a", False),
        ("7", False),
        None,
        None,
    ]
    assert (router.unused, router.foreign, router.lost) == (1, {"not JSON": 1}, 1)


def test_sessions_that_interleave_are_judged_each_by_itself_and_numbered_from_its_header() -> None:
    judged = Judged()
    for lines in zip(story("a"), story("b"), strict=True):
        for name, line in zip("ab", lines, strict=True):
            judged.sessions.take(name, line, f"date of {name}")
    judged.sessions.close_all()
    assert [(each.session, each.first_line, each.last_line) for each in judged.results] == [
        ("a", 1, 6),
        ("b", 1, 6),
    ]
    assert {each.verdict for each in judged.results} == {SessionVerdict.CONFORMS}
    assert judged.dates == ["date of a", "date of b"]
    assert judged.part.counts.events == 10


def test_a_line_that_was_lost_is_a_gap_in_all_that_go_on() -> None:
    judged = Judged()
    for line in story("a"):
        judged.sessions.take("a", line, None)
    for number, line in enumerate(story("b")):
        judged.sessions.take("b", line, None)
        if number == 3:
            judged.sessions.gap()
    judged.sessions.close_all()
    assert [each.verdict for each in judged.results] == [SessionVerdict.CONFORMS, SessionVerdict.INCONCLUSIVE]


def test_lines_that_are_not_in_order_are_sorted_by_instant_with_the_header_first() -> None:
    lines = story("a")
    mixed = [lines[4], lines[0], *lines[1:4], lines[5]]
    assert ordered(mixed) == lines
    judged = Judged(in_order=False)
    for line in mixed:
        judged.sessions.take("a", line, None)
    judged.sessions.close("a")
    assert [each.verdict for each in judged.results] == [SessionVerdict.CONFORMS]


def test_instants_are_compared_in_the_unit_of_the_header() -> None:
    header = json.dumps({**HEADER, "unit": "iso8601"})
    late = '{"at": "2026-11-27T13:00:00+01:00", "input": "init"}'
    early = '{"at": "2026-11-27T11:59:00Z", "input": "background"}'
    assert ordered([late, header, early, "{"]) == [header, early, "{", late]


def test_few_sessions_are_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_OPEN", 1)
    judged = Judged()
    for name in ("a", "b"):
        judged.sessions.take(name, story(name)[0], None)
        judged.sessions.take(name, json.dumps(next(iter(events(0, "init")))), None)
    assert [each.session for each in judged.results] == ["a"]
