"""The books of a case: each event goes into those of them that it concerns."""

from __future__ import annotations

import pytest

from connref.oracle.books import Books
from connref.oracle.calls import CallRecord
from connref.protocol import CALLS, InputName, Mode, Observation, ObservationKind, Profile
from connref.spec.messages import Fate

OPEN = Observation(5, ObservationKind.SOCKET_OPEN, 1)
CLOSED = Observation(9, ObservationKind.SOCKET_CLOSED, 1, by="client")


@pytest.fixture
def books() -> Books:
    return Books(Mode.MANUAL, Profile(30_000, 60_000, 7), frozenset({ObservationKind.SOCKET_OPEN}), CALLS)


def waiting(books: Books) -> CallRecord:
    record = CallRecord("connect", 0, in_background=False, excused=False)
    books.make_call("c", record)
    return record


def test_what_a_driver_turns_out_to_see_is_learnt(books: Books) -> None:
    assert not books.sees(ObservationKind.STATUS)
    books.learn(ObservationKind.STATUS)
    assert books.sees(ObservationKind.STATUS)


@pytest.mark.parametrize(
    ("name", "excused"), [(InputName.SERVER_REFUSE, True), (InputName.SERVER_ACCEPT, False)]
)
def test_conditions_that_turn_bad_excuse_the_calls_that_wait(
    books: Books, name: InputName, *, excused: bool
) -> None:
    record = waiting(books)
    books.change_conditions(name)
    assert record.excused is excused


def test_a_connection_that_comes_is_told_to_the_calls_that_wait(books: Books) -> None:
    record = waiting(books)
    assert books.see_open(OPEN)
    assert record.came
    assert books.was_up(5)


def test_a_message_is_owed_until_the_connection_is_gone(books: Books) -> None:
    books.see_open(OPEN)
    books.send("m", Fate.OWED)
    books.see_gone(CLOSED)
    assert not books.messages.owed
    assert books.deliver("m") is None
    assert "EVT-DELIVERED" not in books.grounds.tested


def test_up_a_tolerance_ago_is_as_good_as_up(books: Books) -> None:
    books.see_open(OPEN)
    books.see_gone(CLOSED)
    assert books.was_up(9 + 7)
    assert not books.was_up(9 + 8)


def test_the_background_is_counted_once_until_the_foreground(books: Books) -> None:
    books.enter_background()
    assert books.in_background
    books.enter_foreground()
    assert not books.in_background
