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

from connref.oracle.agreement import Group, Played, simplicity
from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, Mode

MOST_FAILED = 32
"""How many sessions that break the same requirement in the same mode are remembered, the least by name."""

_FailedAlike = tuple[Mode | None, str]


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
