"""Judging a fleet: the diagnosis of a run over any number of sessions, in bounded memory and in any order.

Three phases. *One*: each session is judged by itself, and what it says is added up: how many follow the same readings,
how many break the same requirement, and of both the few least by name. Sums and least sets can be merged in any order,
so sessions may be judged anywhere. *Two*: the merged groups agree on readings, as in a run (`connref.oracle.run`).
*Three*: `final` tells of each session what the fleet says of it.

What is forgotten: of the sessions that fail alike all are counted and `MOST_FAILED` are remembered, and of those that
follow the same readings `agreement.REMEMBERED`. Only remembered sessions decide between two accounts of a fleet.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from typing import NamedTuple, Self

from connref.oracle.agreement import Group, Played, simplicity
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.readings import Union
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, Mode

MOST_FAILED = 32
"""How many sessions that break the same requirement in the same mode are remembered, the least by name."""

_FailedAlike = tuple[Mode | None, str]


class Held(NamedTuple):
    """A session that is remembered."""

    id: str
    mode: Mode | None
    verdict: CaseVerdict


class FleetState(NamedTuple):
    """All that a fleet knows, as plain values: of sessions that agree, and that fail alike, a count and the few least.

    `groups` are by readings, `failed` by mode and requirement.
    """

    groups: tuple[tuple[Union, int, tuple[Held, ...]], ...]
    failed: tuple[tuple[Mode | None, str, int, tuple[Held, ...]], ...]


class FleetJudge(RunJudge):
    """Accumulates sessions. `add` says nothing yet: `final` and `interpretations` do once all are in."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[_FailedAlike, int] = {}
        self._least: dict[_FailedAlike, list[Played]] = {}

    def add(self, case: Case, verdict: CaseVerdict) -> None:
        """Take one more session in; the ids of cases are unique in a fleet."""
        self._places += 1
        played = Played(0, case, verdict)
        if verdict.violation is None:
            self._groups.setdefault(verdict.readings, Group()).add(played)
            return
        alike = case.mode, verdict.violation.requirement
        self._counts[alike] = self._counts.get(alike, 0) + 1
        self._remember(alike, played)

    def merge(self, other: FleetJudge) -> None:
        """Take in all that another one knows."""
        self._places += 1
        for readings, group in other._groups.items():
            self._groups.setdefault(readings, Group()).merge(group)
        for alike, number in other._counts.items():
            self._counts[alike] = self._counts.get(alike, 0) + number
            for played in other._least[alike]:
                self._remember(alike, played)

    @classmethod
    def of(cls, state: FleetState) -> Self:
        """The fleet that has this state."""
        fleet = cls()
        fleet._groups = {readings: Group(number, _played(held)) for readings, number, held in state.groups}
        for mode, requirement, number, held in state.failed:
            fleet._counts[mode, requirement] = number
            fleet._least[mode, requirement] = _played(held)
        return fleet

    def state(self) -> FleetState:
        """All that it knows; neither depends on the order in which sessions came."""
        groups = sorted(self._groups.items(), key=lambda entry: entry[0])
        failed = sorted(self._least.items(), key=str)
        return FleetState(
            tuple((readings, group.count, _held(group.cases)) for readings, group in groups),
            tuple((*alike, self._counts[alike], _held(least)) for alike, least in failed),
        )

    def final(self, case: Case, verdict: CaseVerdict) -> CaseFinding | None:
        """What the whole fleet says of one of its sessions, None where nothing is wrong with it.

        Of a session that is all right by itself and was forgotten, what it nearly broke is forgotten too.
        """
        if self.fits(verdict):
            return None
        if verdict.violation is None and (group := self._groups.get(verdict.readings)) is not None:
            kept = (each.verdict for each in group.cases if each.case.id == case.id)
            verdict = next(kept, verdict)
        return super().final(case, verdict)

    def _remember(self, alike: _FailedAlike, played: Played) -> None:
        least = self._least.setdefault(alike, [])
        if len(least) < MOST_FAILED or simplicity(played) < simplicity(least[-1]):
            insort(least, played, key=simplicity)
            del least[MOST_FAILED:]

    def _failed_cases(self) -> list[Played]:
        return [each for alike in sorted(self._least, key=str) for each in self._least[alike]]

    def _failures(self) -> int:
        return sum(self._counts.values())


def _held(cases: Iterable[Played]) -> tuple[Held, ...]:
    return tuple(Held(played.case.id, played.case.mode, played.verdict) for played in cases)


def _played(held: Iterable[Held]) -> list[Played]:
    return [Played(0, Case(each.id, each.mode, (), "", ""), each.verdict) for each in held]
