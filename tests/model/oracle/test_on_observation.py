"""What calls owe: exactly one outcome, in time, and the right one (CALL-OUTCOME and what it borders on)."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import exhibits
from tests.model.oracle.tape import BOUND, Tape, blamed

from connref.protocol import Mode

LATER = 10 * BOUND


def test_one_outcome_is_enough_and_two_are_too_many() -> None:
    assert blamed(Tape().connected().end(LATER)) is None
    assert blamed(Tape().connected().outcome(60, "c0", "connect", "error").end(LATER)) == "CALL-OUTCOME"


def test_an_outcome_of_a_call_that_was_never_made() -> None:
    assert blamed(Tape().signed_in().outcome(0, "c9", "connect", "error").end(1)) == "CALL-OUTCOME"


@pytest.mark.parametrize(("after", "requirement"), [(BOUND, None), (BOUND + 1, "CALL-OUTCOME")])
def test_an_outcome_is_due_within_the_bound(after: int, requirement: str | None) -> None:
    tape = Tape().connected().do(100, "disconnect", "d").closed(100)
    assert blamed(tape.outcome(100 + after, "d", "disconnect", "success").end(LATER)) == requirement


def test_time_without_a_network_does_not_count() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").do(0, "network_down")
    assert blamed(tape.end(LATER)) is None


def test_a_kill_excuses() -> None:
    assert blamed(Tape().signed_in().do(0, "connect", "c").do(1, "kill").end(LATER)) is None


def test_a_late_outcome_of_a_killed_call_is_no_second_one() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").do(1, "kill").outcome(1, "c", "connect", "error")
    assert blamed(tape.end(LATER)) is None


def test_success_without_a_connection() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").outcome(0, "c", "connect", "success")
    assert blamed(tape.end(LATER)) == "MAN-CONNECT"


def test_success_a_moment_before_the_connection_of_the_same_instant() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
    tape.outcome(9, "c", "connect", "success").see(9, "socket_open", socket=1)
    assert blamed(tape.end(LATER)) is None


def test_an_error_although_everything_was_fair() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").outcome(5, "c", "connect", "error")
    assert blamed(tape.end(LATER)) == "MAN-CONNECT"


@pytest.mark.parametrize("result", ["success", "error"])
def test_a_choice_shows_in_the_outcome(result: str) -> None:
    tape = Tape().connected().do(100, "connect", "c1").outcome(100, "c1", "connect", result)
    assert exhibits(tape.end(LATER))["connect-when-up"] == (result,)


def test_the_same_choice_twice_in_one_case() -> None:
    tape = Tape().connected()
    for number, result in enumerate(("success", "error"), 1):
        tape.do(100, "connect", f"c{number}").outcome(100, f"c{number}", "connect", result)
    assert blamed(tape.end(LATER)) == "MAN-CONNECT"


def test_connect_without_a_user_succeeds_never() -> None:
    tape = Tape().do(0, "init").do(0, "connect", "c").outcome(0, "c", "connect", "success")
    assert blamed(tape.end(LATER)) == "MAN-CONNECT-NEEDS-USER"


def test_a_ping_in_the_background_is_sent() -> None:
    tape = Tape().connected().do(100, "background").do(200, "ping", "p").outcome(200, "p", "ping", "success")
    assert blamed(tape.do(300, "ping", "q").end(LATER)) is not None
    unsent = Tape().connected().do(100, "background").do(200, "ping", "p").outcome(200, "p", "ping", "error")
    assert blamed(unsent.end(300)) == "MAN-PING-SENDS"


def test_silence_is_a_choice_for_a_ping_in_the_foreground() -> None:
    verdict = Tape().connected().do(100, "ping", "p").end(LATER)
    assert exhibits(verdict)["ping-in-foreground"] == ("nothing",)


def test_an_exception_is_robust_only_before_init() -> None:
    early = Tape().do(0, "connect", "c").see(0, "threw", call="c", detail="not yet").end(LATER)
    assert exhibits(early) == {"call-before-init": ("throws",)}
    late = Tape().connected().do(100, "ping", "p").see(100, "threw", call="p", detail="oh").end(LATER)
    assert blamed(late) == "INP-ROBUST"


def test_an_exception_out_of_an_input_is_never_right() -> None:
    assert blamed(Tape().see(0, "threw", input="background").end(1)) == "INP-ROBUST"


def test_a_connect_that_has_to_bring_back_what_went_down_is_judged_under_that() -> None:
    tape = Tape().connected().do(100, "background").closed(30_100).do(40_000, "foreground")
    tape.do(40_000, "connect", "c1").outcome(40_000, "c1", "connect", "error")
    assert blamed(tape.end(LATER)) == "MAN-BACKGROUND-STAYS-DOWN"


def test_messages_come_while_up_and_never_after_disconnect() -> None:
    tape = Tape().connected().do(100, "server_message", "m").see(100, "delivered", message="m")
    tape.do(200, "server_message", "n").do(200, "disconnect", "d").closed(200)
    tape.outcome(200, "d", "disconnect", "success")
    assert blamed(tape.see(300, "delivered", message="n").end(LATER)) == "EVT-STOPS"


def test_a_message_that_never_comes_is_missed() -> None:
    assert blamed(Tape().connected().do(100, "server_message", "m").end(LATER)) == "EVT-DELIVERED"


def test_a_message_sent_while_down_is_lost() -> None:
    tape = Tape().signed_in().do(0, "server_message", "m").see(9, "delivered", message="m")
    assert blamed(tape.end(LATER)) == "EVT-LOST"


def test_two_sockets_at_once() -> None:
    tape = Tape().connected().see(100, "socket_opening", socket=2)
    assert blamed(tape.end(LATER)) == "RES-ONE-SOCKET"


def test_who_is_logged_in_after_init() -> None:
    killed = Tape().signed_in().do(10, "kill").do(20, "init")
    assert blamed(killed.see(20, "user", value=None).end(30)) == "SES-LOGIN-SAVES"
    gone = Tape().signed_in().do(5, "logout").do(10, "kill").do(20, "init")
    assert blamed(gone.see(20, "user", value="alice").end(30)) == "SES-NO-USER"


def test_the_user_who_is_there_already_may_be_no_switch() -> None:
    tape = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1).see(50, "socket_open", socket=1)
    tape.do(100, "disconnect", "d").closed(100).outcome(100, "d", "disconnect", "success")
    assert "login-again" not in exhibits(tape.do(200, "login", "alice").end(LATER))


def test_success_may_come_late_where_the_connection_came_at_the_instant_of_the_call() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
    tape.see(0, "socket_open", socket=1).do(0, "disconnect", "d").closed(0)
    tape.outcome(7, "c", "connect", "success").outcome(7, "d", "disconnect", "success")
    assert blamed(tape.end(LATER)) is None


def test_a_connection_of_before_the_call_is_not_the_one_that_it_reports() -> None:
    tape = Tape().connected().do(50, "disconnect", "d").closed(50).outcome(50, "d", "disconnect", "success")
    tape.do(51, "connect", "again").outcome(60, "again", "connect", "success")
    assert blamed(tape.end(LATER)) == "MAN-DISCONNECT-STAYS"


@pytest.mark.parametrize(("closes", "requirement"), [(True, None), (False, "MAN-PING-SENDS")])
def test_a_ping_may_fail_a_moment_before_the_connection_goes(closes: bool, requirement: str | None) -> None:
    tape = Tape().connected().do(58, "background").do(30_057, "ping", "p")
    tape.outcome(30_058, "p", "ping", "error")
    if closes:
        tape.closed(30_058).see(30_067, "ping_sent")
    assert blamed(tape.end(30_100)) == requirement


def test_a_ping_may_be_seen_after_the_error_of_the_same_instant() -> None:
    tape = Tape().connected().do(58, "background").do(100, "ping", "p")
    tape.outcome(100, "p", "ping", "error").see(100, "ping_sent")
    assert blamed(tape.end(200)) is None


def test_what_a_ping_without_a_connection_reports_need_not_move_the_deadline() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
    tape.do(0, "background").do(0, "ping", "p").see(40, "socket_open", socket=1)
    tape.outcome(40, "c", "connect", "success").outcome(250, "p", "ping", "success")
    verdict = tape.closed(30_000).end(LATER)
    assert blamed(verdict) is None
    assert exhibits(verdict)["ping-at-deadline"] == ("exclusive",)
    assert "ping-counts-when" not in exhibits(verdict)


@pytest.mark.parametrize(("early", "requirement"), [(True, None), (False, "CALL-OUTCOME")])
def test_a_ping_that_the_server_sees_late_is_not_taken_for_another(
    early: bool,
    requirement: str | None,
) -> None:
    """The second ping is of those that do nothing in the foreground: it sends nothing, and reports nothing."""
    tape = Tape().connected().do(100, "background")
    if early:
        tape.do(200, "ping", "first")
    tape.do(200, "foreground").do(200, "ping", "second")
    tape.do(200, "disconnect", "d").closed(200).outcome(200, "d", "disconnect", "success")
    if early:
        tape.outcome(200, "first", "ping", "error")
    tape.see(210, "ping_sent")
    assert blamed(tape.end(LATER)) == requirement
