"""What two read is made once, even where they read in two threads."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from connref_adapters.kit.sharing import shared


def counting(made: list[int], most: int) -> Iterator[int]:
    for number in range(most):
        made.append(number)
        yield number


def test_each_is_made_once_and_read_by_both_in_order() -> None:
    made: list[int] = []
    first, second = shared(counting(made, 3))
    assert next(first) == 0
    assert list(second) == [0, 1, 2]
    assert list(first) == [1, 2]
    assert made == [0, 1, 2]


def test_nothing_is_made_before_it_is_read() -> None:
    made: list[int] = []
    first, _ = shared(counting(made, 3))
    assert made == []
    next(first)
    assert made == [0]


def test_two_threads_read_the_same() -> None:
    made: list[int] = []
    readers = shared(counting(made, 20_000))

    def read(reader: Iterator[int]) -> list[int]:
        return list(reader)

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(read, readers, timeout=60)
    assert first == second == made == list(range(20_000))


def test_what_the_source_raises_is_raised() -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    first, second = shared(broken())
    assert next(first) == next(second) == 1
    with pytest.raises(ValueError, match="no more"):
        next(second)
