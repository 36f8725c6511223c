"""Suspensions and handovers under judgement: what is due when, which readings are left, and what is excused."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import case_of, exhibits, judged
from tests.model.oracle.tape import BOUND, GRACE, Tape

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Mode
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.stories import CONNECTED, story

RUNS = ("runs",)
STILL = ("stands-still",)


def asleep(*, since: int = 10_000, until: int) -> Tape:
    """Up at 50, away at 1 000, suspended from `since` to `until`."""
    return Tape().connected().do(1_000, "background").do(since, "suspend").do(until, "resume")


def blamed(verdict: CaseVerdict) -> str | None:
    return verdict.violation and verdict.violation.requirement


def test_nothing_is_owed_while_the_process_is_suspended() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1).do(10, "suspend")
    assert blamed(tape.end(10 * BOUND)) is None


def test_what_was_asked_for_is_owed_from_the_resume_on() -> None:
    for end, requirement in ((99_999 + BOUND, None), (100_000 + BOUND, "MAN-CONNECT")):
        tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
        assert blamed(tape.do(10, "suspend").do(100_000, "resume").end(end)) == requirement


@pytest.mark.parametrize(
    ("closed_at", "requirement"), [(50_000, None), (61_000, None), (71_000, None), (71_002, "MAN-GRACE-ENDS")]
)
def test_the_grace_ends_at_the_resume_or_with_what_remained_of_it(
    closed_at: int, requirement: str | None
) -> None:
    tape = asleep(until=50_000).closed(closed_at)
    assert blamed(tape.end(200_000)) == requirement


def test_who_is_up_at_the_end_of_the_resume_has_a_clock_that_stood_still() -> None:
    verdict = asleep(until=50_000).closed(71_000).end(200_000)
    assert exhibits(verdict)["grace-while-suspended"] == STILL


def test_who_goes_down_at_the_resume_may_have_lost_the_connection_in_the_suspension() -> None:
    verdict = asleep(until=50_000).closed(50_000).end(200_000)
    assert "grace-while-suspended" not in exhibits(verdict)


@pytest.mark.parametrize(("heard", "left"), [(False, None), (True, RUNS)])
def test_a_message_shows_that_the_connection_outlived_the_suspension(
    heard: bool, left: tuple[str, ...] | None
) -> None:
    tape = asleep(until=15_000)
    if heard:
        tape.do(16_000, "server_message", "m").see(16_000, "delivered", message="m")
    verdict = tape.closed(1_000 + GRACE).end(200_000)
    assert blamed(verdict) is None
    assert exhibits(verdict).get("grace-while-suspended") == left


def test_a_connection_that_is_alive_may_not_go_down_before_either_clock_says_so() -> None:
    tape = asleep(until=15_000).do(16_000, "server_message", "m").see(16_000, "delivered", message="m")
    assert blamed(tape.closed(20_000).end(100_000)) == "MAN-GRACE"


def test_a_ping_at_the_resume_comes_too_late_where_the_deadline_has_passed() -> None:
    tape = asleep(until=50_000).do(50_000, "ping", "p").see(50_000, "ping_sent")
    tape.outcome(50_010, "p", "ping", "success")
    assert exhibits(tape.closed(80_000).end(200_000))["grace-while-suspended"] == STILL


def test_an_answer_that_came_in_the_suspension_counts_or_not() -> None:
    for closed_at in (50_000, 80_000):
        tape = Tape().connected().do(1_000, "background").do(9_990, "ping", "p").see(9_990, "ping_sent")
        tape.do(10_000, "suspend").do(50_000, "resume").outcome(50_000, "p", "ping", "success")
        assert blamed(tape.closed(closed_at).end(200_000)) is None


def test_a_message_of_the_suspension_may_come_and_need_not() -> None:
    for arrives in (False, True):
        tape = Tape().connected().do(1_000, "suspend").do(2_000, "server_message", "m").do(3_000, "resume")
        if arrives:
            tape.see(3_000, "delivered", message="m")
        assert blamed(tape.end(200_000)) is None


def test_a_socket_that_died_in_the_foreground_comes_back_within_the_bound() -> None:
    tape = Tape().connected().do(1_000, "suspend").do(50_000, "resume").closed(50_000, "network")
    assert blamed(tape.end(50_001 + BOUND)) == "MAN-RECONNECT"


def test_a_kill_ends_a_suspension() -> None:
    tape = Tape().connected().do(1_000, "suspend").do(2_000, "kill").closed(2_000).do(3_000, "init")
    assert blamed(tape.see(3_000, "user", value="alice").end(200_000)) is None
    assert not tape.judge.estimate.suspended_at


def test_a_stray_resume_is_nothing() -> None:
    assert blamed(Tape().connected().do(1_000, "resume").end(100_000)) is None


@pytest.mark.parametrize(
    ("closed_at", "requirement"), [(51_000, None), (78_900, None), (82_000, "MAN-GRACE-ENDS")]
)
def test_a_coarse_clock_has_its_tolerance_after_the_resume(closed_at: int, requirement: str | None) -> None:
    tape = Tape(tolerance_ms=1_000).connected().do(30_500, "background").do(31_600, "suspend")
    assert blamed(tape.do(50_000, "resume").closed(closed_at).end(200_000)) == requirement


# Handover


def moved(*, notice: bool, mode: Mode = Mode.MANUAL) -> Tape:
    """Up at 50, in another network at 1 000."""
    tape = Tape(mode)
    if mode is Mode.MANUAL:
        tape.connected()
    else:
        tape.signed_in().see(0, "socket_opening", socket=1).see(50, "socket_open", socket=1)
    return tape.do(1_000, "network_handover", notice)


@pytest.mark.parametrize(
    ("mode", "requirement"), [(Mode.MANUAL, "MAN-RECONNECT"), (Mode.AUTO, "AUTO-RECONNECT")]
)
def test_with_notice_the_socket_is_replaced_within_the_bound(mode: Mode, requirement: str) -> None:
    assert blamed(moved(notice=True, mode=mode).end(999 + BOUND)) is None
    assert blamed(moved(notice=True, mode=mode).end(1_000 + BOUND)) == requirement


def test_giving_the_old_socket_up_late_is_no_new_beginning() -> None:
    tape = moved(notice=True).closed(50_000)
    assert blamed(tape.end(1_001 + BOUND)) == "MAN-RECONNECT"


@pytest.mark.parametrize("closes_first", [True, False])
def test_old_and_new_may_change_places_in_one_instant(closes_first: bool) -> None:
    tape = moved(notice=True)
    if closes_first:
        tape.closed(1_000, "network").see(1_000, "socket_opening", socket=2)
    else:
        tape.see(1_000, "socket_opening", socket=2).closed(1_000)
    tape.see(1_050, "socket_open", socket=2)
    tape.do(2_000, "server_message", "m").see(2_000, "delivered", message="m")
    assert blamed(tape.end(200_000)) is None


def test_two_sockets_after_a_handover_are_a_second_one() -> None:
    tape = moved(notice=True).see(1_000, "socket_opening", socket=2).see(1_050, "socket_open", socket=2)
    assert blamed(tape.end(2_000)) == "RES-ONE-SOCKET"


def test_messages_on_the_new_socket_are_owed() -> None:
    tape = (
        moved(notice=True)
        .closed(1_000)
        .see(1_000, "socket_opening", socket=2)
        .see(1_050, "socket_open", socket=2)
    )
    assert blamed(tape.do(2_000, "server_message", "m").end(2_001 + BOUND)) == "EVT-DELIVERED"


def test_without_notice_it_is_for_the_reading() -> None:
    verdict = moved(notice=False).do(2_000, "server_message", "m").end(3 * BOUND)
    assert blamed(verdict) is None
    assert exhibits(verdict)["silent-loss"] == ("not-noticed",)


def test_a_silent_loss_that_is_replaced_shows_nothing() -> None:
    tape = moved(notice=False).closed(30_000).see(30_000, "socket_opening", socket=2)
    assert "silent-loss" not in exhibits(tape.see(30_050, "socket_open", socket=2).end(3 * BOUND))


def test_what_was_given_up_is_owed_again_under_either_reading() -> None:
    tape = moved(notice=False).closed(2 * BOUND)
    assert blamed(tape.end(3 * BOUND - 1)) is None
    assert blamed(tape.end(3 * BOUND)) == "MAN-RECONNECT"


def test_a_connection_that_is_dead_still_has_to_go_down() -> None:
    tape = moved(notice=False).do(2_000, "disconnect", "d")
    assert blamed(tape.end(3_000)) == "MAN-DISCONNECT"
    away = moved(notice=False).do(2_000, "background")
    assert blamed(away.end(2_002 + GRACE)) == "MAN-GRACE-ENDS"


@pytest.mark.parametrize("gives_up_at", [None, 2_000, 20_000])
def test_in_the_background_it_may_be_kept_or_given_up(gives_up_at: int | None) -> None:
    tape = Tape().connected().do(500, "background").do(1_000, "network_handover", True)
    if gives_up_at is not None:
        tape.closed(gives_up_at)
    else:
        tape.closed(500 + GRACE)
    assert blamed(tape.do(40_000, "foreground").end(3 * BOUND)) is None


def test_given_up_in_the_background_it_stays_down() -> None:
    tape = (
        Tape().connected().do(500, "background").do(1_000, "network_handover", True).closed(1_000, "network")
    )
    tape.see(1_000, "socket_opening", socket=2).see(1_050, "socket_open", socket=2)
    assert blamed(tape.end(2_000)) == "MAN-BACKGROUND-STAYS-DOWN"


def test_an_opening_of_the_old_network_excuses_its_call_and_is_begun_anew() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1)
    tape.do(10, "network_handover", True)
    assert blamed(tape.end(11 + BOUND)) == "MAN-RECONNECT"


def test_a_second_notice_of_the_network_may_lead_to_a_new_socket() -> None:
    """V10: the SDK moves to a new socket at a second notice of the network."""
    for tape in (Tape().connected(), moved(notice=False)):
        tape.do(5_000, "network_up").closed(5_000).see(5_000, "socket_opening", socket=2)
        assert blamed(tape.see(5_050, "socket_open", socket=2).end(3 * BOUND)) is None
    tape = Tape().connected().do(5_000, "network_up").closed(5_000)
    assert blamed(tape.end(5_001 + BOUND)) is not None


@pytest.mark.parametrize("code", [1008, 3000, 4001, 4999])
@pytest.mark.parametrize("returns", [True, False])
def test_after_a_close_with_a_code_of_the_vendor_the_sdk_may_do_either_each_time(
    code: int, returns: bool
) -> None:
    """V8: the server closes with 4001, the SDK stays down as its vendor agreed."""
    tape = Tape().connected().do(1_000, "server_close", code).closed(1_000, "server")
    if returns:
        tape.see(2_000, "socket_opening", socket=2).see(2_050, "socket_open", socket=2)
    verdict = tape.end(3 * BOUND)
    assert blamed(verdict) is None
    assert "server-close" not in exhibits(verdict)


def test_what_stays_down_by_agreement_comes_back_with_connect() -> None:
    tape = Tape().connected().do(1_000, "server_close", 4001).closed(1_000, "server")
    tape.do(100_000, "connect", "c2")
    assert blamed(tape.end(100_001 + BOUND)) == "MAN-CONNECT"


@pytest.mark.parametrize("code", [1001, 1005, 1006, 1011, 1014])
def test_every_other_code_is_a_loss(code: int) -> None:
    tape = Tape().connected().do(1_000, "server_close", code).closed(1_000, "server")
    assert blamed(tape.end(1_001 + BOUND)) is not None


@pytest.mark.parametrize("silent_loss", ["noticed", "not-noticed"])
@pytest.mark.parametrize("clock", ["runs", "stands-still"])
def test_the_simulated_sdks_show_their_readings(silent_loss: str, clock: str) -> None:
    options = Options(silent_loss=silent_loss, grace_while_suspended=clock)  # pyright: ignore[reportArgumentType]
    told = (
        CONNECTED
        + "network_handover=false +60100 background +5000 suspend +90000 resume +30000 foreground +60100"
    )
    verdict = judged(FakeDriver(options), case_of(Mode.MANUAL, story(told)))
    assert blamed(verdict) is None
    shown = exhibits(verdict)
    assert shown.get("silent-loss", (silent_loss, "not-noticed")) in {
        (silent_loss,),
        (silent_loss, "not-noticed"),
    }
    assert shown.get("grace-while-suspended", (clock, "stands-still")) in {(clock,), (clock, "stands-still")}
