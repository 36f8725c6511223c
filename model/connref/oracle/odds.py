"""Why two sets of readings do not meet: the few interpretations at odds, and the few cases that it takes to show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from connref.errors import UsageError
from connref.oracle.readings import EVERYTHING, FIELDS, Cube, join, meet_all
from connref.spec.interpretations import INTERPRETATIONS

Union = tuple[Cube, ...]


def at_odds(left: Union, right: Union) -> tuple[str, ...]:
    """The fewest interpretations on which two unions of cubes that do not meet cannot agree, in catalogue order."""
    candidates = tuple(name for name in INTERPRETATIONS if _chosen(left, name) or _chosen(right, name))
    for size in range(1, len(candidates)):
        for names in combinations(candidates, size):
            if not meet_all(project(left, names), project(right, names)):
                return names
    return candidates


def project(cubes: Iterable[Cube], names: Iterable[str]) -> Union:
    """The readings with every interpretation but the named ones left open."""
    kept = sum(FIELDS[name] for name in names)
    return join(cube | (EVERYTHING & ~kept) for cube in cubes)


def explain(readings: Union, earlier: Sequence[Union]) -> tuple[Union, ...]:
    """The earlier unions that the readings do not meet: one where one is enough, else none that can be left out.

    All of `earlier` together meet, and together do not meet `readings`. Raises `UsageError` where they do.
    """
    for union in earlier:
        if not meet_all(union, readings):
            return (union,)
    needed: list[Union] = []
    left = readings
    while left:
        last = _which_empties(left, earlier)
        needed.append(last)
        left = meet_all(left, last)
    return tuple(needed)


def _which_empties(left: Union, earlier: Sequence[Union]) -> Union:
    for union in earlier:
        left = meet_all(left, union)
        if not left:
            return union
    raise UsageError("the readings meet all the earlier ones, so there is nothing to explain")


def _chosen(cubes: Union, name: str) -> bool:
    return any(cube & FIELDS[name] != FIELDS[name] for cube in cubes)
