"""What a case has put to the test: duties that fall due, prohibitions with temptation and time, four special rules."""

from __future__ import annotations

import pytest
from tests.model.oracle.tape import BOUND, GRACE, Tape

from connref.protocol import Mode, ObservationKind

LATE = 50 + GRACE + BOUND + 2


def test_a_duty_is_tested_where_it_is_met_or_broken_and_not_before() -> None:
    asked = Tape().signed_in().do(0, "connect", "c0").see(0, "socket_opening", socket=1)
    assert "MAN-CONNECT" not in asked.end(40).tested
    assert "MAN-CONNECT" in Tape().connected().end(60).tested
    assert "MAN-CONNECT" in asked.end(BOUND + 1).tested


def test_a_prohibition_needs_a_temptation_and_time() -> None:
    login = Tape().signed_in()
    assert "MAN-ONLY-CONNECT" not in login.end(BOUND - 1).tested
    assert "MAN-ONLY-CONNECT" in login.end(BOUND + 1).tested
    assert "MAN-FOREGROUND-HOLDS" not in Tape().connected().end(BOUND).tested
    assert "MAN-FOREGROUND-HOLDS" in Tape().connected().end(BOUND + 60).tested


def test_time_in_which_the_network_is_down_tests_nothing() -> None:
    tape = Tape().signed_in().do(0, "network_down")
    assert "MAN-ONLY-CONNECT" not in tape.end(3 * BOUND).tested
    assert "MAN-ONLY-CONNECT" in tape.do(3 * BOUND, "network_up").end(4 * BOUND + 1).tested


@pytest.mark.parametrize(("wait", "tested"), [(0, False), (1, True)])
def test_an_input_that_ends_the_situation_tests_it_unless_it_comes_at_once(
    wait: int, *, tested: bool
) -> None:
    tape = Tape().signed_in().do(wait, "connect", "c0").end(wait)
    assert ("MAN-ONLY-CONNECT" in tape.tested) is tested


def test_a_coarse_clock_needs_its_tolerance_too() -> None:
    assert (
        "MAN-ONLY-CONNECT"
        not in Tape(tolerance_ms=1_000).signed_in().do(1_000, "connect", "c").end(1_000).tested
    )
    assert (
        "MAN-ONLY-CONNECT" in Tape(tolerance_ms=1_000).signed_in().do(1_001, "connect", "c").end(1_001).tested
    )


def test_what_stands_under_some_readings_only_is_not_tested() -> None:
    """connect() in the background of auto mode may open until the foreground: only time tells whether it does."""
    away = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1).see(50, "socket_open", socket=1)
    away.do(100, "background").closed(100).do(200, "connect", "c0")
    assert "AUTO-BACKGROUND-QUIET" not in away.do(300, "foreground").end(300).tested


def test_a_deadline_is_tested_by_a_connection_that_was_healthy_until_then() -> None:
    away = Tape().connected().do(100, "background").closed(100 + GRACE).end(LATE)
    assert {"MAN-GRACE", "MAN-GRACE-ENDS"} <= away.tested
    mute = Tape().connected().do(100, "background").do(200, "server_mute").closed(100 + GRACE).end(LATE)
    assert not {"MAN-GRACE", "MAN-GRACE-ENDS"} & mute.tested
    early = Tape().connected().do(100, "background").do(20_000, "foreground").end(25_000)
    assert not {"MAN-GRACE", "MAN-GRACE-ENDS", "MAN-RETURN-CANCELS"} & early.tested
    assert (
        "MAN-RETURN-CANCELS"
        in Tape().connected().do(100, "background").do(200, "foreground").end(LATE).tested
    )


def test_going_down_is_tested_by_a_connection_that_was_up_before() -> None:
    assert "MAN-DISCONNECT" in Tape().connected().do(100, "disconnect", "d").closed(100).end(200).tested
    assert "MAN-DISCONNECT" not in Tape().signed_in().do(100, "disconnect", "d").end(200).tested
    assert "MAN-DISCONNECT" in Tape().connected().do(100, "disconnect", "d").end(200).tested  # it is broken


def test_one_socket_is_tested_by_a_second_opening_in_one_process() -> None:
    assert "RES-ONE-SOCKET" not in Tape().connected().end(LATE).tested
    again = Tape().connected().do(100, "disconnect", "d").closed(100).do(200, "connect", "c1")
    assert "RES-ONE-SOCKET" in again.see(200, "socket_opening", socket=2).end(200).tested
    other = Tape().connected().do(100, "kill").do(100, "init").do(200, "connect", "c1")
    assert "RES-ONE-SOCKET" not in other.see(200, "socket_opening", socket=2).end(200).tested


def test_a_second_opening_is_known_by_what_came_up_where_no_beginning_is_seen() -> None:
    seen = frozenset({ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME})
    tape = Tape(observes=seen).signed_in().do(0, "connect", "c0").see(50, "socket_open", socket=1)
    tape.do(100, "disconnect", "d").closed(100).do(200, "connect", "c1")
    assert "RES-ONE-SOCKET" not in tape.end(240).tested
    assert "RES-ONE-SOCKET" in tape.see(250, "socket_open", socket=2).end(250).tested


def test_any_call_tests_robustness() -> None:
    assert "INP-ROBUST" not in Tape().do(0, "background").end(1).tested
    assert "INP-ROBUST" in Tape().do(0, "init").end(1).tested


def test_a_saved_user_is_tested_by_what_the_next_process_shows_of_it() -> None:
    assert "SES-LOGIN-SAVES" not in Tape().do(0, "init").see(0, "user", value=None).end(9).tested
    reopened = Tape().signed_in().do(1, "kill").do(2, "init")
    assert "SES-LOGIN-SAVES" not in reopened.end(3).tested
    assert "SES-LOGIN-SAVES" in reopened.see(3, "user", value="alice").end(3).tested
    opened = Tape(Mode.AUTO).signed_in().do(1, "kill").do(2, "init").see(3, "socket_open", socket=1)
    assert {"SES-LOGIN-SAVES", "SES-REOPEN-CONNECTS"} <= opened.end(3).tested


def test_messages_are_tested_by_those_that_the_words_speak_of() -> None:
    up = Tape().connected().do(100, "server_message", "m")
    assert "EVT-DELIVERED" not in up.end(100).tested
    assert "EVT-DELIVERED" in up.see(101, "delivered", message="m").end(101).tested
    down = (
        Tape().connected().do(100, "disconnect", "d").closed(100).outcome(100, "d", "disconnect", "success")
    )
    down.do(200, "server_message", "m")
    assert not {"EVT-LOST", "EVT-STOPS"} & down.end(BOUND).tested
    assert {"EVT-LOST", "EVT-STOPS"} <= down.end(BOUND + 201).tested


def test_a_mode_that_was_not_chosen_is_tested_by_what_only_auto_mode_does() -> None:
    seen = {
        mode: Tape(mode)
        .signed_in()
        .see(0, "socket_opening", socket=1)
        .see(50, "socket_open", socket=1)
        .end(50)
        .tested
        for mode in (None, Mode.AUTO)
    }
    assert seen[None] - seen[Mode.AUTO] == {"AUTO-DEFAULT"}


def test_what_is_broken_was_tested() -> None:
    verdict = Tape().signed_in().see(10, "socket_opening", socket=1).see(50, "socket_open", socket=1).end(60)
    assert verdict.violation is not None
    assert verdict.violation.requirement in verdict.tested
