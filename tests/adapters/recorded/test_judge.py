"""One recorded session: only what it shows beyond doubt is held against the SDK."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, Checked, events, lines

from connref.errors import ProtocolError
from connref.protocol import ObservationKind
from connref_adapters.recorded.result import SessionFailure, SessionResult, SessionVerdict

GONE_AT_ONCE = [*events(1_000, "background"), {**CLOSED, "at": 1_000}]
LATER: dict[str, Any] = {"at": 50_000, "kind": "status", "value": "disconnected"}


def judged(*bodies: dict[str, Any] | str, **header: object) -> SessionResult:
    checked = Checked(lines({**HEADER, **header}, *bodies))
    (result,) = checked.sessions
    return result


def failure(*bodies: dict[str, Any] | str, **header: object) -> SessionFailure:
    found = judged(*bodies, **header).failure
    assert found is not None
    return found


def test_a_session_that_does_as_the_document_asks_conforms() -> None:
    result = judged(*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 31_000}, LATER)
    assert result.verdict is SessionVerdict.CONFORMS
    assert (result.first_line, result.last_line, result.events, result.skipped) == (1, 9, 8, 0)
    assert result.failure is result.reason is None


def test_a_failure_names_requirement_instant_and_line() -> None:
    result = judged(*CONNECTED, *GONE_AT_ONCE, LATER)
    assert result.verdict is SessionVerdict.FAIL
    assert result.failure is not None
    assert (result.failure.requirement, result.failure.at_ms, result.failure.line) == ("MAN-GRACE", 1_000, 8)
    assert result.failure.expected == "up until 31000"
    assert result.failure.observed == "down at 1000"


def test_what_is_late_is_told_of_the_line_that_asked_for_it() -> None:
    result = judged(*CONNECTED, *events(1_000, "background"), LATER)
    assert result.failure is not None
    assert result.failure.requirement == "MAN-GRACE-ENDS"
    assert result.failure.line == 7


@pytest.mark.parametrize("at", [30_999, 31_000])
def test_what_is_not_due_at_the_last_line_is_open(at: int) -> None:
    result = judged(*CONNECTED, *events(1_000, "background"), {**LATER, "at": at})
    assert result.verdict is SessionVerdict.CONFORMS


def test_what_is_due_at_the_last_instant_is_open_unless_the_session_has_an_end() -> None:
    story = [*CONNECTED, *events(2_000, "disconnect=d")]
    assert judged(*story).verdict is SessionVerdict.CONFORMS
    ended = judged(*story, {"at": 2_000, "end": True})
    assert ended.verdict is SessionVerdict.FAIL
    assert ended.failure is not None
    assert ended.failure.requirement == "MAN-DISCONNECT"
    assert ended.failure.line == 8


def test_an_end_says_how_long_nothing_happened() -> None:
    story = [*CONNECTED, *events(1_000, "background")]
    assert judged(*story, {"at": 31_000, "end": True}).verdict is SessionVerdict.CONFORMS
    assert failure(*story, {"at": 31_002, "end": True}).requirement == "MAN-GRACE-ENDS"


def test_nothing_may_follow_an_end() -> None:
    checked = Checked(lines(HEADER, *CONNECTED, {"at": 100, "end": True}, *events(200, "background")))
    assert [line for line, _ in checked.problems] == [8]
    assert "has ended" in checked.problems[0][1]


def test_the_tolerance_of_the_header_counts() -> None:
    assert (
        judged(*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 30_500}).verdict
        is SessionVerdict.FAIL
    )
    early = judged(
        *CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 30_500}, LATER, tolerance_ms=1_000
    )
    assert early.verdict is SessionVerdict.CONFORMS


def test_the_profile_of_the_header_counts() -> None:
    story = [*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 6_000}, LATER]
    assert judged(*story).verdict is SessionVerdict.FAIL
    assert judged(*story, profile={"grace_ms": 5_000}).verdict is SessionVerdict.CONFORMS


MUTE_LISTENER = [
    *CONNECTED,
    *events(1_000, "server_message=m"),
    {"at": 90_000, "kind": "status", "value": "connected"},
]
SILENT_PING = [
    *CONNECTED,
    *events(1_000, "background"),
    *events(2_000, "ping=p"),
    {"at": 2_050, "kind": "outcome", "call": "p", "api": "ping", "result": "success"},
    *events(3_000, "foreground"),
    {"at": 90_000, "kind": "status", "value": "connected"},
]


@pytest.mark.parametrize(
    ("story", "kind", "requirement"),
    [(MUTE_LISTENER, "delivered", "EVT-DELIVERED"), (SILENT_PING, "ping_sent", "MAN-PING-SENDS")],
)
def test_a_kind_that_never_occurs_is_held_against_nobody(
    story: list[dict[str, Any]], kind: str, requirement: str
) -> None:
    assert judged(*story).verdict is SessionVerdict.CONFORMS
    others = [each for each in ObservationKind if each is not ObservationKind.STATUS]
    promised = judged(*story, observes=others)
    assert promised.failure is not None
    assert promised.failure.requirement == requirement
    without = [each for each in others if each.value != kind]
    assert judged(*story, observes=without).verdict is SessionVerdict.CONFORMS


def test_a_kind_counts_from_its_first_occurrence_on() -> None:
    story = [
        *CONNECTED,
        *events(1_000, "server_message=m1"),
        {"at": 1_010, "kind": "delivered", "message": "m1"},
        *events(2_000, "server_message=m2"),
        {"at": 90_000, "kind": "status", "value": "connected"},
    ]
    assert failure(*story).requirement == "EVT-DELIVERED"


BAD = '{"at": 500, "kind": "socket_o'


def test_after_a_gap_nothing_is_beyond_doubt() -> None:
    result = judged(*CONNECTED, BAD, *GONE_AT_ONCE, LATER)
    assert result.verdict is SessionVerdict.INCONCLUSIVE
    assert result.failure is None
    assert result.skipped == 1
    assert "line 7 could not be used" in str(result.reason)
    assert "MAN-GRACE seems to fail at line 9" in str(result.reason)


def test_what_failed_before_a_gap_stands() -> None:
    result = judged(*CONNECTED, *GONE_AT_ONCE, BAD, LATER)
    assert result.verdict is SessionVerdict.FAIL
    assert result.failure is not None
    assert result.failure.requirement == "MAN-GRACE"
    assert result.skipped == 1


def test_a_gap_with_nothing_wrong_is_inconclusive_all_the_same() -> None:
    result = judged(*CONNECTED, BAD, {"at": 600, "kind": "status", "value": "connected"})
    assert result.verdict is SessionVerdict.INCONCLUSIVE
    assert result.reason == "line 7 could not be used; nothing is wrong with the rest"


def test_an_unusable_line_that_nothing_follows_is_no_gap() -> None:
    result = judged(*CONNECTED, BAD)
    assert result.verdict is SessionVerdict.CONFORMS
    assert (result.skipped, result.last_line) == (1, 7)


def test_a_session_without_events_is_inconclusive() -> None:
    assert judged().reason == "it has no events"


def test_a_login_before_init_leaves_the_session_unjudged() -> None:
    result = judged(*events(0, "login=u"), {"at": 5, "kind": "socket_open", "socket": 1}, LATER)
    assert result.verdict is SessionVerdict.INCONCLUSIVE
    assert "before init" in str(result.reason)


REOPENED = [
    *events(7, "init"),
    {"at": 7, "kind": "user", "value": "anna"},
    {"at": 50, "kind": "socket_open", "socket": 1},
    {"at": 99_000, "kind": "status", "value": "connected"},
]


def test_a_session_may_begin_with_a_saved_user() -> None:
    assert judged(*REOPENED, mode="auto", user="anna").verdict is SessionVerdict.CONFORMS
    assert failure(*REOPENED, mode="auto").requirement == "SES-NO-USER"
    assert failure(*REOPENED, mode="auto", user="otto").requirement == "SES-LOGIN-SAVES"
    assert failure(*REOPENED, mode="manual", user="anna").requirement == "SES-REOPEN-WAITS"


def test_times_may_count_from_any_instant() -> None:
    origin = 1_700_000_000_000
    shifted = [{**body, "at": body["at"] + origin} for body in (*CONNECTED, *GONE_AT_ONCE)]
    result = judged(*shifted)
    assert result.failure is not None
    assert result.failure.requirement == "MAN-GRACE"
    assert result.failure.at_ms == origin + 1_000


@pytest.mark.parametrize(
    ("again", "word"),
    [("ping=c", "call"), ("connect=c", "call"), ("server_message=m", "message")],
)
def test_calls_and_messages_have_names_of_their_own(again: str, word: str) -> None:
    checked = Checked(lines(HEADER, *CONNECTED, *events(50, "server_message=m"), *events(60, again)))
    ((line, problem),) = checked.problems
    assert line == 8
    assert f"another {word} of this session has the same name" in problem


def test_an_event_that_cannot_be_used_changes_nothing() -> None:
    good = [*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 31_000}]
    for bad in ({"at": 999_999, "kind": "user"}, {"at": 0, "input": "background"}, {"kind": "user"}):
        checked = Checked(lines(HEADER, *good, bad))
        assert len(checked.malformed) == 1
        assert checked.sessions[0].verdict is SessionVerdict.CONFORMS


def test_feeding_out_of_order_raises_and_names_both_instants() -> None:
    from connref_adapters.recorded.header import header_from_json
    from connref_adapters.recorded.judge import SessionJudge

    judge = SessionJudge(header_from_json(HEADER), 1)
    judge.feed(2, 5, {"at": 5, "input": "init"})
    with pytest.raises(ProtocolError, match=r"'at' is 4.*the event before was at 5"):
        judge.feed(3, 4, {"at": 4, "input": "init"})
    assert judge.now == 5
    assert judge.events == 1
