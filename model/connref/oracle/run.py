"""Judging a run: a diagnosis of all its cases together, since an SDK follows the same readings each time.

Theory of operation
-------------------
*Given* are cases that were judged alone. One that passed comes with the set of readings that explain it (a union of
cubes), one that failed with a violation, and both with what the candidates broke that were dropped on the way.
*Computed* are the readings that the SDK follows, and for each case that does not fit them one requirement to blame.

1. *Groups.* Passing cases with the same set of readings are one group with a count. All that follows works on groups:
   a few dozen, however many cases there are (`agreement.Group`).
2. *A maximal consistent set.* Groups are taken in one after the other, as long as some reading is left that explains
   all of them (`agreement.agree`). The result is maximal: each group left out, a misfit, has no reading in common with
   those taken in. It is a heuristic that it is the set of most cases, for to find that one is NP-hard: the groups that
   fewest cases oppose come first, then the larger ones. Ties are broken by the readings themselves.
3. *Minimal conflicts.* A misfit is told against few groups that together exclude it: one if one is enough, else a set
   of which none can be left out, and on the fewest interpretations on which they cannot agree (`agreement.conflict`,
   `at_odds`). The interpretations are a minimum; the groups are irreducible, not always the fewest.
4. *The diagnosis.* Two accounts of the misfits are made. Either the SDK flips one interpretation, or two, without which
   all groups agree, and violates what those are judged under. Or misfits break, under the readings established, what
   was dropped with these readings; then a search follows one misfit after another instead, and keeps what blames
   fewer requirements, or as many in fewer cases. It ends, because each step makes that pair of numbers smaller. It is
   local: it may stop above the minimum. Both accounts blame, so no case that does not fit is ever passed over.

*Order.* The result does not depend on the order in which cases came. Groups are sorted by opposition, size and
readings; a group is stood for by its shortest case, of those by the one whose ID comes first; ties between
interpretations are broken by the catalogue. Only the order of the list of findings is that of the run, and what `add`
says of a case is provisional by its nature: it knows the cases before it.

*Constants.* `_FEW` is the one judgement of likelihood. An SDK with a gross defect fails in many cases and, in a few,
passes by looking like one that follows another option; a flip shows in many cases, and little else fails. Measured on
one case in ten of each of the project's wrong SDKs: values from 3 to 12 blame equally many requirements in all, and at
either end one SDK is told otherwise; without the distinction nine are, and twelve requirements more are blamed.
`agreement.REMEMBERED`, `_MOST_CONFLICTS` and `_MOST_OTHERS` bound time and memory for an SDK that is wrong in every
way; without them not a word changes for any of these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from connref.oracle.agreement import (
    Agreement,
    Group,
    Played,
    agree,
    at_odds,
    conflict,
    flipped,
    instead,
    met,
)
from connref.oracle.diagnosis import CaseVerdict, Violation, blame
from connref.oracle.does import Does
from connref.oracle.readings import FIELDS, Cube, Union, hull, meet_all, options_left, project
from connref.protocol import Advance, Case, Mode
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import AUTO_DEFAULT

_FEW = 5
"""What shows in at most one case for so many that fail by themselves may follow from what those break: no flip."""


@dataclass(frozen=True, slots=True)
class CaseFinding:
    """A case that failed: the requirement to blame, why, and the case that it contradicts, if it is that.

    `broken` is the requirement that the case itself breaks, which AUTO-DEFAULT may stand for. `by_itself` is false
    where it breaks that only under the readings that the other cases establish. `odds` are the interpretations on
    which it contradicts the others.
    """

    case: Case
    requirement: str
    violation: Violation
    contradicts: str | None = None
    broken: str = ""
    by_itself: bool = True
    odds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Account:
    """One way to tell of all that failed: what the SDK is taken to follow, and what the cases break then."""

    agreed: Agreement
    findings: tuple[CaseFinding, ...]
    flips: Sequence[str]
    failed_in_auto: frozenset[str]

    @property
    def blamed(self) -> int:
        """How many requirements it takes."""
        return len({finding.requirement for finding in self.findings})

    def blame_and_length(self) -> tuple[int, int]:
        """How simple it is: the fewer requirements it blames, and the fewer cases, the simpler."""
        return self.blamed, len(self.findings)


class RunJudge:
    """Accumulates the verdicts of a run. It serves every requirement, and AUTO-DEFAULT by itself.

    `add` says what is known when a case comes, `findings` and `interpretations` what all cases together say.
    """

    def __init__(self) -> None:
        self._groups: dict[Union, Group] = {}
        self._failed: list[Played] = []
        self._places = 0
        self._so_far = Agreement()
        self._failed_in_auto: set[str] = set()
        self._known: tuple[int, _Account] | None = None

    def add(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        """Take one more case in. The finding is what the cases so far say of it; `findings` has the last word."""
        played = Played(self._places, case, verdict)
        self._places += 1
        if verdict.violation is not None:
            self._failed.append(played)
            finding = _finding(case, verdict, self._so_far)
        else:
            self._groups.setdefault(verdict.readings, Group()).add(played)
            if self._so_far.admits(verdict.readings, case):
                return None
            # Which of the two is not what the SDK follows, only all cases together can tell.
            finding = _contradiction(case, verdict.readings, self._so_far)
        if case.mode is Mode.AUTO:
            self._failed_in_auto.add(finding.broken)
        return self.attributed(finding)

    def findings(self) -> tuple[CaseFinding, ...]:
        """Every finding, in order of the cases, as all cases of the run together attribute it.

        Where cases that are all right by themselves do not fit the others, that is told in the simplest way. If all
        agree but for one interpretation, or two, the SDK flips that, and it violates what it is judged under. Unless
        that shows in a few cases only of an SDK that breaks much else, and needs no requirement more than those: then
        the cases break what they break under the readings which take the fewest requirements to tell of everything.
        """
        return self._account().findings

    def fits(self, verdict: CaseVerdict) -> bool:
        """Whether one of the cases is all right, by itself and beside the others."""
        return verdict.violation is None and verdict.readings in self._account().agreed.cases

    def final(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        """What `findings` tells of one of the cases, which need not be remembered; None where nothing is wrong."""
        account = self._account()
        if self.fits(verdict):
            return None
        finding = _finding(case, verdict, account.agreed, account.flips)
        return _attributed(finding, account.failed_in_auto)

    def attributed(self, finding: CaseFinding) -> CaseFinding:
        """A finding of `add`, as the cases so far attribute it: to AUTO-DEFAULT, or to what it breaks."""
        return _attributed(finding, self._failed_in_auto)

    def interpretations(self) -> dict[str, list[str]]:
        """The options still possible for each interpretation, in the order of the catalogue; never an empty list."""
        readings = self._account().agreed.readings
        return {name: list(options_left(readings, name)) for name in INTERPRETATIONS}

    def established(self) -> Cube:
        """The readings that `interpretations` tells of."""
        return self._account().agreed.hull

    def settled_by(self, name: str) -> str | None:
        """The simplest case that leaves no more options of an interpretation than all do; None where all are left."""
        agreed = self._account().agreed
        left = agreed.hull & FIELDS[name]
        cases = [case for union, case in agreed.cases.items() if hull(union) & FIELDS[name] == left]
        if left == FIELDS[name] or not cases:
            return None
        return min(cases, key=lambda case: (len(case.steps), case.id)).id

    def _account(self) -> _Account:
        if self._known is None or self._known[0] != self._places:
            self._known = self._places, self._simplest()
        return self._known[1]

    def _simplest(self) -> _Account:
        agreed = agree(self._groups)
        if not agreed.misfits:
            return self._told(agreed)
        broken = self._fewest(self._told(agreed))
        names = flipped(self._groups, agreed)
        if not names:
            return broken
        flips = self._told(agreed, names)
        few = _FEW * sum(self._groups[union].count for union in agreed.misfits) <= self._failures()
        return broken if few and broken.blamed <= flips.blamed else flips

    def _fewest(self, told: _Account) -> _Account:
        """The account that blames the fewest requirements: one misfit after another is taken for what is followed."""
        while True:
            others = map(self._told, instead(self._groups, told.agreed))
            better = min(others, key=_Account.blame_and_length, default=told)
            if better.blame_and_length() >= told.blame_and_length():
                return told
            told = better

    def _told(self, agreed: Agreement, flips: Sequence[str] = ()) -> _Account:
        played = sorted([*self._failed_cases(), *self._misfits(agreed)], key=lambda entry: entry.place)
        findings = [_finding(case, verdict, agreed, flips) for _, case, verdict in played]
        in_auto = frozenset(finding.broken for finding in findings if finding.case.mode is Mode.AUTO)
        attributed = tuple(_attributed(finding, in_auto) for finding in findings)
        return _Account(agreed, attributed, flips, in_auto)

    def _failed_cases(self) -> Sequence[Played]:
        """The cases that failed by themselves, or those of them that are remembered."""
        return self._failed

    def _failures(self) -> int:
        """How many cases failed by themselves."""
        return len(self._failed)

    def _misfits(self, agreed: Agreement) -> list[Played]:
        return [played for union in agreed.misfits for played in self._groups[union].cases]


def _finding(case: Case, verdict: CaseVerdict, agreed: Agreement, flips: Sequence[str] = ()) -> CaseFinding:
    """What a case breaks by itself, or under the readings that others agree on; else it contradicts those.

    One that is all right by itself is a contradiction from the start where interpretations are named that it flips.
    """
    by_itself = verdict.violation is not None
    wrong = blame(verdict, agreed.hull) if by_itself or not flips else None
    if wrong is None:
        return _contradiction(case, verdict.readings, agreed, flips)
    return CaseFinding(case, wrong.requirement, wrong, broken=wrong.requirement, by_itself=by_itself)


def _contradiction(case: Case, readings: Union, agreed: Agreement, names: Sequence[str] = ()) -> CaseFinding:
    """A case that takes interpretations another way than others that agree: those named, if it can be seen in them."""
    against, odds = _plainly(readings, agreed, names)
    if not against:
        against = conflict(readings, tuple(agreed.cases))
        odds = at_odds(met(against), readings)
    earlier = [agreed.cases[other] for other in against]
    ids = [other.id for other in earlier]
    requirement = _judged_under(odds if set(odds) <= set(names) else names or odds, [case, *earlier])
    violation = Violation(
        requirement,
        sum(step.ms for step in case.steps if isinstance(step, Advance)),
        f"{_choices(odds, met(against))}, as in {'case' if len(ids) == 1 else 'cases'} {' and '.join(ids)}",
        _choices(odds, readings),
        Does.OTHER_OPTION,
        policy=True,
    )
    return CaseFinding(case, requirement, violation, ids[0], broken=requirement, by_itself=False, odds=odds)


def _plainly(
    readings: Union, agreed: Agreement, names: Sequence[str]
) -> tuple[tuple[Union, ...], tuple[str, ...]]:
    """A group that takes just these interpretations, or one of them, another way than the readings do; and which.

    One with a case that is about them, if there is one.
    """
    around = hull(readings)
    for odds in [*((name,) for name in names), *([tuple(names)] if len(names) > 1 else [])]:
        about = {id_ for name in odds for id_ in INTERPRETATIONS[name].judged_under}
        if len(odds) == 1:
            left = around & FIELDS[odds[0]]
            against = [union for union in agreed.cases if not hull(union) & left]
        else:
            against = [union for union in agreed.cases if not meet_all(project(union, odds), readings)]
        if against:
            return (min(against, key=lambda union: _beside(agreed.cases[union], about)),), odds
    return (), ()


def _beside(case: Case, about: Collection[str]) -> tuple[bool, int, str]:
    """The simplest of the cases that are about these requirements comes first, then the simplest of all others."""
    return case.requirement not in about, len(case.steps), case.id


def _attributed(finding: CaseFinding, failed_in_auto: Iterable[str]) -> CaseFinding:
    """A case without a mode is judged as auto. What fails there only fails for want of the mode (AUTO-DEFAULT)."""
    by_default = (
        finding.case.mode is None and finding.violation.policy and finding.broken not in failed_in_auto
    )
    requirement = AUTO_DEFAULT if by_default else finding.broken
    violation = replace(finding.violation, requirement=requirement)
    return replace(finding, requirement=requirement, violation=violation)


def _judged_under(names: Sequence[str], cases: Sequence[Case]) -> str:
    """What the catalogue says of the first at odds, or of one that a case is about; the mode decides between two."""
    place = -1 if cases[0].mode is Mode.MANUAL else 0
    requirements = [INTERPRETATIONS[name].judged_under[place] for name in names]
    about = (case.requirement for case in cases if case.requirement in requirements)
    return next(about, requirements[0])


def _choices(names: Iterable[str], readings: Union) -> str:
    return ", ".join(f"{name}: {' or '.join(options_left(readings, name))}" for name in names)
