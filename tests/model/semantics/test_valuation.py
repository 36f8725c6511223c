"""The numbers of a machine: a copy is independent, and a jitter is drawn, and checked, before it is used."""

from __future__ import annotations

import math

import pytest

from connref.errors import UsageError
from connref.semantics.policy import NEVER
from connref.semantics.retry import RetryPolicy
from connref.semantics.valuation import Valuation


def valuation(share: float = 0.25) -> Valuation:
    return Valuation(30_000, RetryPolicy(), lambda: share, "anna")


def test_a_copy_is_equal_and_independent() -> None:
    one = valuation()
    one.connects.append("c")
    one.pings["p"] = (10, False)
    other = one.copy()
    assert other == one
    other.connects.clear()
    other.pings.clear()
    other.now = 5
    assert (one.connects, one.pings, one.now) == (["c"], {"p": (10, False)}, 0)


def test_a_share_is_kept_until_the_next_is_drawn() -> None:
    made = valuation()
    assert made.share == 0.0
    made.draw()
    assert made.share == 0.25


@pytest.mark.parametrize("share", [math.nan, -1.0, 1.01])
def test_a_share_that_cannot_be_changes_nothing(share: float) -> None:
    made = valuation(share)
    with pytest.raises(UsageError, match="jitter"):
        made.draw()
    assert made.share == 0.0


def test_the_ping_that_is_due_first_rings() -> None:
    made = valuation()
    assert made.own_alarm() == NEVER
    made.pings = {"a": (10, False), "b": (20, False)}
    made.link_at = 15
    assert made.own_alarm() == 10
    made.link_at = 5
    assert made.own_alarm() == 5
