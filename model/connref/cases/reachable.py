"""Counts of coverage, known without a search: which rows and pairs of rows can be provoked, read from committed masks.

`connref.cases.state_space` finds them by walking; a report has no second to spare for that. Where the grace is long
beside the tolerance, what can be provoked depends on the mode and on whether the clock is exact, on no other number: a
coarse clock has no instant AT the deadline. Under a shorter grace some waits of the paths run into the deadline; there
the paths are asked. A test holds the masks to the paths, and `make reachable` writes them anew.

A line of `data.reachable` has two hexadecimal masks over the rows of the table, in their order: each row of the first
mask can be followed by each row of the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from connref.cases.data import reachable
from connref.cases.state_space import reachable_pairs
from connref.protocol import Mode, Profile
from connref.semantics.table import Key, compile_table

PairOfRows = tuple[Key, Key]
"""A row, and a row that is taken right after it."""

LONG_GRACE = 10
"""A grace of so many times T + 1 is long: the paths wait for a tenth of it where one T + 1 is not more."""

_MASKS = {
    (Mode.AUTO, True): reachable.AUTO,
    (Mode.AUTO, False): reachable.AUTO,
    (Mode.MANUAL, True): reachable.MANUAL,
    (Mode.MANUAL, False): reachable.MANUAL_COARSE,
}
"""The masks of a mode, by whether its clock is exact."""


def known_pairs(profile: Profile, mode: Mode) -> frozenset[PairOfRows]:
    """What `state_space.reachable_pairs` finds for the profile. Searches where the grace is short, and only there."""
    if profile.grace_ms < LONG_GRACE * (profile.tolerance_ms + 1):
        return reachable_pairs(profile, mode)
    return _read(mode, _MASKS[mode, profile.tolerance_ms == 0])


def known_rows(profile: Profile, mode: Mode) -> frozenset[Key]:
    """What `state_space.reachable_rows` finds for the profile: each reachable row comes before some other."""
    return frozenset(first for first, _ in known_pairs(profile, mode))


def masks_of(mode: Mode, pairs: Iterable[PairOfRows]) -> str:
    """The lines for `data.reachable`: rows that the same rows follow share one."""
    number = {key: 1 << index for index, key in enumerate(compile_table(mode).rows)}
    after: dict[Key, int] = {}
    for first, second in pairs:
        after[first] = after.get(first, 0) | number[second]
    before: dict[int, int] = {}
    for first, seconds in after.items():
        before[seconds] = before.get(seconds, 0) | number[first]
    return "".join(sorted(f"{firsts:x} {seconds:x}\n" for seconds, firsts in before.items()))


@cache
def _read(mode: Mode, masks: str) -> frozenset[PairOfRows]:
    rows = tuple(compile_table(mode).rows)
    lines = (line.split() for line in masks.splitlines())
    return frozenset(
        (first, second)
        for firsts, seconds in lines
        for first in _rows_in(firsts, rows)
        for second in _rows_in(seconds, rows)
    )


def _rows_in(mask: str, rows: Sequence[Key]) -> Iterator[Key]:
    bits = int(mask, 16)
    return (key for index, key in enumerate(rows) if bits >> index & 1)
