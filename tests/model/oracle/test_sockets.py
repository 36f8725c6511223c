"""What is known of sockets and conditions whatever the document wants."""

from __future__ import annotations

import pytest

from connref.oracle.sockets import CallRecord, World
from connref.protocol import InputName, Observation, ObservationKind

OPENING, OPEN = ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_OPEN
CLOSED, FAILED = ObservationKind.SOCKET_CLOSED, ObservationKind.SOCKET_FAILED


def saw(kind: ObservationKind, at: int, socket: int | None = None) -> Observation:
    return Observation(at, kind, socket=socket, by="client" if kind is CLOSED else None)


def up_at(at: int, socket: int | None = 1) -> World:
    world = World()
    world.opening(saw(OPENING, at, socket))
    world.opened(saw(OPEN, at, socket))
    return world


SPOILERS = [
    (InputName.NETWORK_DOWN, InputName.NETWORK_UP),
    (InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT),
    (InputName.SERVER_MUTE, InputName.SERVER_UNMUTE),
    (InputName.SERVER_REJECT, InputName.SERVER_APPROVE),
]


@pytest.mark.parametrize(("spoils", "mends"), SPOILERS)
def test_conditions_are_fair_again_since_the_last_was_mended(spoils: InputName, mends: InputName) -> None:
    world = World()
    world.condition(spoils, 5)
    assert not world.fair
    world.condition(mends, 9)
    assert world.fair
    assert world.fair_since == 9


@pytest.mark.parametrize(("spoils", "mends"), SPOILERS)
def test_what_spoils_an_attempt_excuses_the_calls_that_wait(spoils: InputName, mends: InputName) -> None:
    world = World()
    world.call("c", CallRecord("connect", 0, in_background=False, excused=False))
    world.condition(spoils, 5)
    assert world.calls["c"].excused


@pytest.mark.parametrize("name", [InputName.NETWORK_DOWN, InputName.SERVER_MUTE])
def test_a_socket_that_could_carry_nothing_is_troubled(name: InputName) -> None:
    world = up_at(0)
    world.condition(name, 5)
    assert world.troubled
    assert not world.carries


@pytest.mark.parametrize("socket", [1, None])
def test_up_from_open_to_close(socket: int | None) -> None:
    world = up_at(3, socket)
    assert world.up
    assert world.open_since == 3
    assert world.closed(saw(CLOSED, 8, socket)) == "down"
    assert not world.up
    assert world.down_since == 8
    assert world.last_up == 8


@pytest.mark.parametrize("socket", [1, None])
def test_a_failed_opening_was_never_up(socket: int | None) -> None:
    world = World()
    world.opening(saw(OPENING, 0, socket))
    assert world.closed(saw(FAILED, 4, socket)) == "failed"
    assert world.crowded_since is None


def test_a_stray_close_changes_nothing() -> None:
    assert World().closed(saw(CLOSED, 4, 7)) == "nothing"


def test_two_sockets_are_a_crowd_until_one_is_gone() -> None:
    world = up_at(0)
    world.opening(saw(OPENING, 6, 2))
    assert world.crowded_since == 6
    world.closed(saw(CLOSED, 7, 1))
    assert world.crowded_since is None


def test_openings_whose_end_is_not_seen_are_no_crowd() -> None:
    world = World(sees_failures=False)
    world.opening(saw(OPENING, 0, 1))
    world.opening(saw(OPENING, 1, 2))
    assert world.crowded_since is None


def test_a_kill_takes_everything() -> None:
    world = up_at(0)
    world.call("c", CallRecord("ping", 0, in_background=False, excused=False))
    world.dies()
    assert not world.up
    assert world.calls["c"].outcome == "killed"


def test_an_opening_of_the_instant_of_an_input_began_before_it_if_it_was_there() -> None:
    world = World()
    world.opening(saw(OPENING, 5, 1))
    world.interrupt(5)
    assert not world.opened_since(5)


def test_an_opening_that_follows_an_input_of_its_instant_began_after_it() -> None:
    world = World()
    world.interrupt(5)
    world.opening(saw(OPENING, 5, 1))
    assert world.opened_since(5)
    assert not world.opened_since(6)


def test_an_attempt_that_began_under_rejection_may_be_doomed_when_that_is_over() -> None:
    world = World()
    world.condition(InputName.SERVER_REJECT, 0)
    world.opening(saw(OPENING, 1, 1))
    world.condition(InputName.SERVER_APPROVE, 2)
    assert world.fair
    assert world.doomed
    world.closed(saw(FAILED, 3, 1))
    world.opening(saw(OPENING, 4, 2))
    assert not world.doomed
