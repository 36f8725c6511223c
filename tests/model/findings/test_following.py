"""The way of a case through its chart."""

from __future__ import annotations

from tests.model.findings.telling import traced

from connref.oracle.does import Does
from connref.protocol import Mode
from fakes.stories import CONNECTED, IN_GRACE


def test_each_occurrence_has_the_location_in_which_it_came() -> None:
    trace = traced(None, IN_GRACE + "+15000 ping=p1 +40000")
    assert [(each.at, each.event, each.location.id, each.then.id) for each in trace.occurrences] == [
        (0, "init", "not_initialised", "signed_out"),
        (0, "login", "signed_out", "idle"),
        (0, "connect", "idle", "opening"),
        (50, "opened", "opening", "connected"),
        (100, "background", "connected", "grace"),
        (15100, "ping", "grace", "grace"),
        (15130, "pong", "grace", "grace"),
        (45100, "deadline", "grace", "idle_background"),
    ]
    assert trace.violation is None
    assert trace.mode == "manual"


def test_a_deadline_says_from_what_it_counts() -> None:
    trace = traced(None, IN_GRACE + "+15000 ping=p1")
    assert [each.arms for each in trace.occurrences if each.arms] == ["background", "ping"]


def test_what_the_chart_has_no_word_for_is_there_under_its_own_name() -> None:
    trace = traced(None, CONNECTED + "server_message=m1 network_down +10 network_up")
    last = {each.event: each for each in trace.occurrences}
    assert last["server_message"].value == "m1"
    assert not last["server_message"].moved
    assert not last["network_down"].fair
    assert last["network_up"].fair


def test_it_ends_where_the_case_parts() -> None:
    trace = traced("grace-never-ends", IN_GRACE + "+30100 foreground +100")
    assert trace.violation is not None
    assert trace.violation.does is Does.STAYS_UP
    assert (trace.occurrences[-1].event, trace.occurrences[-1].location.id) == ("deadline", "grace")


def test_a_sight_knows_what_came_before_it() -> None:
    trace = traced(None, CONNECTED)
    up = next(sight for sight in trace.sights if sight.came_up)
    assert trace.occurrences[up.after - 1].event == "connect"


def test_the_input_that_kills_an_sdk_is_the_last_occurrence() -> None:
    trace = traced("hangs-offline", "init login=u +100 network_down background foreground", Mode.AUTO)
    assert trace.violation is not None
    assert trace.violation.does is Does.DIES
    assert trace.occurrences[-1].event == "foreground"


def test_an_app_that_chose_no_mode_has_a_mode_of_its_own() -> None:
    assert traced(None, "init", None).mode == "default"
