"""What an input does to a case: forks by reading, a session that starts anew, an entry that counts again."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import exhibits
from tests.model.oracle.tape import Tape, blamed

from connref.protocol import InputName


def test_a_login_while_opening_may_take_the_whole_bound_again() -> None:
    tape = (
        Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1).do(9_000, "login", "bob")
    )
    tape.see(9_000, "socket_failed", socket=1).see(9_000, "socket_opening", socket=2)
    tape.see(69_000, "socket_open", socket=2).outcome(69_000, "c", "connect", "success")
    assert blamed(tape.end(70_000)) is None


def test_a_logout_forgets_the_user_under_every_reading() -> None:
    tape = Tape().signed_in().do(1, "logout")
    assert all(each.user is None for each in tape.judge.estimate.live)


@pytest.mark.parametrize(
    ("down", "requirement"), [(35_000, None), (35_041, None), (34_000, "MAN-GRACE-ENDS")]
)
def test_init_again_in_the_background_may_be_an_entry_where_nobody_is_logged_in(
    down: int, requirement: str | None
) -> None:
    """grace-from-entry counts from the second init, if that takes effect; grace-from-open from 5 041."""
    tape = Tape().do(0, "init").do(0, "background").do(5_000, "init").do(5_000, "login", "alice")
    tape.do(5_001, "connect", "c").see(5_001, "socket_opening", socket=1).see(5_041, "socket_open", socket=1)
    tape.outcome(5_041, "c", "connect", "success").closed(down)
    assert blamed(tape.end(40_000)) == requirement


@pytest.mark.parametrize("close", [30_512, 30_700])
def test_with_a_coarse_clock_connect_may_find_a_connection_that_is_about_to_lapse(close: int) -> None:
    tape = Tape(tolerance_ms=250).connected().do(510, "background").do(30_512, "connect", "c")
    tape.closed(close).see(close, "socket_opening", socket=2).see(close + 40, "socket_open", socket=2)
    tape.outcome(close + 40, "c", "connect", "success")
    assert blamed(tape.end(45_000)) is None


def test_with_a_coarse_clock_what_lapsed_is_down_in_time() -> None:
    tape = Tape(tolerance_ms=250).connected().do(510, "background").do(30_512, "connect", "c")
    tape.closed(31_500).see(31_500, "socket_opening", socket=2).see(31_540, "socket_open", socket=2)
    tape.outcome(31_540, "c", "connect", "success")
    assert blamed(tape.end(45_000)) is not None


@pytest.mark.parametrize("tolerance_ms", [0, 250])
def test_with_a_coarse_clock_a_call_may_be_heard_when_the_connection_has_come(tolerance_ms: int) -> None:
    """connect() while opening joins, connect() while up is an error: heard at 1 250, it is the latter."""
    tape = Tape(tolerance_ms=tolerance_ms).signed_in().do(1_000, "connect", "c")
    tape.see(1_000, "socket_opening", socket=1).do(1_004, "connect", "again").see(
        1_200, "socket_open", socket=1
    )
    tape.outcome(1_250, "c", "connect", "success").outcome(1_250, "again", "connect", "error")
    told = exhibits(tape.end(5_000)).get("connect-while-opening")
    assert told == (("error",) if not tolerance_ms else None)


@pytest.mark.parametrize(("down", "fits"), [(30_050, True), (30_051, True), (30_052, False)])
@pytest.mark.parametrize("late", ["ping", "foreground"])
def test_what_comes_too_late_at_the_deadline_leaves_the_connection_to_it(
    late: str, down: int, *, fits: bool
) -> None:
    """Where one reading of the deadline is exclusive and the other inclusive: down at it, or a millisecond later."""
    tape = Tape().connected().do(50, "background").do(30_050, late, "p" if late == "ping" else None)
    if late == "ping":
        tape.outcome(30_050, "p", "ping", "error")
    found = blamed(tape.closed(down).do(down, "background").end(40_000))
    assert (found is None) == fits


@pytest.mark.parametrize(("user", "again"), [("bob", 80), ("alice", 80), ("bob", 120)])
def test_a_session_that_begins_in_the_background_may_take_a_socket_of_its_own(user: str, again: int) -> None:
    """At once: what is closed later than the login, while nothing else happens, is a connection that went down."""
    tape = Tape().connected().do(60, "background").do(80, "login", user).closed(again)
    tape.see(again, "socket_opening", socket=2).see(again + 40, "socket_open", socket=2).closed(
        30_060, socket=2
    )
    assert (blamed(tape.end(40_000)) is None) == (again == 80)


def test_a_ping_too_late_at_the_deadline_leaves_it_to_a_return_at_the_same_instant() -> None:
    tape = (
        Tape().connected().do(50, "background").do(30_050, "ping", "p").outcome(30_050, "p", "ping", "error")
    )
    verdict = tape.do(30_050, "foreground").end(95_000)
    assert blamed(verdict) is None
    assert "exclusive" in exhibits(verdict).get("ping-at-deadline", ("exclusive",))


SILENT = frozenset[InputName]()
NO_ANSWER = frozenset({InputName.CONNECT, InputName.DISCONNECT})


def up_without_a_word(outcomes: frozenset[InputName]) -> Tape:
    tape = Tape(outcomes=outcomes).signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
    return tape.see(50, "socket_open", socket=1)


def test_no_outcome_is_owed_by_a_call_that_reports_none() -> None:
    assert blamed(up_without_a_word(SILENT).end(200_000)) is None
    assert blamed(up_without_a_word(frozenset({InputName.PING})).end(200_000)) is None
    assert blamed(up_without_a_word(NO_ANSWER).end(200_000)) == "CALL-OUTCOME"


def test_a_call_without_an_outcome_still_asks_for_the_connection() -> None:
    tape = Tape(outcomes=SILENT).signed_in().do(0, "connect", "c")
    assert blamed(tape.end(200_000)) == "MAN-CONNECT"


def test_a_ping_without_an_outcome_is_still_seen_to_be_sent_or_not() -> None:
    never = up_without_a_word(SILENT).do(1_000, "ping", "p").end(200_000)
    sent = up_without_a_word(SILENT).do(1_000, "ping", "p").see(1_010, "ping_sent").end(200_000)
    assert exhibits(never)["ping-in-foreground"] == ("error", "nothing")
    assert exhibits(sent)["ping-in-foreground"] == ("sends",)


def test_in_the_background_nothing_is_held_against_an_sdk_whose_answers_nobody_sees() -> None:
    """Under `answered` a ping counts when its success is reported, so nobody knows until when it has to be up."""
    tape = up_without_a_word(NO_ANSWER | {InputName.PING}).outcome(50, "c", "connect", "success")
    assert blamed(tape.do(100, "background").end(200_000)) == "MAN-GRACE-ENDS"
    tape = up_without_a_word(NO_ANSWER).outcome(50, "c", "connect", "success")
    assert blamed(tape.do(100, "background").do(20_000, "ping", "p").end(200_000)) is None
    tape = up_without_a_word(NO_ANSWER).outcome(50, "c", "connect", "success")
    assert blamed(tape.do(99, "ping", "p").do(100, "background").end(200_000)) is None
    tape = up_without_a_word(NO_ANSWER).outcome(50, "c", "connect", "success")
    assert blamed(tape.do(100, "background").end(200_000)) == "MAN-GRACE-ENDS"


def given_up(at: int) -> Tape:
    """Lost while the server refuses, and given up; `connect()` as soon as conditions are fair again."""
    tape = (
        Tape()
        .connected()
        .do(1_000, "server_refuse")
        .do(1_000, "server_close", 1006)
        .closed(1_000, by="server")
    )
    return tape.do(at, "server_accept").do(at, "connect", "c1")


def test_a_connect_that_may_be_the_first_to_an_sdk_that_gave_up_may_succeed() -> None:
    up = given_up(200_000).see(200_000, "socket_opening", socket=2).see(200_050, "socket_open", socket=2)
    assert exhibits(up.outcome(200_050, "c1", "connect", "success").end(200_060)) == {}
    error = given_up(200_000).outcome(200_000, "c1", "connect", "error").see(200_050, "socket_open", socket=2)
    assert exhibits(error.end(200_060)) == {"connect-while-opening": ("error",)}


def test_one_beside_an_opening_that_was_seen_is_one_too_many_or_joins() -> None:
    tape = Tape().connected().do(1_000, "server_close", 1006).closed(1_000, by="server")
    tape.see(1_000, "socket_opening", socket=2).do(1_010, "connect", "c1").see(1_050, "socket_open", socket=2)
    assert exhibits(tape.outcome(1_050, "c1", "connect", "success").end(1_060)) == {
        "connect-while-opening": ("joins",)
    }
