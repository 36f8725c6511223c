"""The fewest sets that cover everything: exact by branch and bound up to a bound on its work, beyond it greedy.

*Theory.* Minimum set cover is NP-hard; here it is small. Elements that lie in the same sets are one element, and only
one of the sets that cover the same elements is kept, the cheapest. Then an element that lies in fewest sets is covered
by each of them in turn. A branch ends when it needs as many sets as the best cover known and costs no less; each
further set covers at most as many elements as the largest does, which bounds how many are needed.

*Order.* Of covers with equally few sets the one with the least sum of costs is taken, of those the one with the least
names. Sets are sorted by cost and name first, so nothing depends on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_NODES = 20_000
"""How many branches are entered at most: tens of milliseconds. Every wrong SDK of the tests needs under a tenth."""

Cost = tuple[int, ...]


class Choice(NamedTuple):
    """A set that may be chosen: which elements it covers (a bit each), what it costs, and its name."""

    covers: int
    cost: Cost
    name: str


class Cover(NamedTuple):
    """The sets chosen, in order of their cost and name; whether it is proven that none are fewer."""

    chosen: tuple[Choice, ...]
    minimal: bool


def cover(choices: Iterable[Choice], everything: int) -> Cover:
    """The cheapest of the smallest covers. Every element of `everything` has to lie in some choice."""
    ordered = _undominated(sorted(choices, key=lambda each: (each.cost, each.name)))
    elements = _representatives(ordered, everything)
    search = _Search(ordered, _greedy(ordered, elements))
    search.branch(elements, ())
    return Cover(
        tuple(sorted(search.best, key=lambda each: (each.cost, each.name))), search.nodes <= MOST_NODES
    )


def _undominated(choices: Sequence[Choice]) -> list[Choice]:
    """Of choices that cover the same, the first; a choice within a cheaper one is left out."""
    kept: list[Choice] = []
    for each in choices:
        if not any(each.covers | other.covers == other.covers for other in kept):
            kept.append(each)
    return kept


def _representatives(choices: Sequence[Choice], everything: int) -> int:
    """One element of each kind: elements that lie in the same choices are of one kind."""
    kinds = [everything]
    for each in choices:
        kinds = [part for kind in kinds for part in (kind & each.covers, kind & ~each.covers) if part]
    return sum(kind & -kind for kind in kinds)


def _greedy(choices: Sequence[Choice], everything: int) -> tuple[Choice, ...]:
    """What covers most of what is left, again and again."""
    left, chosen = everything, list[Choice]()
    while left:
        best = max(choices, key=lambda each: ((each.covers & left).bit_count(), -choices.index(each)))
        chosen.append(best)
        left &= ~best.covers
    return tuple(chosen)


def _worth(chosen: Sequence[Choice]) -> tuple[int, Cost, tuple[str, ...]]:
    total = tuple(map(sum, zip(*(each.cost for each in chosen), strict=True)))
    return len(chosen), total, tuple(sorted(each.name for each in chosen))


@dataclass(slots=True)
class _Search:
    choices: Sequence[Choice]
    best: tuple[Choice, ...]
    nodes: int = 0

    def branch(self, left: int, chosen: tuple[Choice, ...]) -> None:
        """Cover what is left in each way that can be better."""
        self.nodes += 1
        if self.nodes > MOST_NODES:
            return
        if not left:
            if _worth(chosen) < _worth(self.best):
                self.best = chosen
            return
        largest = max((each.covers & left).bit_count() for each in self.choices)
        if len(chosen) - (-left.bit_count() // largest) > len(self.best):
            return
        for each in self._rarest(left):
            self.branch(left & ~each.covers, (*chosen, each))

    def _rarest(self, left: int) -> list[Choice]:
        """The choices for an element that fewest choices cover."""
        found: list[Choice] = list(self.choices)
        rest = left
        while rest:
            element = rest & -rest
            rest &= ~element
            ways = [each for each in self.choices if each.covers & element]
            if len(ways) < len(found):
                found = ways
            if len(found) == 1:
                break
        return found
