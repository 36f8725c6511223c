"""The fewest sets that cover everything."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from connref.findings import cover as module
from connref.findings.cover import Choice, cover


def test_few_large_sets_beat_many_small_ones() -> None:
    choices = [
        Choice(0b0011, (0,), "a"),
        Choice(0b1100, (0,), "b"),
        Choice(0b0110, (0,), "c"),
        Choice(0b0001, (0,), "d"),
    ]
    found = cover(choices, 0b1111)
    assert [each.name for each in found.chosen] == ["a", "b"]
    assert found.minimal


def test_greedy_alone_would_take_three() -> None:
    choices = [Choice(0b001111, (0,), "g"), Choice(0b010101, (9,), "x"), Choice(0b101010, (9,), "y")]
    assert [each.name for each in cover(choices, 0b111111).chosen] == ["x", "y"]


def test_of_equally_few_the_cheapest_then_the_least_by_name() -> None:
    choices = [Choice(0b11, (2,), "a"), Choice(0b11, (1,), "c"), Choice(0b11, (1,), "b")]
    assert [each.name for each in cover(choices, 0b11).chosen] == ["b"]


@pytest.mark.parametrize("seed", range(30))
def test_it_is_as_small_and_as_cheap_as_trying_all(seed: int) -> None:
    random = Random(seed)
    choices = [Choice(random.randrange(1, 256), (random.randrange(4),), str(n)) for n in range(9)]
    everything = 0
    for each in choices:
        everything |= each.covers
    best = min(
        (size, sum(each.cost[0] for each in some))
        for size in range(1, 10)
        for some in combinations(choices, size)
        if _union(some) == everything
    )
    found = cover(choices, everything)
    assert _union(found.chosen) & everything == everything
    assert (len(found.chosen), sum(each.cost[0] for each in found.chosen)) == best


def _union(choices: tuple[Choice, ...]) -> int:
    covered = 0
    for each in choices:
        covered |= each.covers
    return covered


def test_the_order_of_the_choices_has_no_say() -> None:
    random = Random(1)
    choices = [Choice(random.randrange(1, 1 << 12), (random.randrange(3),), f"{n:02}") for n in range(40)]
    everything = (1 << 12) - 1
    found = cover([*choices, Choice(everything, (9,), "all")], everything)
    for _ in range(5):
        random.shuffle(choices)
        assert cover([*choices, Choice(everything, (9,), "all")], everything) == found


def test_beyond_its_bound_it_says_so_and_still_covers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NODES", 3)
    random = Random(3)
    choices = [Choice(random.randrange(1, 1 << 14), (0,), f"{n:02}") for n in range(30)]
    everything = _union(tuple(choices))
    found = cover(choices, everything)
    assert not found.minimal
    assert _union(found.chosen) == everything
