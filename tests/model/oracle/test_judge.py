"""Stories at the boundaries: just before, at and just after a deadline, with an exact clock and with a coarse one."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import exhibits
from tests.model.oracle.tape import BOUND, GRACE, WITHOUT_STATUS, Tape, blamed

from connref.errors import ClockError
from connref.protocol import CALLS, InputName, Mode, ObservationKind

AWAY = 100
DEADLINE = AWAY + GRACE
T = 1_000
LATER = 10 * BOUND

# Down at the deadline, or one millisecond later: a reading. Any earlier, any later: a violation. T widens both ends.
GOING_DOWN = [
    (0, DEADLINE - 1, "MAN-GRACE"),
    (0, DEADLINE, None),
    (0, DEADLINE + 1, None),
    (0, DEADLINE + 2, "MAN-GRACE-ENDS"),
    (T, DEADLINE - T - 1, "MAN-GRACE"),
    (T, DEADLINE - T, None),
    (T, DEADLINE, None),
    (T, DEADLINE + T, None),
    (T, DEADLINE + T + 1, None),
    (T, DEADLINE + T + 2, "MAN-GRACE-ENDS"),
]


@pytest.mark.parametrize(("tolerance", "down", "requirement"), GOING_DOWN)
def test_the_grace_has_two_ends(tolerance: int, down: int, requirement: str | None) -> None:
    tape = Tape(tolerance_ms=tolerance).connected().do(AWAY, "background").closed(down)
    assert blamed(tape.end(LATER)) == requirement


def test_a_connection_that_never_goes_down_is_late_before_the_case_ends() -> None:
    assert blamed(Tape().connected().do(AWAY, "background").end(DEADLINE + 2)) == "MAN-GRACE-ENDS"
    assert blamed(Tape().connected().do(AWAY, "background").end(DEADLINE)) is None


def test_the_instant_of_going_down_shows_the_reading() -> None:
    at_it = Tape().connected().do(AWAY, "background").closed(DEADLINE).end(LATER)
    assert exhibits(at_it) == {"ping-at-deadline": ("exclusive",), "return-at-deadline": ("exclusive",)}
    after_it = Tape().connected().do(AWAY, "background").closed(DEADLINE + 1).end(LATER)
    assert exhibits(after_it) == {}
    assert len(after_it.readings) == 2


PINGING = [
    (29_999, 59_999, None),
    (29_999, 30_001, "MAN-PING-EXTENDS"),
    (29_999, 60_002, "MAN-PING-LAPSES"),
    (30_000, 60_001, None),
]


def pinged(after: int, down: int) -> Tape:
    tape = Tape().connected().do(AWAY, "background").do(AWAY + after, "ping", "p")
    tape.see(AWAY + after, "ping_sent").outcome(AWAY + after, "p", "ping", "success")
    return tape.closed(AWAY + down)


@pytest.mark.parametrize(("after", "down", "requirement"), PINGING)
def test_a_ping_moves_the_deadline(after: int, down: int, requirement: str | None) -> None:
    assert blamed(pinged(after, down).end(LATER)) == requirement


def test_a_ping_at_the_deadline_that_counts_shows_the_reading() -> None:
    assert exhibits(pinged(30_000, 60_001).end(LATER))["ping-at-deadline"] == ("inclusive",)


def test_a_ping_one_millisecond_after_the_deadline_saves_nothing() -> None:
    tape = Tape().connected().do(AWAY, "background").do(DEADLINE + 1, "ping", "p")
    assert blamed(tape.end(DEADLINE + 2)) == "MAN-GRACE-ENDS"


def test_the_second_ping_that_fails_is_a_matter_of_the_loop() -> None:
    tape = Tape().connected().do(AWAY, "background")
    for number, at in enumerate((20_000, 40_000)):
        tape.do(AWAY + at, "ping", f"p{number}").see(AWAY + at, "ping_sent")
        tape.outcome(AWAY + at, f"p{number}", "ping", "success")
    assert blamed(tape.closed(AWAY + 50_001).end(LATER)) == "MAN-PING-LOOP"


RETURNING = [
    (29_999, None, None),
    (29_999, DEADLINE, "MAN-RETURN-CANCELS"),
    (29_999, DEADLINE + 10_000, "MAN-FOREGROUND-HOLDS"),
    (30_000, None, None),
    (30_000, DEADLINE, None),
    (30_001, None, "MAN-GRACE-ENDS"),
]


@pytest.mark.parametrize(("after", "down", "requirement"), RETURNING)
def test_a_return_cancels_the_deadline(after: int, down: int | None, requirement: str | None) -> None:
    tape = Tape().connected().do(AWAY, "background").do(AWAY + after, "foreground")
    if down is not None:
        tape.closed(down)
    assert blamed(tape.end(LATER)) == requirement


@pytest.mark.parametrize("after", [30_000 - T, 30_000, 30_000 + T])
@pytest.mark.parametrize("saved", [True, False])
def test_within_the_tolerance_a_return_may_fall_on_either_side(after: int, *, saved: bool) -> None:
    tape = Tape(tolerance_ms=T).connected().do(AWAY, "background").do(AWAY + after, "foreground")
    if not saved:
        tape.closed(AWAY + after)
    assert blamed(tape.end(LATER)) is None


def test_every_entry_has_a_whole_grace() -> None:
    tape = Tape().connected().do(AWAY, "background").do(AWAY + 20_000, "foreground")
    tape.do(AWAY + 20_000, "background").closed(AWAY + 40_000)
    assert blamed(tape.end(LATER)) == "MAN-GRACE-RESTARTS"


AT_ONCE = [(0, 0, None), (0, 1, "MAN-DISCONNECT"), (T, T, None), (T, T + 1, "MAN-DISCONNECT")]


@pytest.mark.parametrize(("tolerance", "after", "requirement"), AT_ONCE)
def test_disconnect_is_at_once(tolerance: int, after: int, requirement: str | None) -> None:
    tape = Tape(tolerance_ms=tolerance).connected().do(AWAY, "disconnect", "d")
    tape.closed(AWAY + after).outcome(AWAY + after, "d", "disconnect", "success")
    assert blamed(tape.end(LATER)) == requirement


@pytest.mark.parametrize(
    ("tolerance", "after", "requirement"), [(0, 0, None), (0, 1, "AUTO-BACKGROUND"), (T, T, None)]
)
def test_auto_is_down_at_once(tolerance: int, after: int, requirement: str | None) -> None:
    tape = Tape(Mode.AUTO, tolerance).signed_in().see(0, "socket_opening", socket=1)
    tape.see(50, "socket_open", socket=1).do(AWAY, "background").closed(AWAY + after)
    assert blamed(tape.end(LATER)) == requirement


def test_an_opening_that_goes_on_in_the_background_is_not_called_a_new_one() -> None:
    tape = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1).do(0, "background")
    assert blamed(tape.see(50, "socket_open", socket=1).end(LATER)) == "AUTO-BACKGROUND"


def test_an_opening_that_begins_in_the_background_is() -> None:
    tape = Tape(Mode.AUTO).signed_in().do(0, "background").see(0, "socket_opening", socket=1)
    assert blamed(tape.see(50, "socket_open", socket=1).end(LATER)) == "AUTO-BACKGROUND-QUIET"


@pytest.mark.parametrize(("up", "requirement"), [(BOUND, None), (BOUND + 1, "SES-LOGIN-CONNECTS")])
def test_the_bound_counts_from_the_wish(up: int, requirement: str | None) -> None:
    tape = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1).see(up, "socket_open", socket=1)
    assert blamed(tape.end(LATER)) == requirement


@pytest.mark.parametrize(("up", "requirement"), [(BOUND, None), (BOUND + 1, "MAN-RECONNECT")])
def test_the_bound_counts_from_the_return_of_the_network(up: int, requirement: str | None) -> None:
    tape = Tape().connected().do(AWAY, "network_down").closed(AWAY, "network").do(9_000, "network_up")
    tape.see(9_000, "socket_opening", socket=2).see(9_000 + up, "socket_open", socket=2)
    assert blamed(tape.end(LATER)) == requirement


def test_no_bound_counts_while_the_server_refuses() -> None:
    tape = Tape(Mode.AUTO).do(0, "init").do(0, "server_refuse").do(0, "login", "alice")
    assert blamed(tape.end(LATER)) is None


def test_a_client_that_gives_a_healthy_connection_up_is_blamed() -> None:
    assert blamed(Tape().connected().closed(AWAY).end(LATER)) == "MAN-FOREGROUND-HOLDS"


@pytest.mark.parametrize(("code", "requirement"), [(1000, "AUTO-RECONNECT"), (1006, "AUTO-FOREGROUND")])
def test_a_lost_connection_of_auto_mode_comes_back(code: int, requirement: str) -> None:
    def tape() -> Tape:
        lost = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1)
        return lost.see(50, "socket_open", socket=1).do(AWAY, "server_close", code).closed(AWAY, "server")

    verdict = tape().end(LATER)
    if code == 1000:
        assert exhibits(verdict) == {"server-close": ("stays-down",)}
    else:
        assert blamed(verdict) == requirement


def test_no_internet_was_lost_where_init_gave_the_socket_up() -> None:
    tape = Tape(Mode.AUTO).signed_in().see(0, "socket_opening", socket=1).see(50, "socket_open", socket=1)
    assert blamed(tape.do(AWAY, "init").closed(AWAY).end(LATER)) == "AUTO-FOREGROUND"


@pytest.mark.parametrize(
    ("kind", "requirement"),
    [(ObservationKind.PING_SENT, "MAN-PING-SENDS"), (ObservationKind.DELIVERED, "EVT-DELIVERED")],
)
def test_what_the_driver_cannot_see_is_not_held_against_the_sdk(
    kind: ObservationKind, requirement: str
) -> None:
    def story(observes: frozenset[ObservationKind]) -> Tape:
        tape = Tape(observes=observes).connected()
        if kind is ObservationKind.DELIVERED:
            return tape.do(AWAY, "server_message", "m")
        tape.do(AWAY, "background").do(AWAY, "ping", "p").outcome(AWAY, "p", "ping", "success")
        return tape.do(AWAY, "foreground")

    assert blamed(story(WITHOUT_STATUS).end(LATER)) == requirement
    assert blamed(story(WITHOUT_STATUS - {kind}).end(LATER)) is None


def test_time_does_not_run_backwards() -> None:
    tape = Tape().do(5, "init")
    with pytest.raises(ClockError):
        tape.judge.advance(4)


def test_after_a_violation_the_rest_is_ignored() -> None:
    tape = Tape().connected().closed(AWAY)
    first = tape.end(LATER)
    assert blamed(tape.do(LATER, "disconnect", "d").end(2 * LATER)) == blamed(first)


def test_what_login_before_init_does_is_not_judged() -> None:
    tape = Tape().do(0, "login", "alice").see(0, "socket_opening", socket=1).see(1, "socket_open", socket=1)
    assert blamed(tape.end(LATER)) is None


def test_a_verdict_tells_what_was_tested() -> None:
    assert {"MAN-CONNECT", "CALL-OUTCOME"} <= Tape().connected().end(AWAY).tested


def unanswered(tolerance: int = 0) -> Tape:
    """A ping in the background, in time, of an SDK that reports no outcome of it."""
    tape = Tape(tolerance_ms=tolerance, outcomes=CALLS - {InputName.PING}).connected().do(AWAY, "background")
    return tape.do(AWAY + 10_000, "ping", "p")


def test_a_ping_without_an_outcome_is_sent_all_the_same() -> None:
    """From the first deadline on nothing is owed, for nobody saw an answer; a return in time leaves nothing unknown."""
    assert blamed(unanswered().end(LATER)) is None
    assert blamed(unanswered().do(AWAY + 20_000, "foreground").end(LATER)) == "MAN-PING-SENDS"
    sent = unanswered().see(AWAY + 10_000, "ping_sent").end(LATER)
    assert blamed(sent) is None
    assert "MAN-PING-SENDS" in sent.tested


@pytest.mark.parametrize(
    ("tolerance", "down", "requirement"),
    [
        (0, DEADLINE - 1, "MAN-PING-EXTENDS"),
        (0, DEADLINE, None),
        (0, DEADLINE + 2, None),
        (T, DEADLINE - T - 1, "MAN-PING-EXTENDS"),
        (T, DEADLINE - T, None),
    ],
)
def test_a_ping_without_an_outcome_leaves_the_first_deadline_known(
    tolerance: int, down: int, requirement: str | None
) -> None:
    tape = unanswered(tolerance).see(AWAY + 10_000, "ping_sent").closed(down)
    assert blamed(tape.end(LATER)) == requirement


def test_after_a_return_in_time_no_missed_answer_matters() -> None:
    tape = unanswered().see(AWAY + 10_000, "ping_sent").do(AWAY + 20_000, "foreground").closed(LATER)
    assert blamed(tape.end(2 * LATER)) == "MAN-FOREGROUND-HOLDS"
