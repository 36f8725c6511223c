"""Judging a run: the readings that explain most of its cases together, and the cases that do not fit them.

An SDK may follow any listed option, but the same one each time. So the readings that explain one case have to meet
those that explain the others. Where they do not, most cases are taken for what the SDK follows, whatever came first;
a case that does not fit violates what the interpretation at odds is judged under, or what it plainly breaks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from connref.interpretations import INTERPRETATIONS
from connref.oracle.blame import blame
from connref.oracle.odds import at_odds, explain
from connref.oracle.options import EVERYTHING, Cube, meet_all, options_left
from connref.oracle.verdict import CaseVerdict, Violation
from connref.steps import Advance, Case, Mode

AUTO_DEFAULT = "AUTO-DEFAULT"

REMEMBERED = 200
"""How many cases with the same readings are remembered, for the event that those turn out not to be the SDK's."""

Union = tuple[Cube, ...]


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A case that failed: the requirement to blame, why, and the case that it contradicts, if it is that.

    `broken` is the requirement that the case itself breaks, which AUTO-DEFAULT may stand for. `by_itself` is false
    where it breaks that only under the readings that the other cases establish.
    """

    case: Case
    requirement: str
    violation: Violation
    contradicts: str | None = None
    broken: str = ""
    by_itself: bool = True


@dataclass(slots=True)
class _Group:
    """The cases that the same readings explain: how many, and the first of them with their places in the run."""

    count: int = 0
    cases: list[tuple[int, Case, CaseVerdict]] = field(default_factory=list[tuple[int, Case, CaseVerdict]])

    def add(self, place: int, case: Case, verdict: CaseVerdict) -> None:
        self.count += 1
        if len(self.cases) < REMEMBERED:
            self.cases.append((place, case, verdict))


@dataclass(slots=True)
class _Agreement:
    """Groups of cases that agree on some readings: a case that stands for each, and the readings; never empty."""

    readings: Union = (EVERYTHING,)
    cases: dict[Union, Case] = field(default_factory=dict[Union, Case])

    def admits(self, union: Union, case: Case) -> bool:
        """Take a group in, if it agrees with those that are in."""
        if union in self.cases:
            return True
        both = meet_all(self.readings, union)
        if both:
            self.readings = both
            self.cases[union] = case
        return bool(both)

    def at_odds(self, union: Union) -> tuple[str, ...]:
        """On which interpretations a group that is not admitted cannot agree with those that are in."""
        return at_odds(_met(explain(union, tuple(self.cases))), union)

    @property
    def hull(self) -> Cube:
        """All the options that are still possible, each on its own: what a report tells of the readings."""
        hull = 0
        for cube in self.readings:
            hull |= cube
        return hull


class RunJudge:
    """Accumulates the verdicts of a run. It serves every requirement, and AUTO-DEFAULT by itself.

    `add` says what is known when a case comes, `findings` and `interpretations` what all cases together say.
    """

    def __init__(self) -> None:
        self._groups: dict[Union, _Group] = {}
        self._failed: list[tuple[int, Case, CaseVerdict]] = []
        self._places = 0
        self._so_far = _Agreement()
        self._failed_in_auto: set[str] = set()

    def add(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        """Take one more case in. The finding is what the cases so far say of it; `findings` has the last word."""
        place, self._places = self._places, self._places + 1
        if verdict.violation is not None:
            self._failed.append((place, case, verdict))
            finding = _failed(case, verdict, self._so_far)
        else:
            self._groups.setdefault(verdict.readings, _Group()).add(place, case, verdict)
            if self._so_far.admits(verdict.readings, case):
                return None
            # Which of the two is not what the SDK follows, only all cases together can tell.
            finding = _contradiction(case, verdict.readings, self._so_far)
        if case.mode is Mode.AUTO:
            self._failed_in_auto.add(finding.broken)
        return self.attributed(finding)

    def findings(self) -> tuple[CaseFinding, ...]:
        """Every finding, in order of the cases, as all cases of the run together attribute it."""
        agreed, misfits = self._agreed()
        failed = sorted([*self._failed, *misfits], key=lambda entry: entry[0])
        found = [_failed(case, verdict, agreed) for _, case, verdict in failed]
        in_auto = {finding.broken for finding in found if finding.case.mode is Mode.AUTO}
        return tuple(_attributed(finding, in_auto) for finding in found)

    def attributed(self, finding: CaseFinding) -> CaseFinding:
        """A finding of `add`, as the cases so far attribute it: to AUTO-DEFAULT, or to what it breaks."""
        return _attributed(finding, self._failed_in_auto)

    def interpretations(self) -> dict[str, list[str]]:
        """The options still possible for each interpretation, in the order of the catalogue; never an empty list."""
        agreed, _ = self._agreed()
        return {name: list(options_left(agreed.readings, name)) for name in INTERPRETATIONS}

    def established(self) -> Cube:
        """The readings that `interpretations` tells of."""
        return self._agreed()[0].hull

    def _agreed(self) -> tuple[_Agreement, list[tuple[int, Case, CaseVerdict]]]:
        """What most cases agree on, the larger groups first, and the cases that do not fit."""
        agreed, misfits = _Agreement(), list[tuple[int, Case, CaseVerdict]]()
        for union, group in sorted(self._groups.items(), key=lambda item: -item[1].count):
            _, first, _ = group.cases[0]
            if not agreed.admits(union, first):
                misfits.extend(group.cases)
        return agreed, misfits


def _failed(case: Case, verdict: CaseVerdict, agreed: _Agreement) -> CaseFinding:
    """A case that fails by itself, or one that does not fit the readings that others agree on.

    The latter contradicts others where it flips an option. Otherwise it breaks what it breaks under those readings.
    """
    wrong = blame(verdict, agreed.hull) or verdict.violation
    by_itself = verdict.violation is not None
    if wrong is None:
        return _contradiction(case, verdict.readings, agreed)
    if not by_itself and _flips(agreed.at_odds(verdict.readings), case, wrong):
        return _contradiction(case, verdict.readings, agreed)
    return CaseFinding(case, wrong.requirement, wrong, broken=wrong.requirement, by_itself=by_itself)


def _contradiction(case: Case, readings: Union, agreed: _Agreement) -> CaseFinding:
    against = explain(readings, tuple(agreed.cases))
    others = _met(against)
    names = at_odds(others, readings)
    earlier = [agreed.cases[other] for other in against]
    ids = [other.id for other in earlier]
    requirement = _judged_under(names, [case, *earlier])
    violation = Violation(
        requirement,
        sum(step.ms for step in case.steps if isinstance(step, Advance)),
        f"{_choices(names, others)}, as in {'case' if len(ids) == 1 else 'cases'} {' and '.join(ids)}",
        _choices(names, readings),
        policy=True,
    )
    return CaseFinding(case, requirement, violation, ids[0], broken=requirement, by_itself=False)


def _flips(names: Sequence[str], case: Case, wrong: Violation) -> bool:
    """Whether an option was flipped: the interpretations at odds are what the case is about, or what was broken.

    Else the case may follow none of their options, and only look as if it did.
    """
    return not {case.requirement, wrong.requirement}.isdisjoint(_requirements(names, case))


def _attributed(finding: CaseFinding, failed_in_auto: Iterable[str]) -> CaseFinding:
    """A case without a mode is judged as auto. What fails there only fails for want of the mode (AUTO-DEFAULT)."""
    by_default = (
        finding.case.mode is None and finding.violation.policy and finding.broken not in failed_in_auto
    )
    requirement = AUTO_DEFAULT if by_default else finding.broken
    violation = replace(finding.violation, requirement=requirement)
    return replace(finding, requirement=requirement, violation=violation)


def _met(unions: Sequence[tuple[Cube, ...]]) -> tuple[Cube, ...]:
    met: tuple[Cube, ...] = (EVERYTHING,)
    for union in unions:
        met = meet_all(met, union)
    return met


def _judged_under(names: Sequence[str], cases: Sequence[Case]) -> str:
    """What the catalogue says of the first at odds, or of one that a case is about; the mode decides between two."""
    requirements = _requirements(names, cases[0])
    about = (case.requirement for case in cases if case.requirement in requirements)
    return next(about, requirements[0])


def _requirements(names: Iterable[str], case: Case) -> list[str]:
    place = -1 if case.mode is Mode.MANUAL else 0
    return [INTERPRETATIONS[name].judged_under[place] for name in names]


def _choices(names: Iterable[str], readings: tuple[Cube, ...]) -> str:
    return ", ".join(f"{name}: {' or '.join(options_left(readings, name))}" for name in names)
