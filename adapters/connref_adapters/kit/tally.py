"""What is counted while the cases of a run are played and judged, and why those were not played that were not."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from connref.oracle.diagnosis import CaseVerdict
from connref.protocol import Case
from connref_adapters.drivers import Playback, PlaybackStatus

MOST_MISTAKES = 5
"""How many mistakes of the driver are told of, those with other words first of all."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that the driver made in a case: what it said, and what it logged where that is known."""

    case: Case
    message: str
    log: str = ""


@dataclass(slots=True)
class Tally:
    """By requirement: the ids of the cases that `aimed` at it and that `tested` it, and how many were left `unplayed`.

    `refused` counts the latter by the reason. `complete` once all cases of the run were taken.
    """

    unplayed: Counter[str] = field(default_factory=Counter[str])
    refused: Counter[PlaybackStatus] = field(default_factory=Counter[PlaybackStatus])
    mistakes: dict[str, Mistake] = field(default_factory=dict[str, Mistake])
    cases: int = 0
    steps: int = 0
    failing: int = 0
    complete: bool = False
    played: dict[str, Case] = field(default_factory=dict[str, Case])
    tested: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict[str, set[str]](set))
    aimed: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict[str, set[str]](set))

    def judge(self, case: Case, verdict: CaseVerdict) -> None:
        """A case was played and judged."""
        self.cases += 1
        self.steps += len(case.steps)
        self.played[case.id] = case
        self.aimed[case.requirement].add(case.id)
        for requirement in verdict.tested:
            self.tested[requirement].add(case.id)

    def cases_for(self, requirement: str) -> int:
        """How many cases were played that aim at a requirement, or put it to the test although they aim at another."""
        return len(self.aimed[requirement] | self.tested[requirement])

    def leave_unplayed(self, case: Case, playback: Playback) -> None:
        """The driver could not play a case to its end, and nothing is known of the SDK."""
        self.unplayed[case.requirement] += 1
        self.refused[playback.status] += 1
        message = playback.message or ""
        if playback.status is PlaybackStatus.DRIVER and len(self.mistakes) < MOST_MISTAKES:
            self.mistakes.setdefault(message, Mistake(case, message, playback.log))

    @property
    def misled(self) -> int:
        """In how many cases the driver made a mistake."""
        return self.refused[PlaybackStatus.DRIVER]
