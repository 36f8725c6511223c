"""What is known of sockets and conditions whatever the document wants."""

from __future__ import annotations

import pytest

from connref.oracle.phases import Phase
from connref.oracle.sockets import End, Sockets
from connref.protocol import InputName, Observation, ObservationKind

OPENING, OPEN = ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_OPEN
CLOSED, FAILED = ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED


def saw(kind: ObservationKind, at: int, socket: int | None = None) -> Observation:
    return Observation(at, kind, socket=socket, by="client" if kind is CLOSED else None)


def up_at(at: int, socket: int | None = 1) -> Sockets:
    sockets = Sockets()
    sockets.opening(saw(OPENING, at, socket))
    sockets.opened(saw(OPEN, at, socket))
    return sockets


SPOILERS = [
    (InputName.NETWORK_DOWN, InputName.NETWORK_UP),
    (InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT),
    (InputName.SERVER_MUTE, InputName.SERVER_UNMUTE),
    (InputName.SERVER_REJECT, InputName.SERVER_APPROVE),
]


@pytest.mark.parametrize(("spoils", "mends"), SPOILERS)
def test_what_spoils_an_attempt_is_remembered_with_it(spoils: InputName, mends: InputName) -> None:
    sockets = Sockets()
    assert sockets.condition(spoils, 5)
    assert not sockets.condition(mends, 9)
    assert sockets.attempt.spoiled
    sockets.opening(saw(OPENING, 10, 1))
    assert not sockets.attempt.spoiled


def test_an_attempt_that_fails_is_fair_if_nothing_stood_in_its_way_a_tolerance_before_it() -> None:
    for tolerance, fair in ((0, True), (4, True), (5, False)):
        sockets = Sockets(tolerance_ms=tolerance)
        sockets.condition(InputName.NETWORK_DOWN, 1)
        sockets.condition(InputName.NETWORK_UP, 5)
        sockets.opening(saw(OPENING, 10, 1))
        assert sockets.closed(saw(FAILED, 20, 1)).fair is fair


def test_the_next_attempt_begins_anew_where_no_beginning_is_seen() -> None:
    sockets = Sockets(sees_openings=False)
    sockets.condition(InputName.NETWORK_DOWN, 1)
    sockets.condition(InputName.NETWORK_UP, 5)
    assert not sockets.closed(saw(FAILED, 20)).fair
    assert sockets.closed(saw(FAILED, 30)).fair


def test_openings_are_counted_in_each_process() -> None:
    sockets = up_at(0)
    assert sockets.begun == 1
    sockets.dies()
    sockets.opened(saw(OPEN, 5))
    assert sockets.begun == 1


@pytest.mark.parametrize("name", [InputName.NETWORK_DOWN, InputName.SERVER_MUTE])
def test_a_socket_that_could_carry_nothing_is_troubled(name: InputName) -> None:
    sockets = up_at(0)
    sockets.condition(name, 5)
    assert sockets.phase is Phase.STALE
    assert not sockets.conditions.carries


@pytest.mark.parametrize("socket", [1, None])
def test_up_from_open_to_close(socket: int | None) -> None:
    sockets = up_at(3, socket)
    assert sockets.up
    assert sockets.open_since == 3
    assert sockets.closed(saw(CLOSED, 8, socket)).end is End.CONNECTION
    assert not sockets.up
    assert sockets.down_since == 8
    assert sockets.last_up == 8


@pytest.mark.parametrize("socket", [1, None])
def test_a_failed_opening_was_never_up(socket: int | None) -> None:
    sockets = Sockets()
    sockets.opening(saw(OPENING, 0, socket))
    assert sockets.closed(saw(FAILED, 4, socket)).end is End.ATTEMPT
    assert sockets.crowded_since is None


def test_a_stray_close_changes_nothing() -> None:
    assert Sockets().closed(saw(CLOSED, 4, 7)).end is End.NOTHING


def test_two_sockets_are_a_crowd_until_one_is_gone() -> None:
    sockets = up_at(0)
    sockets.opening(saw(OPENING, 6, 2))
    assert sockets.crowded_since == 6
    sockets.closed(saw(CLOSED, 7, 1))
    assert sockets.crowded_since is None


def test_openings_whose_end_is_not_seen_are_no_crowd() -> None:
    sockets = Sockets(sees_failures=False)
    sockets.opening(saw(OPENING, 0, 1))
    sockets.opening(saw(OPENING, 1, 2))
    assert sockets.crowded_since is None


def test_a_kill_takes_everything() -> None:
    sockets = up_at(0)
    sockets.dies()
    assert not sockets.up
    assert sockets.phase is Phase.DOWN


def test_an_opening_of_the_instant_of_an_input_began_before_it_if_it_was_there() -> None:
    sockets = Sockets()
    sockets.opening(saw(OPENING, 5, 1))
    sockets.interrupt(5)
    assert not sockets.attempt.began_after(5)


def test_an_opening_that_follows_an_input_of_its_instant_began_after_it() -> None:
    sockets = Sockets()
    sockets.interrupt(5)
    sockets.opening(saw(OPENING, 5, 1))
    assert sockets.attempt.began_after(5)
    assert not sockets.attempt.began_after(6)


def test_an_attempt_that_began_under_rejection_may_be_doomed_when_that_is_over() -> None:
    sockets = Sockets()
    sockets.condition(InputName.SERVER_REJECT, 0)
    sockets.opening(saw(OPENING, 1, 1))
    sockets.condition(InputName.SERVER_APPROVE, 2)
    assert sockets.conditions.fair
    assert sockets.doomed
    sockets.closed(saw(FAILED, 3, 1))
    sockets.opening(saw(OPENING, 4, 2))
    assert not sockets.doomed
