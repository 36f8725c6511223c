"""The virtual clock fires in order, never early, and notices an SDK that stops time."""

from __future__ import annotations

import pytest

from fakes.clock import StuckError, VirtualClock


def test_fires_in_order_of_instants_then_of_arming() -> None:
    clock, fired = VirtualClock(), list[str]()
    clock.at(20, lambda: fired.append("late"))
    clock.at(10, lambda: fired.append("first"))
    clock.at(10, lambda: fired.append("second"))
    clock.advance(20)
    assert fired == ["first", "second", "late"]


def test_a_timer_sees_its_own_instant_and_may_arm_another_in_the_same_step() -> None:
    clock, instants = VirtualClock(), list[int]()
    clock.after(
        5, lambda: (instants.append(clock.now), clock.after(5, lambda: instants.append(clock.now)))[0]
    )
    clock.advance(10)
    assert instants == [5, 10]
    assert clock.now == 10


def test_not_before_its_instant_and_not_after_cancel() -> None:
    clock, fired = VirtualClock(), list[str]()
    clock.at(10, lambda: fired.append("kept"))
    clock.at(9, lambda: fired.append("cancelled")).cancel()
    assert clock.next_at() == 10
    clock.advance(9)
    assert fired == []
    clock.advance(1)
    assert fired == ["kept"]
    assert clock.next_at() is None


def test_a_timer_that_arms_itself_at_once_is_noticed() -> None:
    clock = VirtualClock()

    def spin() -> None:
        clock.at(clock.now, spin)

    spin()
    with pytest.raises(StuckError, match="at 0 ms"):
        clock.run_due()
