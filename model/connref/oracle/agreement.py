"""What the cases of a run agree on: the readings that explain most of them together, and those that do not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations, islice

from connref.oracle.odds import Union, at_odds, explain, project
from connref.oracle.readings import EVERYTHING, FIELDS, Cube, hull, meet_all
from connref.oracle.verdict import CaseVerdict
from connref.protocol import Case
from connref.spec.interpretations import INTERPRETATIONS

REMEMBERED = 200
"""How many cases with the same readings are remembered, for the event that those turn out not to be the SDK's."""

_MOST_CONFLICTS = 8
_MOST_OTHERS = 16
"""How many interpretations at odds, and other agreements, are looked into: an SDK may be wrong in every way."""

Played = tuple[int, Case, CaseVerdict]
"""A case with its place in the run."""


@dataclass(slots=True)
class Group:
    """The cases that the same readings explain: how many, and the first of them; never empty."""

    count: int = 0
    cases: list[Played] = field(default_factory=list[Played])

    def add(self, played: Played) -> None:
        """Count one more."""
        self.count += 1
        if len(self.cases) < REMEMBERED:
            self.cases.append(played)


Groups = Mapping[Union, Group]


@dataclass(slots=True)
class Agreement:
    """Groups of cases that agree on some readings: a case that stands for each, and the readings; never empty.

    `misfits` are the readings of the groups that do not agree with them, `first` the groups that were taken in first.
    """

    first: tuple[Union, ...] = ()
    readings: Union = (EVERYTHING,)
    cases: dict[Union, Case] = field(default_factory=dict[Union, Case])
    misfits: list[Union] = field(default_factory=list[Union])

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
        return at_odds(met(explain(union, tuple(self.cases))), union)

    @property
    def hull(self) -> Cube:
        """All the options that are still possible, each on its own: what a report tells of the readings."""
        return hull(self.readings)


def agree(groups: Groups, first: tuple[Union, ...] = (), free: Iterable[str] = ()) -> Agreement:
    """What most cases agree on, after the groups of `first`; whatever each chooses for the interpretations in `free`.

    The groups that fewest cases oppose come first, of those the larger ones: an option that the SDK only seems to
    follow, in some case that went wrong, is opposed by each case that shows the one it does follow.
    """
    agreed = Agreement(first)
    opposed = _opposed(groups)
    freed = set(free)
    kept = [name for name in INTERPRETATIONS if name not in freed]
    others = sorted(groups, key=lambda union: (opposed[union], -groups[union].count))
    for union in dict.fromkeys((*first, *others)):
        if not agreed.admits(project(union, kept) if freed else union, groups[union].cases[0][1]):
            agreed.misfits.append(union)
    return agreed


def flipped(groups: Groups, agreed: Agreement) -> tuple[str, ...]:
    """The one interpretation, or two, whose options the SDK takes now this way and now that: without them all agree.

    Of several that explain it, the one that the misfits are about. Empty where no two explain what does not fit.
    """
    names = _conflicts(agreed)
    alone = [name for name in names if not agree(groups, free=[name]).misfits]
    if alone:
        about = Counter(case.requirement for union in agreed.misfits for _, case, _ in groups[union].cases)
        return (max(alone, key=lambda name: sum(about[id_] for id_ in INTERPRETATIONS[name].judged_under)),)
    return next((pair for pair in combinations(names, 2) if not agree(groups, free=pair).misfits), ())


def instead(groups: Groups, agreed: Agreement) -> Iterator[Agreement]:
    """What the SDK may follow instead: as each misfit has it, where those choose differently for what is at odds."""
    names = _conflicts(agreed)
    choices = {project(union, names): union for union in reversed(agreed.misfits)}
    for first in islice(reversed(choices.values()), _MOST_OTHERS):
        yield agree(groups, (first, *agreed.first))


def met(unions: Iterable[Union]) -> Union:
    """The readings that are in all the unions."""
    return reduce(meet_all, unions, (EVERYTHING,))


def _conflicts(agreed: Agreement) -> Sequence[str]:
    """On what the misfits are at odds with the others: first what most of them choose differently, seen by itself."""
    around = agreed.hull
    names, alone = Counter[str](), Counter[str]()
    for union in agreed.misfits:
        names.update(agreed.at_odds(union))
        both = hull(union) & around
        alone.update(name for name, options in FIELDS.items() if not both & options)
    ordered = sorted(names | alone, key=lambda name: (-alone[name], -names[name]))
    return ordered[:_MOST_CONFLICTS]


def _opposed(groups: Groups) -> dict[Union, int]:
    """By how many cases each group is opposed: on the interpretation where it is most, they leave it no option."""
    hulls = {union: hull(union) for union in groups}
    opposed = dict.fromkeys(hulls, 0)
    for options in FIELDS.values():
        cases = Counter[Cube]()
        for union, around in hulls.items():
            cases[around & options] += groups[union].count
        against = {left: sum(count for other, count in cases.items() if not left & other) for left in cases}
        for union, around in hulls.items():
            opposed[union] = max(opposed[union], against[around & options])
    return opposed
