"""One making of the cases for two readers, who plays them and who counts them: to make them takes a tenth of a run.

A case is kept until both have read it. The readers may be in two threads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from threading import Lock
from typing import Generic, Self, TypeVar

_T = TypeVar("_T")


def shared(source: Iterable[_T]) -> tuple[Iterator[_T], Iterator[_T]]:
    """Two iterators over the same things, each of which is made once. What the source raises both raise."""
    lock = Lock()
    first, second = tee(source)
    return _Reader(first, lock), _Reader(second, lock)


class _Reader(Generic[_T]):
    """Reads on while the other does not."""

    def __init__(self, source: Iterator[_T], lock: Lock) -> None:
        self._source = source
        self._lock = lock

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _T:
        with self._lock:
            return next(self._source)
