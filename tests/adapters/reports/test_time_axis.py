"""One millisecond and one hour stand side by side on the axis, in order, and nothing overlaps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.reports.time_axis import LEAST_STRETCH, make_axis

INSTANTS = st.sets(st.integers(0, 10**8), min_size=1, max_size=80)


@given(INSTANTS)
def test_instants_are_in_order_and_far_enough_apart_for_their_labels(instants: set[int]) -> None:
    axis = make_axis(instants, 100, 500)
    assert all(right - left >= LEAST_STRETCH for left, right in pairwise(axis.places))
    assert axis.places[0] == 100
    assert [axis.x(at) for at in axis.instants] == list(axis.places)


@given(INSTANTS, st.integers(0, 10**8), st.integers(0, 10**8))
def test_later_is_never_further_left(instants: set[int], one: int, other: int) -> None:
    axis = make_axis(instants, 0, 500)
    early, late = sorted((one, other))
    assert axis.x(early) <= axis.x(late)


def test_a_short_story_fills_the_width() -> None:
    assert make_axis([0, 10], 100, 500).end_x == 600


def test_a_long_silence_beside_a_millisecond_is_broken() -> None:
    hour, moment = make_axis([0, 3_600_000, 3_600_001], 0, 500).stretches()
    assert (hour.broken, moment.broken) == (True, False)
    assert hour.width < 3 * moment.width


def test_stretches_of_like_length_are_not_broken() -> None:
    assert not any(stretch.broken for stretch in make_axis([0, 10, 25, 40], 0, 500).stretches())


def test_of_a_very_long_story_the_end_is_shown() -> None:
    axis = make_axis(range(1000), 0, 500)
    assert axis.cut
    assert axis.instants[-1] == 999
    assert not axis.shows(0)
    assert axis.x(0) == axis.places[0]
    assert len(axis.instants) <= 40


def test_a_story_of_one_instant_has_an_axis_too() -> None:
    axis = make_axis([], 7, 500)
    assert (axis.instants, axis.places, axis.stretches()) == ((0,), (7.0,), ())
