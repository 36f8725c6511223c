"""Whom to blame: of all that the hypotheses of a case broke, the one violation that is told.

While a case is judged alone, that is what the hypothesis broke that held out longest. Once the run has established
which readings the SDK follows, it is what the longest of those hypotheses broke: what an SDK does under readings that
are not its own says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from connref.oracle.readings import Cube, meet
from connref.oracle.verdict import CaseVerdict, Drop, Violation

_RANK = {"CALL-OUTCOME": 0, "MAN-FOREGROUND-HOLDS": 1}
"""Of two that held out equally long, the more general requirement is not the one to blame."""
_SPECIFIC = 2


def by_instant(dropped: Sequence[Drop]) -> list[tuple[Drop, ...]]:
    """Hypotheses that ended in one stretch of time, in batches of those that ended at the same instant of it.

    A hypothesis ends with the first thing that it misses: what was due later says nothing any more. So one long wait
    is judged like many short ones.
    """
    batches: dict[int, list[Drop]] = {}
    for drop in dropped:
        ended = min(violation.at for violation in drop.violations)
        missed = tuple(violation for violation in drop.violations if violation.at == ended)
        batches.setdefault(ended, []).append(Drop(drop.cube, missed))
    return [tuple(batches[ended]) for ended in sorted(batches)]


def choose(dropped: Sequence[Drop]) -> Violation:
    """The violation to blame among hypotheses that were dropped together; there is at least one.

    What all of them miss explains most; else it is what was missed last, and the more specific requirement.
    """
    missed = [{violation.requirement for violation in drop.violations} for drop in dropped]
    common = missed[0].intersection(*missed[1:])
    told = [
        _first([violation for violation in drop.violations if not common or violation.requirement in common])
        for drop in dropped
    ]
    return max(told, key=lambda violation: (violation.at, _RANK.get(violation.requirement, _SPECIFIC)))


def blame(verdict: CaseVerdict, established: Cube) -> Violation | None:
    """What a case breaks under the readings that the run established, None where it follows some of them.

    What is wrong whatever the reading stays as it is. So does a violation where no hypothesis under these readings is
    known to have been dropped, and a case that is all right by itself then breaks nothing that can be named.
    """
    violation = verdict.violation
    if violation is None and any(meet(cube, established) is not None for cube in verdict.readings):
        return None
    if violation is not None and not _by_hypotheses(violation, verdict):
        return violation
    for batch in reversed(verdict.dropped):
        ours = [drop for drop in batch if meet(drop.cube, established) is not None]
        if ours:
            return choose(ours)
    return violation


def _by_hypotheses(violation: Violation, verdict: CaseVerdict) -> bool:
    """Whether it was found because no hypothesis was left, and not because it is wrong whatever the reading."""
    if not violation.policy and violation.requirement != "CALL-OUTCOME":
        return False
    return bool(verdict.dropped) and any(violation in drop.violations for drop in verdict.dropped[-1])


def _first(violations: Sequence[Violation]) -> Violation:
    """Of several that one hypothesis misses at once: the wish before the call that told nothing of it."""
    return next((each for each in violations if each.requirement != "CALL-OUTCOME"), violations[0])
