"""A case on its way: its requests, their places, and a case that cannot be sent."""

from __future__ import annotations

from connref.protocol import Advance, Case, Do, InputName, Mode
from connref_adapters.drivers import PlaybackStatus
from connref_adapters.drivers.flight import Flight, unplayable

CASE = Case("A/b", Mode.MANUAL, (Do(InputName.INIT), Advance(5)), "A", "")


def test_requests_are_numbered_from_the_reset_on() -> None:
    flight = Flight(CASE)
    assert flight.number(7) == 3
    assert flight.requests == [
        {"id": 7, "op": "reset", "mode": "manual"},
        {"id": 8, "op": "do", "input": "init"},
        {"id": 9, "op": "advance", "ms": 5},
    ]
    assert str(flight.place(0)) == 'case A/b, reset: {"id":7,"op":"reset","mode":"manual"}'
    assert str(flight.place(2)) == 'case A/b, step 2 of 2: {"id":9,"op":"advance","ms":5}'


def test_where_the_app_does_not_choose_the_mode_is_null() -> None:
    flight = Flight(Case("A/b", None, (), "A", ""))
    flight.number(1)
    assert flight.requests == [{"id": 1, "op": "reset", "mode": None}]


def test_a_case_that_needs_an_unlisted_input_is_not_sent() -> None:
    playback = unplayable(CASE, {InputName.LOGIN})
    assert playback is not None
    assert (playback.status, playback.failed_step) == (PlaybackStatus.UNSUPPORTED, 0)
    assert "init" in str(playback.message)
    assert unplayable(CASE, {InputName.INIT}) is None
