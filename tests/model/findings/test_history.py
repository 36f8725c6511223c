"""The facts by which occurrences of one event in one location differ."""

from __future__ import annotations

from tests.model.findings.telling import traced

from connref.findings.history import LEFT, Fact, Kind, moment
from connref.findings.trace import TIME, Trace
from fakes.stories import CONNECTED, IN_GRACE


def last(trace: Trace, event: str) -> int:
    return max(index for index, each in enumerate(trace.occurrences) if each.event == event)


def test_how_often_something_came_is_counted() -> None:
    trace = traced(None, IN_GRACE + "foreground background foreground background")
    facts = moment(trace, last(trace, "background"), "background", 0).facts
    assert {Fact(Kind.NTH, "background", 3), Fact(Kind.AFTER, "background", 2)} <= facts
    assert {Fact(Kind.STAY, "grace", 3), Fact(Kind.AFTER, "foreground", 2)} <= facts
    assert Fact(Kind.AFTER, "background", 1) not in facts, "that it came once says nothing of it"
    assert Fact(Kind.NEVER, "ping") in facts


def test_a_kill_forgets_what_was_counted_but_not_that_it_was() -> None:
    trace = traced(None, CONNECTED + "disconnect=d1 kill init connect=c2 +100")
    facts = moment(trace, last(trace, "opened"), "opened", 0).facts
    assert Fact(Kind.NEVER, "disconnect") in facts
    assert Fact(Kind.EVER, "disconnect") in facts


def test_where_a_deadline_runs_it_is_known_from_what_it_counts() -> None:
    trace = traced(None, IN_GRACE + "+15000 ping=p1 +100 server_message=m1")
    facts = moment(trace, last(trace, "server_message"), "server_message", 0).facts
    assert Fact(Kind.ARMED, "ping") in facts


def test_what_stands_nearby() -> None:
    trace = traced(None, CONNECTED + "server_mute ping=p1 server_close=1001")
    facts = moment(trace, last(trace, "server_close"), "server_close", 0).facts
    assert Fact(Kind.WHILE, "server_mute") in facts
    assert Fact(Kind.INSTANT, "ping") in facts
    assert Fact(Kind.PENDING, "ping") in facts
    assert Fact(Kind.VALUE, "server_close", 1001) in facts


def test_ages_are_those_of_the_moment_in_which_time_was_seen_to_pass() -> None:
    trace = traced(None, IN_GRACE + "+10000 foreground +30000")
    found = moment(trace, len(trace.occurrences) - 1, TIME, 20_000)
    assert found.ages["foreground"] == (20_000,)
    assert found.ages[LEFT + "foreground"] == (30_000,)
