"""The fake clock moves when told, never back, and jumps to deadlines."""

from __future__ import annotations

import pytest

from connref.errors import ClockError
from connref.semantics.clock import FakeClock


def test_it_starts_where_it_is_told_and_stays_there() -> None:
    assert FakeClock().now == 0
    assert FakeClock(7).now == 7


def test_it_moves_by_and_to() -> None:
    clock = FakeClock()
    clock.advance(5)
    clock.advance(0)
    clock.move_to(9)
    clock.move_to(9)
    assert clock.now == 9


@pytest.mark.parametrize("wrong", [-1, 1.0, "1", None, True])
def test_it_refuses_what_is_no_duration(wrong: int) -> None:
    clock = FakeClock(3)
    with pytest.raises(ClockError):
        clock.advance(wrong)
    assert clock.now == 3


@pytest.mark.parametrize("wrong", [2, -1, 4.0, None, False])
def test_it_never_goes_back(wrong: int) -> None:
    clock = FakeClock(3)
    with pytest.raises(ClockError) as raised:
        clock.move_to(wrong)
    assert raised.value.latest == 3
    assert clock.now == 3
    with pytest.raises(ClockError):
        FakeClock(-1)


def test_it_jumps_to_the_next_deadline_and_says_when_there_is_none() -> None:
    clock = FakeClock(10)
    assert clock.jump(25)
    assert clock.now == 25
    assert clock.jump(20)
    assert clock.now == 25
    assert not clock.jump(None)
    assert clock.now == 25
