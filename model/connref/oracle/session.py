"""Judging a run: the readings that explain all its cases together, and the cases that contradict earlier ones.

An SDK may follow any listed option, but the same one each time. So the readings that explain one case have to meet
those that explain the cases before it; a case whose readings do not violates what the interpretation at odds is judged
under.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from connref.interpretations import INTERPRETATIONS
from connref.oracle.odds import at_odds, explain
from connref.oracle.options import EVERYTHING, Cube, meet_all, options_left
from connref.oracle.verdict import CaseVerdict, Violation
from connref.steps import Advance, Case, Mode

AUTO_DEFAULT = "AUTO-DEFAULT"


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A case that failed: the requirement to blame, why, and the earlier case that it contradicts, if it is that."""

    case: Case
    requirement: str
    violation: Violation
    contradicts: str | None = None


class RunJudge:
    """Accumulates the verdicts of a run in order. It serves every requirement, and AUTO-DEFAULT by itself.

    `readings` are the cubes that explain all cases so far that agree; they are never empty.
    """

    def __init__(self) -> None:
        self.readings: tuple[Cube, ...] = (EVERYTHING,)
        self._seen: dict[tuple[Cube, ...], Case] = {}
        self._found: list[CaseFinding] = []
        self._failed_in_auto: set[str] = set()

    def add(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        """Take one more case in. The finding is what is known now; `findings` has the last word on AUTO-DEFAULT."""
        finding = self._judge(case, verdict)
        if finding is None:
            return None
        self._found.append(finding)
        if case.mode is Mode.AUTO:
            self._failed_in_auto.add(finding.requirement)
        return self._attributed(finding)

    def findings(self) -> tuple[CaseFinding, ...]:
        """Every finding, in order, as all cases of the run together attribute it."""
        return tuple(self._attributed(finding) for finding in self._found)

    def interpretations(self) -> dict[str, list[str]]:
        """The options still possible for each interpretation, in the order of the catalogue; never an empty list."""
        return {name: list(options_left(self.readings, name)) for name in INTERPRETATIONS}

    def _judge(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        if verdict.violation is not None:
            return CaseFinding(case, verdict.violation.requirement, verdict.violation)
        if verdict.readings in self._seen:
            return None
        both = meet_all(self.readings, verdict.readings)
        if not both:
            return self._contradiction(case, verdict.readings)
        self.readings = both
        self._seen[verdict.readings] = case
        return None

    def _contradiction(self, case: Case, readings: tuple[Cube, ...]) -> CaseFinding:
        against = explain(readings, tuple(self._seen))
        others = _met(against)
        names = at_odds(others, readings)
        earlier = [self._seen[other] for other in against]
        ids = [other.id for other in earlier]
        requirement = _judged_under(names, [case, *earlier])
        violation = Violation(
            requirement,
            sum(step.ms for step in case.steps if isinstance(step, Advance)),
            f"{_choices(names, others)}, as in {'case' if len(ids) == 1 else 'cases'} {' and '.join(ids)}",
            _choices(names, readings),
            policy=True,
        )
        return CaseFinding(case, requirement, violation, ids[0])

    def _attributed(self, finding: CaseFinding) -> CaseFinding:
        """A case without a mode is judged as auto. What fails there only fails for want of the mode (AUTO-DEFAULT)."""
        by_default = finding.case.mode is None and finding.violation.policy
        if not by_default or finding.requirement in self._failed_in_auto:
            return finding
        return replace(
            finding, requirement=AUTO_DEFAULT, violation=replace(finding.violation, requirement=AUTO_DEFAULT)
        )


def _met(unions: Sequence[tuple[Cube, ...]]) -> tuple[Cube, ...]:
    met: tuple[Cube, ...] = (EVERYTHING,)
    for union in unions:
        met = meet_all(met, union)
    return met


def _judged_under(names: Sequence[str], cases: Sequence[Case]) -> str:
    """What the catalogue says of the first at odds, or of one that a case is about; the mode decides between two."""
    place = -1 if cases[0].mode is Mode.MANUAL else 0
    requirements = [INTERPRETATIONS[name].judged_under[place] for name in names]
    about = (case.requirement for case in cases if case.requirement in requirements)
    return next(about, requirements[0])


def _choices(names: Iterable[str], readings: tuple[Cube, ...]) -> str:
    return ", ".join(f"{name}: {' or '.join(options_left(readings, name))}" for name in names)
