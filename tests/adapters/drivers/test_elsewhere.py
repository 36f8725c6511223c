"""Waiting for an attached driver: at once the first time, then with patience, and never after it was ended."""

from __future__ import annotations

import time

import pytest

from connref_adapters.drivers import FaultReason
from connref_adapters.drivers.address import Address
from connref_adapters.drivers.elsewhere import ELSEWHERE, LONGEST_DIAL_S, LogsElsewhere, Patience
from connref_adapters.drivers.faults import Trouble

WHERE = Address("tcp", "127.0.0.1", 9, None)


class Fails:
    """An attempt that fails so many times."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> str:
        self.left -= 1
        if self.left >= 0:
            raise OSError("nobody")
        return "made"


def test_the_first_dial_must_succeed_and_a_later_one_is_tried_again() -> None:
    patience = Patience(30)
    with pytest.raises(Trouble, match=r"nothing answers at tcp://127\.0\.0\.1:9: nobody") as caught:
        patience.dial(Fails(1), WHERE, (OSError,))
    assert caught.value.reason is FaultReason.ATTACH
    assert patience.dial(Fails(2), WHERE, (OSError,)) == "made"


def test_what_is_no_miss_is_passed_on() -> None:
    with pytest.raises(OSError, match="nobody"):
        Patience(30).dial(Fails(1), WHERE, (ValueError,))


def test_nothing_is_waited_for_once_it_was_ended() -> None:
    patience = Patience(600)
    with pytest.raises(Trouble):
        patience.dial(Fails(1), WHERE, (OSError,))
    patience.end()
    began = time.monotonic()
    with pytest.raises(Trouble):
        patience.dial(Fails(10_000), WHERE, (OSError,))
    with pytest.raises(Trouble, match="no driver has dialled"):
        patience.accept(lambda: None, WHERE)
    assert time.monotonic() - began < 300


def test_who_dials_in_is_taken_and_an_attempt_is_never_longer_than_the_patience() -> None:
    found = iter([None, None, "driver"])
    assert Patience(30).accept(lambda: next(found), WHERE) == "driver"
    assert (Patience(1).attempt_s, Patience(60).attempt_s) == (1, LONGEST_DIAL_S)


def test_the_log_of_an_attached_driver_is_where_it_runs() -> None:
    channel = LogsElsewhere()
    assert (channel.log_tail(), channel.log_position(), channel.log_since(0)) == (ELSEWHERE, 0, "")
    assert channel.exit_status() is None
