"""Diagnosis of one case: of all that its candidates broke, the one violation that is told.

While a case is judged alone, that is what the candidate broke that held out longest. Once the run has established
which readings the SDK follows, it is what the longest of those candidates broke: what an SDK does under readings that
are not its own says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from connref.oracle.does import Does
from connref.oracle.readings import Cube, meet
from connref.spec.requirements import CALL_OUTCOME, REQUIREMENTS
from connref.spec.variant import DOCUMENT, Variant


@dataclass(frozen=True, slots=True)
class Violation:
    """A requirement that does not hold: when it showed (ms), what was expected and what was seen instead.

    `does` is the kind of thing that was seen. `policy` is true where the wish of the document was not met, false where
    no reading of it is involved (a callback that fired twice is wrong in every mode). `promise` is the table of the
    vendor's profile that promises it, where that is more than the requirement says.
    """

    requirement: str
    at: int
    expected: str
    observed: str
    does: Does
    policy: bool
    promise: str | None = None


class Drop(NamedTuple):
    """A candidate that was given up: its readings, and what the SDK broke under them (at least one)."""

    cube: Cube
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """The judgement of one case: the violation, or None and the cubes of readings that explain all that was seen.

    `tested` are the requirements that it has put to the test, the violation's among them. `dropped` are the latest
    candidates that were given up on the way, in batches of those that were given up together.
    """

    violation: Violation | None
    readings: tuple[Cube, ...]
    tested: frozenset[str]
    dropped: tuple[tuple[Drop, ...], ...] = ()


def by_instant(dropped: Sequence[Drop]) -> list[tuple[Drop, ...]]:
    """Candidates that ended in one stretch of time, in batches of those that ended at the same instant of it.

    A candidate ends with the first thing that it misses: what was due later says nothing any more. So one long wait
    is judged like many short ones.
    """
    batches: dict[int, list[Drop]] = {}
    for drop in dropped:
        ended = min(violation.at for violation in drop.violations)
        missed = tuple(violation for violation in drop.violations if violation.at == ended)
        batches.setdefault(ended, []).append(Drop(drop.cube, missed))
    return [tuple(batches[ended]) for ended in sorted(batches)]


def promised(dropped: Sequence[Drop], variant: Variant) -> Sequence[Drop]:
    """Of these the ones that broke what is promised, with that alone; all of them where none did."""
    if variant == DOCUMENT:
        return dropped
    kept = [
        Drop(
            drop.cube,
            tuple(each for each in drop.violations if variant.promises(each.requirement, each.promise)),
        )
        for drop in dropped
    ]
    return [drop for drop in kept if drop.violations] or dropped


def choose(dropped: Sequence[Drop]) -> Violation:
    """The violation to blame among candidates that were dropped together; there is at least one.

    What all of them miss explains most; else it is what was missed last, and the more specific requirement.
    """
    missed = [{violation.requirement for violation in drop.violations} for drop in dropped]
    common = missed[0].intersection(*missed[1:])
    told = [
        _first([violation for violation in drop.violations if not common or violation.requirement in common])
        for drop in dropped
    ]
    return max(told, key=lambda violation: (violation.at, REQUIREMENTS[violation.requirement].weight))


def blame(verdict: CaseVerdict, established: Cube) -> Violation | None:
    """What a case breaks under the readings that the run established, None where it follows some of them.

    What is wrong whatever the reading stays as it is. So does a violation where no candidate under these readings is
    known to have been dropped, and a case that is all right by itself then breaks nothing that can be named.
    """
    violation = verdict.violation
    if violation is None and any(meet(cube, established) is not None for cube in verdict.readings):
        return None
    if violation is not None and not _by_candidates(violation, verdict):
        return violation
    for batch in reversed(verdict.dropped):
        ours = [drop for drop in batch if meet(drop.cube, established) is not None]
        if ours:
            return choose(ours)
    return violation


def _by_candidates(violation: Violation, verdict: CaseVerdict) -> bool:
    """Whether it was found because no candidate was left, and not because it is wrong whatever the reading."""
    if not violation.policy and violation.requirement != CALL_OUTCOME:
        return False
    return bool(verdict.dropped) and any(violation in drop.violations for drop in verdict.dropped[-1])


def _first(violations: Sequence[Violation]) -> Violation:
    """Of several that one candidate misses at once: the wish before the call that told nothing of it."""
    return next((each for each in violations if each.requirement != CALL_OUTCOME), violations[0])
