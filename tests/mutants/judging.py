"""Who notices a mutant: the check that rows are total, the naive second implementation, the properties of the proof.

A mutant that nobody notices is compared with the original over all pairs of what both remember: if they never differ
in anything that can be seen, it is equivalent, and no mutant at all.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from connref.errors import ConnrefError
from connref.protocol import Mode
from connref.semantics.policy import PolicyMemory, follow, region_at
from connref.semantics.search import Successor, search
from connref.semantics.table import PolicyTable, combinations, compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of
from connref.spec.vocabulary import Clock, Event, Region
from connref.verify import POLICY_PROPERTIES
from connref.verify.explore import check
from connref.verify.monitor import Property, PropertyKind
from connref.verify.regions import RegionGraph
from connref.verify.totality import undetermined
from connref.verify.witnesses import readings_to
from mutants.making import Mutant, mutants_of
from naive.agreement import GRACE_MS, agree

TRIES = 8
QUICK = 2
"""Readings that are tried before the properties, which take longer."""
PROBES = {
    "connect-in-background": "grace-from-entry",
    "background-again": "restarts",
    "background-while-opening": "grace-from-open",
}
"""Options under which more of what a policy remembers can be seen from outside."""


class Noticed(Enum):
    """Who noticed first."""

    TOTALITY = "rows are not total or not determined"
    NAIVE = "differs from the naive implementation"
    PROPERTY = "breaks a property"
    NOBODY = "survived"
    UNREACHABLE = "equivalent: no reading reaches the rule"
    EQUIVALENT = "equivalent: no difference can be seen"


EQUIVALENTS = frozenset({Noticed.EQUIVALENT, Noticed.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    noticed: Noticed


@dataclass(frozen=True, slots=True)
class Score:
    """What became of many. Equivalent mutants do not count, as there is nothing to notice."""

    verdicts: tuple[Verdict, ...]

    @property
    def survivors(self) -> list[Mutant]:
        return [each.mutant for each in self.verdicts if each.noticed is Noticed.NOBODY]

    @property
    def counted(self) -> int:
        return sum(each.noticed not in EQUIVALENTS for each in self.verdicts)

    @property
    def share(self) -> float:
        return 1 - len(self.survivors) / self.counted

    def __str__(self) -> str:
        kinds = Counter((each.mutant.kind, each.noticed) for each in self.verdicts)
        lines = [
            f"  {kind:22} {noticed.value:45} {number:5}"
            for (kind, noticed), number in sorted(
                kinds.items(), key=lambda item: (item[0][0], item[0][1].value)
            )
        ]
        lines += [f"  SURVIVED {mutant}" for mutant in self.survivors]
        return "\n".join([*lines, f"{self.share:.1%} of {self.counted} noticed, {len(self.verdicts)} made"])


class Court:
    """Judges the mutants of one mode."""

    def __init__(self, mode: Mode) -> None:
        self.table = compile_table(mode)
        self.readings = readings_to(RegionGraph(self.table))
        self.properties = [
            each
            for each in POLICY_PROPERTIES
            if each.mode is mode and each.kind is not PropertyKind.SOMETIMES
        ]

    def mutants(self) -> list[Mutant]:
        return list(mutants_of(self.table))

    def judge(self, mutant: Mutant) -> Verdict:
        mutated = mutant.table(self.table)
        if not self.is_determined(mutant):
            return Verdict(mutant, Noticed.TOTALITY)
        if mutant.rule not in self.readings:
            return Verdict(mutant, Noticed.UNREACHABLE)
        readings = list(self.options_to(mutant.rule))
        if self.naive_notices(mutant, mutated, readings[:QUICK]):
            return Verdict(mutant, Noticed.NAIVE)
        if not mutant.shift_ms and self.property_notices(mutated):
            return Verdict(mutant, Noticed.PROPERTY)
        if equivalent(self.table, mutated, mutant):
            return Verdict(mutant, Noticed.EQUIVALENT)
        late = self.naive_notices(mutant, mutated, readings[QUICK:])
        return Verdict(mutant, Noticed.NAIVE if late else Noticed.NOBODY)

    def naive_notices(self, mutant: Mutant, mutated: PolicyTable, readings: list[dict[str, str]]) -> bool:
        for options in readings:
            try:
                _, disagreement = agree(mutated, options, mutant.follow)
            except (ConnrefError, KeyError):
                return True
            if disagreement is not None:
                return True
        return False

    def is_determined(self, mutant: Mutant) -> bool:
        return not any(undetermined(row) for row in mutant.rows(self.table).values())

    def breaks(self, each: Property, mutant: Mutant) -> bool:
        """Whether the mutant breaks this property; a table that leaves time undefined breaks none."""
        try:
            return check(RegionGraph(mutant.table(self.table)), each).found
        except ConnrefError:
            return False

    def property_notices(self, mutated: PolicyTable) -> bool:
        graph = RegionGraph(mutated)
        try:
            return any(check(graph, each).found for each in self.properties)
        except ConnrefError:
            return True

    def options_to(self, rule: Transition) -> Iterator[dict[str, str]]:
        """Readings under which the rule is met: plain, with probes, and at random for the rest."""
        needed = self.readings[rule]
        rng = random.Random(len(rule.source))
        fills = [dict(DEFAULT.choices), {**dict(DEFAULT.choices), **PROBES}]
        fills += [_random_options(rng) for _ in range(TRIES - len(fills))]
        for fill in fills:
            yield {**fill, **needed}


def _random_options(rng: random.Random) -> dict[str, str]:
    return {name: rng.choice(options_of(name)) for name in (*INTERPRETATIONS, *LATITUDES)}


def equivalent(table: PolicyTable, mutated: PolicyTable, mutant: Mutant) -> bool:
    """Whether no history under any reading tells the two tables apart.

    Choices are open at every step, which allows more than any reading does; only `TOLD_APART` is fixed, because the
    entry into the background is remembered in many locations and matters under one of its options.
    """
    if _same(_Twins(table, mutated, mutant, {})):
        return True
    return all(
        _same(_Twins(table, mutated, mutant, {TOLD_APART: option})) for option in options_of(TOLD_APART)
    )


TOLD_APART = "connect-in-background"

Memories = tuple[PolicyMemory, PolicyMemory]


@dataclass(frozen=True, slots=True)
class _Twins:
    """A table and its mutant, side by side, with some choices made."""

    table: PolicyTable
    mutated: PolicyTable
    mutant: Mutant
    fixed: dict[str, str]

    def after(self, one: PolicyMemory, other: PolicyMemory) -> Iterator[Memories | None]:
        """All pairs one step on; None where the two can be told apart."""
        regions = (region_at(self.table, one, 0, GRACE_MS), region_at(self.mutated, other, 0, GRACE_MS))
        location = self.table.locations[one.state]
        # When a deadline comes can be seen; when the window after the entry is over only by what connect() does.
        same_time = regions[0] is regions[1] or location.clock is not Clock.DEADLINE
        if not same_time or location != self.table.locations[other.state]:
            yield None
            return
        for event in Event:
            if event is not Event.DEADLINE and (one.state, event, regions[0]) in self.table.rows:
                yield from self.taken((one, other), event, regions)
        later = (_one_ms_later(one), _one_ms_later(other))
        region = region_at(self.table, later[0], 0, GRACE_MS)
        if self.table.locations[one.state].clock is Clock.DEADLINE and region is not Region.BEFORE:
            yield from self.taken(
                later, Event.DEADLINE, (region, region_at(self.mutated, later[1], 0, GRACE_MS))
            )
        else:
            yield later

    def taken(
        self, pair: Memories, event: Event, regions: tuple[Region, Region]
    ) -> Iterator[Memories | None]:
        row = self.table.rows[pair[0].state, event, regions[0]]
        twin = self.mutated.rows.get((pair[1].state, event, regions[1]))
        if twin is None:
            yield None
            return
        for choices in combinations(tuple(dict.fromkeys((*row.names, *twin.names)))):
            if any(choices.get(name, option) != option for name, option in self.fixed.items()):
                continue
            rule, changed = row.branch(choices), twin.branch(choices)
            if rule.answer is not changed.answer:
                yield None
                return
            yield follow(rule, pair[0], 0, GRACE_MS), self.mutant.follow(changed, pair[1], 0, GRACE_MS)


def _same(twins: _Twins) -> bool:
    def successors(pair: Memories) -> Iterator[Successor[None, Memories]]:
        for found in twins.after(*pair):
            yield None, found, "told apart" if found is None else None

    start = PolicyMemory(twins.table.initial)
    return search([(start, start)], successors).why is None


def _one_ms_later(memory: PolicyMemory) -> PolicyMemory:
    deadline = None if memory.deadline is None else max(memory.deadline - 1, -1)
    return PolicyMemory(memory.state, deadline, max(memory.entry - 1, -GRACE_MS - 1))
