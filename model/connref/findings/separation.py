"""Sets of places as bits, and the fewest of them that have no place in common: what rule learning counts with.

*Theory.* Few facts that no denial has all of are a hitting set of what the denials lack: all sets of one fact are tried
in order, then those of two, and so on. A fact that leaves all that an earlier one leaves is left out first. The first
of the smallest sets never has it, for the earlier one could stand in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)


def masks(places: Iterable[tuple[_Key, int]]) -> dict[_Key, int]:
    """For each key the set of its places, a bit each; put together as bytes, for a large number is slow to change."""
    found: defaultdict[_Key, bytearray] = defaultdict(bytearray)
    for key, place in places:
        mask = found[key]
        byte, bit = divmod(place, 8)
        if len(mask) <= byte:
            mask.extend(bytes(byte + 1 - len(mask)))
        mask[byte] |= 1 << bit
    return {key: int.from_bytes(mask, "little") for key, mask in found.items()}


def fewest_separating(facts: Iterable[tuple[_Key, int]], against: int, most: int) -> tuple[_Key, ...] | None:
    """The fewest facts, at most so many, of which no place in `against` has all; None where it takes more, or none.

    Of equally few those that come first. Each fact is given with the places that have it.
    """
    useful = _undominated([(fact, having & against) for fact, having in facts], against)
    for size in range(1, most + 1):
        chosen = _first_clearing(useful, against, size)
        if chosen is not None:
            return chosen
    return None


def _undominated(facts: Iterable[tuple[_Key, int]], against: int) -> list[tuple[_Key, int]]:
    """The facts that some place lacks, without those that leave all that an earlier one leaves."""
    kept: list[tuple[_Key, int]] = []
    for fact, left in facts:
        if left != against and not any(other & left == other for _, other in kept):
            kept.append((fact, left))
    return kept


def _first_clearing(facts: Sequence[tuple[_Key, int]], left: int, size: int) -> tuple[_Key, ...] | None:
    """The first so many facts, in their order, of which no place that is left has all."""
    if not size:
        return None if left else ()
    for place, (fact, having) in enumerate(facts):
        rest = _first_clearing(facts[place + 1 :], left & having, size - 1)
        if rest is not None:
            return (fact, *rest)
    return None
