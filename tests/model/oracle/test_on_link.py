"""What the end of an attempt says: nothing where conditions were fair, but for whose wish had ended."""

from __future__ import annotations

from itertools import product

import pytest
from tests.model.oracle.playing import exhibits, judged_run, sample
from tests.model.oracle.tape import BOUND, WITHOUT_STATUS, Tape, blamed

from connref.protocol import ObservationKind
from fakes.wrong import WRONG

UNSEEN = [
    frozenset[ObservationKind](),
    frozenset({ObservationKind.SOCKET_OPENING}),
    frozenset({ObservationKind.SOCKET_FAILED}),
    frozenset({ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_FAILED}),
]


def opening(at: int = 100, *, tolerance_ms: int = 0, unseen: frozenset[ObservationKind] = UNSEEN[0]) -> Tape:
    """An SDK that begins to open a socket as soon as it is asked to; it sees all but what is `unseen`."""
    tape = Tape(tolerance_ms=tolerance_ms, observes=WITHOUT_STATUS - unseen).signed_in()
    tape.do(at, "connect", "c")
    return tape if ObservationKind.SOCKET_OPENING in unseen else tape.see(at, "socket_opening", socket=1)


def failed(tape: Tape, at: int, unseen: frozenset[ObservationKind] = UNSEEN[0]) -> Tape:
    return tape if ObservationKind.SOCKET_FAILED in unseen else tape.see(at, "socket_failed", socket=1)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_an_error_of_a_connect_that_nothing_stood_in_the_way_of_breaks_what_asks_for_it(
    unseen: frozenset[ObservationKind],
) -> None:
    tape = failed(opening(unseen=unseen), 130, unseen).outcome(130, "c", "connect", "error")
    assert blamed(tape.end(200)) == "MAN-CONNECT"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_was_asked_for_is_still_owed_within_the_bound(unseen: frozenset[ObservationKind]) -> None:
    tape = failed(opening(unseen=unseen), 130, unseen)
    assert blamed(tape.end(100 + BOUND - 1)) is None
    assert blamed(tape.end(100 + BOUND)) == "MAN-CONNECT"


def test_an_attempt_of_its_own_that_is_repeated_in_time_is_no_violation() -> None:
    tape = failed(opening(), 130).see(1_000, "socket_opening", socket=2).see(1_050, "socket_open", socket=2)
    assert blamed(tape.outcome(1_050, "c", "connect", "success").end(BOUND)) is None


def spoiled_before(tape: Tape, at: int) -> Tape:
    return tape.do(at - 9, "server_refuse").do(at, "server_accept")


@pytest.mark.parametrize(
    ("tolerance_ms", "mended", "excused"), [(0, 100, True), (0, 99, False), (50, 50, True), (50, 49, False)]
)
def test_what_stood_in_the_way_a_tolerance_before_the_beginning_excuses(
    tolerance_ms: int, mended: int, *, excused: bool
) -> None:
    tape = spoiled_before(Tape(tolerance_ms=tolerance_ms).signed_in(), mended).do(100, "connect", "c")
    tape.see(100, "socket_opening", socket=1)
    tape.see(130, "socket_failed", socket=1).outcome(130, "c", "connect", "error")
    assert (blamed(tape.end(100 + 2 * BOUND)) is None) is excused


def test_what_came_into_the_way_excuses_though_it_has_gone() -> None:
    tape = opening().do(110, "server_refuse").do(120, "server_accept")
    assert blamed(failed(tape, 130).outcome(130, "c", "connect", "error").end(3 * BOUND)) is None


def test_an_outage_that_was_over_before_the_wish_excuses_nothing_where_no_beginning_is_seen() -> None:
    unseen = UNSEEN[1]
    tape = Tape(observes=WITHOUT_STATUS - unseen).signed_in().do(10, "network_down").do(50, "network_up")
    tape.do(100, "connect", "c").see(130, "socket_failed").outcome(130, "c", "connect", "error")
    assert blamed(tape.end(200)) == "MAN-CONNECT"


@pytest.mark.parametrize(("ended", "reported"), [*product((10, 25), (True, False))])
def test_an_opening_that_ends_after_the_entry_was_aborted_for_it(ended: int, *, reported: bool) -> None:
    tape = opening(0).do(10, "background").see(ended, "socket_failed", socket=1)
    if reported:
        tape.outcome(ended, "c", "connect", "error")
    assert exhibits(tape.end(30)) == {"background-while-opening": ("aborts",)}


def test_one_that_fails_by_itself_in_the_background_may_be_repeated_until_the_deadline() -> None:
    tape = (
        opening(0)
        .do(10, "background")
        .see(25, "socket_failed", socket=1)
        .see(1_000, "socket_opening", socket=2)
    )
    tape.see(1_050, "socket_open", socket=2).outcome(1_050, "c", "connect", "success")
    assert exhibits(tape.end(2_000)) == {"background-while-opening": ("grace-from-entry", "grace-from-open")}


def test_the_background_excuses_no_error_of_who_goes_on_there() -> None:
    """An error is right where the background aborts; who comes up after it has no excuse."""
    tape = (
        opening(0).do(10, "background").outcome(10, "c", "connect", "error").see(50, "socket_open", socket=1)
    )
    assert blamed(tape.end(60 + 1)) is not None


@pytest.mark.parametrize("name", ["connect-always-fails", "first-connect-fails", "late-end-kills-the-next"])
def test_sdks_whose_openings_fail_by_themselves_are_found(name: str) -> None:
    found = {
        finding.requirement
        for finding in judged_run(WRONG[name].driver(), sample(0, races=300, others=8)).findings()
    }
    assert WRONG[name].primary in found
    assert found <= WRONG[name].expected
