"""Promises in numbers: the window of each repetition, and what a close code means."""

from __future__ import annotations

from connref.spec.promises import CloseRange, RetryPhase, RetryPromise, Then, close_range


def test_a_schedule_ends_or_repeats_its_last_delay() -> None:
    ends = RetryPromise((0, 2_000), gives_up=True)
    assert [ends.window_ms(n, 0) for n in range(3)] == [(0, 0), (2_000, 2_000), None]
    goes_on = RetryPromise((1_000, 3_000), jitter=(0.5, 1.5))
    assert [goes_on.window_ms(n, 0) for n in (0, 1, 9)] == [(500, 1_500), (1_500, 4_500), (1_500, 4_500)]
    assert goes_on.longest_ms == 4_500


def test_a_later_phase_has_delays_of_its_own() -> None:
    phased = RetryPromise((15_000,), phases=(RetryPhase(120_000, (30_000,)),))
    assert phased.window_ms(3, 104_999) == (15_000, 15_000)
    assert phased.window_ms(3, 119_999) == (15_000, 30_001)
    assert phased.window_ms(8, 120_000) == (30_000, 30_000)
    assert phased.longest_ms == 30_000


def test_the_first_range_that_fits_is_meant() -> None:
    ranges = (CloseRange(4_000, 4_099, Then.STOP), CloseRange(4_000, 4_999, Then.RETRY))
    assert close_range(ranges, 4_099) == (0, ranges[0])
    assert close_range(ranges, 4_100) == (1, ranges[1])
    assert close_range(ranges, 1_000) is None
    assert close_range(ranges, None) is None
