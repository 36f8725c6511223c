"""Times are told exactly, and counts with their noun."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.reports.text import count, dues_in, duration, instant, instants_in, with_units


@pytest.mark.parametrize(
    ("milliseconds", "told"),
    [
        (0, "0 ms"),
        (1, "1 ms"),
        (999, "999 ms"),
        (1000, "1 s"),
        (29_999, "29.999 s"),
        (30_000, "30 s"),
        (30_010, "30.010 s"),
        (60_000, "60 s"),
        (60_001, "60.001 s"),
        (120_000, "2 min"),
        (120_001, "2 min 0.001 s"),
        (3_600_000, "1 h"),
        (3_661_500, "1 h 1 min 1.500 s"),
    ],
)
def test_a_duration_in_words(milliseconds: int, told: str) -> None:
    assert duration(milliseconds) == told


@given(st.integers(0, 10**9))
def test_a_duration_is_exact(milliseconds: int) -> None:
    units = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
    words = duration(milliseconds).split()
    pairs = zip(words[::2], words[1::2], strict=True)
    assert sum(round(float(number) * units[unit]) for number, unit in pairs) == milliseconds


def test_the_instant_of_the_reset_needs_no_unit() -> None:
    assert instant(0) == "0"
    assert instant(1) == "1 ms"


def test_a_number_with_its_noun() -> None:
    assert [count(0, "case"), count(1, "case"), count(2, "case")] == ["0 cases", "1 case", "2 cases"]
    assert count(25_210, "step") == "25\u202f210 steps"
    assert count(2, "more", "more") == "2 more"


def test_the_instants_of_a_violation_get_their_unit() -> None:
    assert with_units("down by 30040") == "down by 30.040 s"
    assert with_units("success of 'connect-1' at 40 with no connection") == (
        "success of 'connect-1' at 40 ms with no connection"
    )
    assert with_units("up") == "up"


def test_a_unit_that_is_there_is_kept() -> None:
    assert with_units("up at 30.041 s, down at 5 s") == "up at 30.041 s, down at 5 s"
    assert with_units(with_units("down by 30040")) == "down by 30.040 s"


def test_the_instants_of_a_violation_in_order() -> None:
    assert instants_in("an outcome of ping() 'ping-1' by 60058") == (60_058,)
    assert instants_in("ping-counts-when: answered") == ()


def test_what_is_due_is_told_from_what_was() -> None:
    assert dues_in("up by 60100 on a socket opened since 100") == (60_100,)
    assert dues_in("up until 30000") == (30_000,)
