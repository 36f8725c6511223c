"""A run over a fleet: which files, in which parts, by which engine; and what came of it.

The work folder stands beside the tables, and is named by all that the result depends on: the same command goes on where
one before it was broken off, another one begins anew. It is removed once all is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from msgspec.json import encode

from connref import __version__
from connref_adapters.fleet.dataset import Lack, Source, grouped, located, sources
from connref_adapters.fleet.engine import Engine
from connref_adapters.fleet.table import Fleet
from connref_adapters.fleet.tally import Broken, Tally
from connref_adapters.fleet.tasks import (
    Counted,
    Plan,
    first,
    fleet_in,
    judged_already,
    last,
    lines_of,
    notes,
    split,
    tallied,
    write_fleet,
)
from connref_adapters.recorded.result import CheckSummary, Version
from connref_adapters.recorded.story import Story, story_of

T = TypeVar("T")
PART_BYTES = 1 << 24
MOST_PARTS = 4_096
_MOST_STORIES = 12
Advance = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What a run found. `judged` and `broken` are by date as well; `whole` is false where it was broken off."""

    summary: CheckSummary
    fleet: Fleet
    broken: list[Broken] = field(default_factory=list[Broken])
    judged: Counter[tuple[Version, str | None]] = field(default_factory=Counter[tuple[Version, str | None]])
    lacks: list[Lack] = field(default_factory=list[Lack])
    digest: str = ""
    whole: bool = True


class FleetRun:
    """Judges what is under `paths`, and writes its tables under `out`. Raises `UsageError` for what cannot be read."""

    def __init__(
        self,
        paths: Sequence[str],
        out: str,
        *,
        by_time: bool = False,
        exact: bool = False,
        in_order: bool = True,
        part_bytes: int = PART_BYTES,
    ) -> None:
        found = sources(paths)
        self.size = sum(source.size for source in found)
        self.units = grouped(found, part_bytes)
        self._out = out.rstrip("/")
        self._key = ""
        parts = min(MOST_PARTS, max(1, -(-self.size // part_bytes))) if by_time else None
        about = [found, exact, in_order, parts, part_bytes, __version__]
        work = f"{self._out}/.work-{sha256(encode(about)).hexdigest()[:16]}"
        self.plan = Plan(work, f"{self._out}/verdicts", exact, in_order, parts)

    def run(self, engine: Engine, advance: Advance) -> Outcome:
        """Judge everything. An interrupt ends it early: then the outcome is that of the parts that were judged."""
        counted: dict[int, Counted] = {}
        whole = True
        try:
            for part, result in self._phase_one(engine, advance):
                counted[part] = result  # noqa: PERF403 - what is there counts when an interrupt comes
        except KeyboardInterrupt:
            whole = False
            counted |= self._judged_already()
        done = sorted(part for part in counted if part >= 0)
        fleet = fleet_in(self.plan, done)
        outcome = Outcome(_summed(list(counted.values())), fleet, whole=whole)
        outcome.lacks = [lack for counts in counted.values() for lack in counts.lacks]
        key = self._key = write_fleet(self.plan, fleet)
        if whole:
            self._forget_former(key)
        calls = [(self.plan, part, key) for part in done]
        tallies = (
            [tally for _, tally in engine.run(last, calls)] if whole else [tallied(*call) for call in calls]
        )
        _add(outcome, tallies)
        for version in sorted(fleet, key=str):
            outcome.summary.interpretations[version] = fleet[version].interpretations()
        return outcome

    def forget(self) -> None:
        """Remove what is needed only to go on: the work folder, and the notes beside the tables."""
        self._remove(self.plan.work)
        self._remove(notes(self.plan, self._key))

    def stories(self, outcome: Outcome) -> dict[str, Story]:
        """For each requirement that fails the story of one session, the least by name; of so many requirements."""
        least: dict[str, Broken] = {}
        for broken in outcome.broken:
            other = least.get(broken.requirement, broken)
            least[broken.requirement] = min(broken, other, key=lambda each: each.least.place)
        found: dict[str, Story] = {}
        for requirement in sorted(least)[:_MOST_STORIES]:
            broken = least[requirement]
            files = () if self.plan.split is not None else self.units[broken.part]
            lines = lines_of(self.plan, broken.part, files, broken.least.session)
            story = story_of(broken.least, iter(list(enumerate(lines, 1))))
            found |= {} if story is None else {requirement: story}
        return found

    def _phase_one(self, engine: Engine, advance: Advance) -> Iterator[tuple[int, Counted]]:
        """The parts as they are judged; before that, under negative numbers, what was dealt out."""
        plan = self.plan
        calls = [(plan, number, files) for number, files in enumerate(self.units)]
        if plan.split is None:
            for number, counted in engine.run(first, calls):
                advance(_size(self.units[number]), counted.events)
                yield number, counted
            return
        for number, counted in engine.run(split, calls):
            advance(_size(self.units[number]) // 2, 0)
            yield -1 - number, counted
        for number, counted in engine.run(first, [(plan, number, ()) for number in range(plan.split)]):
            advance(self.size // 2 // plan.split, counted.events)
            yield number, counted

    def _judged_already(self) -> dict[int, Counted]:
        """The parts that are judged, those too that were at hand when an interrupt came."""
        parts = range(len(self.units) if self.plan.split is None else self.plan.split)
        noted = ((part, judged_already(self.plan, part)) for part in parts)
        return {part: counted for part, counted in noted if counted is not None}

    def _forget_former(self, key: str) -> None:
        """Tables of another run are none of this one."""
        file_system, _ = located(self.plan.tables)
        if not file_system.exists(located(notes(self.plan, key))[1]):
            self._remove(self.plan.tables)

    def _remove(self, place: str) -> None:
        file_system, name = located(place)
        with suppress(FileNotFoundError):
            file_system.rm(name, recursive=True)


def _size(files: Sequence[Source]) -> int:
    return sum(source.size for source in files)


def _summed(counted: Sequence[Counted]) -> CheckSummary:
    summary = CheckSummary()
    for counts in counted:
        summary.events += counts.events
        summary.malformed += counts.malformed
        summary.unused += counts.unused
        summary.foreign.update(counts.foreign)
    return summary


def _add(outcome: Outcome, tallies: Sequence[Tally]) -> None:
    summary, digest = outcome.summary, 0
    for tally in tallies:
        summary.sessions.update(tally.sessions)
        summary.tested.update(tally.tested)
        outcome.broken += tally.broken
        digest += tally.digest
        for version, date, number in tally.judged:
            outcome.judged[version, date] += number
            summary.judged[version] += number
    for broken in outcome.broken:
        summary.failures[broken.requirement] += broken.sessions
        summary.broken[broken.version, broken.requirement] += broken.sessions
    outcome.digest = f"{digest % (1 << 256):064x}"
