"""What the cases of a run agree on: a maximal consistent set of their readings, and minimal conflicts with it.

`connref.oracle.run` has the theory. Nothing here depends on the order in which cases came: groups of cases are sorted
by what they say and how many say it, and a group is stood for by its simplest case.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations, islice
from typing import NamedTuple

from connref.errors import UsageError
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.readings import EVERYTHING, FIELDS, Cube, Union, hull, meet_all, project
from connref.protocol import Case
from connref.spec.interpretations import INTERPRETATIONS

REMEMBERED = 200
"""How many cases of a group are kept, the simplest ones: a checked stream has no end, and a reader needs only one.

All of them are counted. Should the group turn out not to fit, this many of its cases are reported by name.
"""

_MOST_CONFLICTS = 8
"""How many interpretations are tried as flips, alone and in pairs: at most 8 + 28 sets are built."""

_MOST_OTHERS = 16
"""How many misfits are tried as what the SDK follows, in one round: as many sets are built."""


class Played(NamedTuple):
    """A case with its place in the run, which serves for nothing but the order of a list."""

    place: int
    case: Case
    verdict: CaseVerdict


def simplicity(played: Played) -> tuple[int, str]:
    """The shortest case is the simplest, and among those the one whose ID comes first."""
    return len(played.case.steps), played.case.id


@dataclass(slots=True)
class Group:
    """The cases that the same readings explain: how many, and the simplest of them in order; never empty."""

    count: int = 0
    cases: list[Played] = field(default_factory=list[Played])

    def add(self, played: Played) -> None:
        """Count one more."""
        self.count += 1
        if len(self.cases) < REMEMBERED or simplicity(played) < simplicity(self.cases[-1]):
            insort(self.cases, played, key=simplicity)
            del self.cases[REMEMBERED:]

    def merge(self, other: Group) -> None:
        """Count all of another group with the same readings."""
        self.count += other.count
        self.cases = sorted([*self.cases, *other.cases], key=simplicity)[:REMEMBERED]

    @property
    def simplest(self) -> Case:
        """The case that stands for all of them."""
        return self.cases[0].case


Groups = Mapping[Union, Group]


@dataclass(slots=True)
class Agreement:
    """A consistent set: groups of cases that share some readings; a case that stands for each, and the readings.

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
        return at_odds(met(conflict(union, tuple(self.cases))), union)

    @property
    def hull(self) -> Cube:
        """All the options that are still possible, each on its own: what a report tells of the readings."""
        return hull(self.readings)


def agree(groups: Groups, first: tuple[Union, ...] = (), free: Iterable[str] = ()) -> Agreement:
    """A maximal consistent set, grown from `first`; whatever each chooses for the interpretations in `free`.

    The groups that fewest cases oppose come first, of those the larger ones: an option that the SDK only seems to
    follow, in some case that went wrong, is opposed by each case that shows the one it does follow.
    """
    agreed = Agreement(first)
    opposed = _opposed(groups)
    freed = set(free)
    kept = [name for name in INTERPRETATIONS if name not in freed]
    others = sorted(groups, key=lambda union: (opposed[union], -groups[union].count, union))
    for union in dict.fromkeys((*first, *others)):
        if not agreed.admits(project(union, kept) if freed else union, groups[union].simplest):
            agreed.misfits.append(union)
    return agreed


def flipped(groups: Groups, agreed: Agreement) -> tuple[str, ...]:
    """The one interpretation, or two, whose options the SDK takes now this way and now that: without them all agree.

    Of several that explain it, the one that the misfits are about. Empty where no two explain what does not fit.
    """
    names = _conflicts(agreed)
    alone = [name for name in names if not agree(groups, free=[name]).misfits]
    if alone:
        about = Counter(played.case.requirement for union in agreed.misfits for played in groups[union].cases)
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


def at_odds(left: Union, right: Union) -> tuple[str, ...]:
    """The fewest interpretations on which two unions of cubes that do not meet cannot agree, in catalogue order."""
    chosen = tuple(name for name in INTERPRETATIONS if _chosen(left, name) or _chosen(right, name))
    for size in range(1, len(chosen)):
        for names in combinations(chosen, size):
            if not meet_all(project(left, names), project(right, names)):
                return names
    return chosen


def conflict(readings: Union, others: Sequence[Union]) -> tuple[Union, ...]:
    """A minimal conflict: unions that the readings do not meet, one where one is enough, else none to be left out.

    All of `others` together meet, and together do not meet `readings`. Raises `UsageError` where they do.
    """
    for union in others:
        if not meet_all(union, readings):
            return (union,)
    needed: list[Union] = []
    left = readings
    while left:
        last = _which_empties(left, others)
        needed.append(last)
        left = meet_all(left, last)
    return tuple(needed)


def _which_empties(left: Union, others: Sequence[Union]) -> Union:
    for union in others:
        left = meet_all(left, union)
        if not left:
            return union
    raise UsageError("the readings meet all the others, so there is no conflict")


def _chosen(cubes: Union, name: str) -> bool:
    return any(cube & FIELDS[name] != FIELDS[name] for cube in cubes)


def _conflicts(agreed: Agreement) -> Sequence[str]:
    """On what the misfits are at odds with the others: first what most of them choose differently, seen by itself."""
    around = agreed.hull
    names, alone = Counter[str](), Counter[str]()
    for union in agreed.misfits:
        names.update(agreed.at_odds(union))
        both = hull(union) & around
        alone.update(name for name, options in FIELDS.items() if not both & options)
    found = [name for name in INTERPRETATIONS if names[name] or alone[name]]
    return sorted(found, key=lambda name: (-alone[name], -names[name]))[:_MOST_CONFLICTS]


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
