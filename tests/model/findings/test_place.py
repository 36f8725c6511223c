"""Where a failing case first parts from the document."""

from __future__ import annotations

import pytest
from tests.model.findings.telling import traced
from tests.model.oracle.playing import case_of

from connref.findings.place import places, unsent
from connref.oracle.does import Does
from connref.protocol import Mode
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN
from fakes.wrong import WRONG

TOLD = {
    "grace-never-ends": ("grace", "deadline", Does.STAYS_UP),
    "no-grace": ("connected", "background", Does.GOES_DOWN),
    "logout-keeps-socket": ("connected", "logout", Does.STAYS_UP),
    "foreground-connects": ("idle_background", "foreground", Does.COMES_UP),
    "disconnect-keeps-opening": ("opening", "disconnect", Does.STAYS_UP),
    "reopen-connects-in-manual": ("not_initialised", "reopen", Does.COMES_UP),
    "aborted-connect-lost": ("idle", "connect", Does.NO_OUTCOME),
    "throws-on-second-logout": ("signed_out", "logout", Does.THROWS),
    "fetches-missed-messages": ("idle", "server_message", Does.DELIVERS_LOST),
    "connect-when-up-leaks": ("connected", "connect", Does.SECOND_SOCKET),
    "login-not-saved": ("not_initialised", "reopen", Does.WRONG_USER),
    "success-without-user": ("signed_out", "connect", Does.SUCCESS),
}


@pytest.mark.parametrize("name", TOLD)
def test_the_story_of_a_wrong_sdk_parts_where_its_defect_is(name: str) -> None:
    defect = WRONG[name]
    text = " ".join(_word(step.request()) for step in case_of(defect.mode, defect.story).steps)
    first = places(traced(name, text, defect.mode))[0]
    assert (first.location.id, first.event, first.does) == TOLD[name]


def _word(request: dict[str, object]) -> str:
    if request["op"] == "advance":
        return f"+{request['ms']}"
    values = [str(value) for name, value in request.items() if name not in ("op", "input")]
    return "=".join([str(request["input"]), *values])


def test_what_nobody_asked_for_is_put_to_time_where_no_input_came() -> None:
    first = places(traced("return-keeps-deadline", IN_GRACE + "+10000 foreground +30000"))[0]
    assert (first.event, first.location.id, first.does) == ("time", "connected", Does.GOES_DOWN)
    assert first.delay == 20_000


def test_at_the_instant_of_an_input_time_is_an_alternative() -> None:
    found = places(
        traced("return-keeps-deadline", IN_GRACE + "+10000 foreground +20000 server_message=m1 +1")
    )
    assert ("time", "connected") in {(each.event, each.location.id) for each in found}


def test_what_came_since_is_an_alternative() -> None:
    found = places(traced("background-loses-connect", SIGNED_IN + "connect=c1 background +70000"))
    assert [(each.location.id, each.event) for each in found][:2] == [
        ("idle", "connect"),
        ("opening", "background"),
    ]


def test_a_case_that_is_right_has_no_place() -> None:
    assert places(traced(None, CONNECTED)) == ()


def test_a_ping_that_is_sent_late_is_not_taken_for_the_next_one() -> None:
    trace = traced("pings-throttled", IN_GRACE + "+15000 ping=p1 +15000 ping=p2 +25000 ping=p3 +70000")
    assert [trace.occurrences[index].value for index in unsent(trace)] == ["p2"]


def test_in_auto_mode_it_is_the_chart_of_auto_mode() -> None:
    first = places(traced("auto-uses-grace", "init login=u +100 background +100", Mode.AUTO))[0]
    assert (first.location.id, first.event, first.does) == ("connected", "background", Does.STAYS_UP)


@pytest.mark.parametrize("end", ["+5000", "ping=p +5000", "connect=d +5000"])
def test_a_wrong_status_is_put_to_where_the_connection_last_changed(end: str) -> None:
    first = places(traced("status-upside-down", f"init login=u connect=c +100 {end}"))[0]
    assert (first.location.id, first.event, first.does) == ("opening", "opened", Does.WRONG_STATUS)
