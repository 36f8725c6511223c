"""Fewer candidates for the same judgement: fuses those that are one, and drops those that another one covers.

Two candidates at the same place of the policy that differ in their readings alone are one, where that adds no reading.
A candidate covers another that expects at least as much of every call, and no later: whatever explains the stricter
one explains it too. That keeps a storm of calls or of failed attempts, each of which forks, from growing without end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connref.oracle.candidate import Candidate, Pending
from connref.oracle.readings import fuse
from connref.spec.vocabulary import Answer

CROWD = 8
"""From this many candidates on, looking for covered ones pays."""

_WEAKER: Mapping[Answer, frozenset[Answer]] = {
    Answer.EITHER: frozenset({Answer.OPENS, Answer.SUCCESS, Answer.ERROR, Answer.SENDS}),
    Answer.AT_MOST_ONE: frozenset(Answer) - {Answer.THROWS},
}
"""The answers that expect more than these two do."""


def prune(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without repetitions, fused and, where there are many, without the covered ones."""
    if len(candidates) == 1:
        return list(candidates)
    left = list(dict.fromkeys(candidates))
    if len(left) > 1:
        left = [fused for group in _by_place(left) for fused in _fuse_group(group)]
    if len(left) > CROWD:
        left = _uncovered(left)
    return left


def _by_place(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    groups: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate[1:], []).append(candidate)
    return list(groups.values())


def _fuse_group(group: list[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in group:
        one = candidate
        while (found := _fusible(one, kept)) is not None:
            other, union = found
            kept.remove(other)
            one = one._replace(cube=union)
        kept.append(one)
    return kept


def _fusible(one: Candidate, kept: Sequence[Candidate]) -> tuple[Candidate, int] | None:
    for other in kept:
        union = fuse(one.cube, other.cube)
        if union is not None:
            return other, union
    return None


def _uncovered(candidates: Sequence[Candidate]) -> list[Candidate]:
    groups: dict[Candidate, list[Candidate]] = {}
    for candidate in candidates:
        place = candidate._replace(cube=0, since=0, calls=())
        rivals = groups.setdefault(place, [])
        if not any(covers(rival, candidate) for rival in rivals):
            rivals[:] = [rival for rival in rivals if not covers(candidate, rival)]
            rivals.append(candidate)
    return [candidate for group in groups.values() for candidate in group]


def covers(weaker: Candidate, stricter: Candidate) -> bool:
    """Whether one explains all that the other does, given that they differ only in readings, calls and `since`.

    What is due later is the weaker demand: every instant that is due counts from `since`.
    """
    if stricter.cube & ~weaker.cube or weaker.since < stricter.since:
        return False
    expected = {pending.call: pending for pending in stricter.calls}
    return all(
        pending.call in expected and _weaker(pending, expected[pending.call]) for pending in weaker.calls
    )


def _weaker(one: Pending, other: Pending) -> bool:
    allows = one.answer is other.answer or other.answer in _WEAKER.get(one.answer, ())
    return allows and one.at >= other.at and not one.owes & ~other.owes and one.offline <= other.offline
