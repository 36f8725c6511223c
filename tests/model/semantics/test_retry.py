"""The retry policy: its bounds, its jitter, and the promise that a wanted connection is up within R."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import DefinitionError
from connref.inputs import Connect, Init, Login, Opened, OpenFailed, Tick
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref.semantics.retry import RetryPolicy
from machine_tools import feed

JITTER = st.floats(0, 1, exclude_max=True)


@given(st.integers(0, 10_000), JITTER)
def test_a_delay_is_positive_bounded_and_never_shorter_than_the_share_left(
    attempt: int, drawn: float
) -> None:
    policy = RetryPolicy()
    delay = policy.delay_ms(attempt, lambda: drawn)
    full = min(20_000, 1_000 * 2 ** min(attempt, 62))
    assert full // 2 <= delay <= full


def test_delays_double_up_to_the_bound() -> None:
    policy = RetryPolicy(jitter_share=0.0)
    delays = [policy.delay_ms(attempt, lambda: 0.9) for attempt in range(7)]
    assert delays == [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]


def test_a_delay_of_nothing_is_still_a_millisecond() -> None:
    assert RetryPolicy(first_delay_ms=1, jitter_share=1.0).delay_ms(0, lambda: 0.999) == 1


def test_the_same_seed_gives_the_same_delays() -> None:
    one, two, other = (random.Random(seed).random for seed in (7, 7, 8))
    policy = RetryPolicy()
    first = [policy.delay_ms(n, one) for n in range(10)]
    assert first == [policy.delay_ms(n, two) for n in range(10)]
    assert first != [policy.delay_ms(n, other) for n in range(10)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"first_delay_ms": 0},
        {"first_delay_ms": 1.5},
        {"first_delay_ms": True},
        {"longest_delay_ms": 999},
        {"open_timeout_ms": -1},
        {"ping_timeout_ms": 0},
        {"jitter_share": 1.1},
        {"jitter_share": -0.1},
    ],
)
def test_numbers_that_make_no_sense_are_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError, match=next(iter(wrong))):
        RetryPolicy(**wrong)


@given(st.integers(12, 200_000))
def test_a_policy_can_be_made_to_fit_any_bound(bound_ms: int) -> None:
    policy = RetryPolicy.within(bound_ms)
    policy.check_bound(bound_ms)
    assert policy.worst_case_ms <= bound_ms


def test_the_default_fits_the_default_bound_and_is_not_scaled() -> None:
    assert RetryPolicy.within(60_000) == RetryPolicy()
    RetryPolicy().check_bound(60_000)


def test_a_bound_that_leaves_no_time_is_refused() -> None:
    with pytest.raises(DefinitionError, match="reconnect bound of 2 ms"):
        RetryPolicy.within(2)


@given(st.integers(0, 40), st.integers(0, 10**6))
def test_after_any_failures_a_fair_world_is_up_within_the_bound(failures: int, seed: int) -> None:
    """Whatever was tried before: the last attempt hangs, then the world is fair and takes as long as it may."""
    machine = ConnectionMachine(Mode.MANUAL, jitter=random.Random(seed).random)
    feed(machine, 0, Init(), Login("anna"), Connect("c"))
    now, socket = 0, 1
    for _ in range(failures):
        feed(machine, now, OpenFailed(socket))
        now, socket = machine.next_deadline() or now, socket + 1
        feed(machine, now, Tick())
    fair_since = now
    now = machine.next_deadline() or now
    feed(machine, now, Tick())
    now = machine.next_deadline() or now
    feed(machine, now, Tick())
    assert machine.snapshot()["link"]["state"] == "opening"
    feed(machine, now + 14_999, Opened(socket + 1))
    assert machine.state == "connected"
    assert machine.snapshot()["now"] - fair_since <= 60_000


def test_success_starts_the_backoff_afresh() -> None:
    machine = ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0)
    feed(machine, 0, Init(), Login("anna"), Connect("c"), OpenFailed(1))
    feed(machine, 1_000, Tick(), OpenFailed(2))
    assert machine.next_deadline() == 3_000
    feed(machine, 3_000, Tick(), Opened(3), OpenFailed(3))
    assert machine.next_deadline() == 4_000
