"""How long a run will still take."""

from __future__ import annotations

import pytest

from connref.protocol import Advance, Case, Mode
from connref_adapters.cli.remaining import Remaining, about
from connref_adapters.drivers import Clock


def case(ms: int) -> Case:
    return Case(f"A/{ms}", Mode.MANUAL, (Advance(ms),), "A", "")


CASES = [case(1_000), case(29_000), case(30_000)]


def test_on_a_virtual_clock_each_case_counts_the_same() -> None:
    remaining = Remaining(Clock.VIRTUAL, CASES)
    assert (remaining.cases, remaining.whole_s, remaining.left_s(1.0)) == (3, None, None)
    remaining.after(CASES[0])
    assert remaining.left_s(2.0) == pytest.approx(4.0)
    remaining.after(CASES[1])
    remaining.after(CASES[2])
    assert remaining.left_s(9.0) is None


def test_on_a_real_clock_it_is_the_waiting_that_counts() -> None:
    remaining = Remaining(Clock.REAL, CASES, jobs=2)
    assert remaining.whole_s == pytest.approx(30.0)
    remaining.after(CASES[2])
    assert remaining.left_s(16.0) == pytest.approx(16.0)


def test_a_length_of_time_is_told_to_the_second() -> None:
    assert about(0.2) == "about 1 s"
    assert about(3_725.4) == "about 1 h 2 min 5 s"
