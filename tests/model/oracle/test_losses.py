"""How a connection may go down that the SDK did not have to take down, and what each way shows of its readings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.model.oracle.playing import exhibits
from tests.model.oracle.tape import BOUND, GRACE, Tape, blamed

from connref.oracle.losses import RENEWS
from connref.oracle.readings import EVERYTHING
from connref.oracle.sockets import Renewal
from connref.protocol import Mode


def up(mode: Mode) -> Tape:
    if mode is Mode.MANUAL:
        return Tape().connected()
    return Tape(mode).signed_in().see(0, "socket_opening", socket=1).see(50, "socket_open", socket=1)


def renewed(tape: Tape, at: int) -> Tape:
    return tape.closed(at).see(at, "socket_opening", socket=2).see(at + 50, "socket_open", socket=2)


def test_each_reason_to_replace_a_connection_says_under_which_readings() -> None:
    assert set(RENEWS) == set(Renewal)
    assert RENEWS[Renewal.WISH] == EVERYTHING != RENEWS[Renewal.INIT]


@pytest.mark.parametrize("mode", Mode)
def test_who_replaces_the_connection_at_a_second_init_reopens(mode: Mode) -> None:
    verdict = renewed(up(mode).do(1_000, "init"), 1_000).end(2_000)
    assert blamed(verdict) is None
    assert exhibits(verdict)["init-again"] == ("reopens",)


def test_who_drops_an_opening_at_a_second_init_reopens() -> None:
    tape = Tape().signed_in().do(100, "connect", "c").see(100, "socket_opening", socket=1).do(110, "init")
    tape.see(110, "socket_failed", socket=1).outcome(110, "c", "connect", "error")
    assert exhibits(tape.end(BOUND - 1)) == {"init-again": ("reopens",)}


@pytest.mark.parametrize("mode", Mode)
def test_who_replaces_it_when_somebody_else_logs_in_switches(mode: Mode) -> None:
    verdict = renewed(up(mode).do(1_000, "login", "bob"), 1_000).end(2_000)
    assert blamed(verdict) is None
    assert exhibits(verdict)["login-again"] == ("switches",)
    same = renewed(up(mode).do(1_000, "login", "alice"), 1_000).end(2_000)
    assert (blamed(same), "login-again" in exhibits(same)) == (None, False)


@pytest.mark.parametrize("mode", Mode)
def test_a_notice_of_the_network_is_a_reason_to_move_to_a_new_socket(mode: Mode) -> None:
    held = {Mode.MANUAL: "MAN-FOREGROUND-HOLDS", Mode.AUTO: "AUTO-FOREGROUND"}
    assert blamed(renewed(up(mode).do(1_000, "network_up"), 1_000).end(2_000)) is None
    assert blamed(renewed(up(mode), 1_000).end(2_000)) == held[mode]
    late = renewed(up(mode).do(1_000, "network_up"), 1_000 + BOUND + 1).end(3 * BOUND)
    assert blamed(late) == held[mode]


def test_who_gives_it_up_for_a_notice_has_to_come_back() -> None:
    assert (
        blamed(Tape().connected().do(1_000, "network_up").closed(1_000).end(1_000 + BOUND)) == "MAN-RECONNECT"
    )


def comes_back(tape: Tape) -> Tape:
    return tape.see(3_000, "socket_opening", socket=2).see(3_050, "socket_open", socket=2)


def stays_down(tape: Tape) -> Tape:
    return tape


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("then", [comes_back, stays_down])
@pytest.mark.parametrize("code", [1008, 3000, 4001, 4999])
def test_a_code_that_vendors_agree_upon_lets_it_come_back_or_stay_down_and_shows_nothing(
    code: int, then: Callable[[Tape], Tape], mode: Mode
) -> None:
    verdict = then(up(mode).do(2_000, "server_close", code).closed(2_000, by="server")).end(3 * BOUND)
    assert (blamed(verdict), exhibits(verdict)) == (None, {})


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("code", [1001, 1003, 1005, 1006, 1007, 1009, 1011, 1014])
def test_any_other_code_but_the_normal_one_is_a_loss(code: int, mode: Mode) -> None:
    tape = up(mode).do(2_000, "server_close", code).closed(2_000, by="server")
    assert blamed(tape.end(2_000 + BOUND)) in {"MAN-RECONNECT", "AUTO-FOREGROUND"}


def test_what_stays_down_for_such_a_code_does_so_until_it_is_asked_for() -> None:
    tape = (
        Tape()
        .connected()
        .do(2_000, "server_close", 4001)
        .closed(2_000, by="server")
        .do(BOUND * 2, "connect", "c1")
    )
    tape.end(3 * BOUND)
    assert blamed(tape.end(3 * BOUND + 1)) == "MAN-CONNECT"
    auto = up(Mode.AUTO).do(2_000, "server_close", 4001).closed(2_000, by="server")
    auto.do(2 * BOUND, "background").do(2 * BOUND, "foreground")
    assert blamed(auto.end(3 * BOUND + 1)) == "AUTO-FOREGROUND"


def test_near_a_deadline_a_coarse_clock_may_take_it_down() -> None:
    tape = Tape(tolerance_ms=100).connected().do(1_000, "background").closed(1_000 + GRACE - 100)
    assert blamed(tape.end(2 * GRACE)) is None
