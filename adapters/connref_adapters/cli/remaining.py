"""How long a run will still take: by the cases that are left, or on a real clock by the time that they wait."""

from __future__ import annotations

from collections.abc import Iterable

from connref.protocol import Case
from connref_adapters.drivers import Clock
from connref_adapters.kit.play import duration_ms
from connref_adapters.reports.text import duration

MS_PER_S = 1_000


class Remaining:
    """Estimates from what is planned and what is done. On a real clock `jobs` cases wait at once."""

    def __init__(self, clock: Clock, cases: Iterable[Case], jobs: int = 1) -> None:
        self.cases = 0
        self._real = clock is Clock.REAL
        self._jobs = jobs
        self._planned = 0
        for case in cases:
            self.cases += 1
            self._planned += self._weight(case)
        self._done = 0

    def _weight(self, case: Case) -> int:
        return duration_ms(case) if self._real else 1

    @property
    def whole_s(self) -> float | None:
        """How long the run waits in all, in seconds; None on a virtual clock, where nothing is waited for."""
        return self._planned / self._jobs / MS_PER_S if self._real else None

    def after(self, case: Case) -> None:
        """One more case was judged."""
        self._done += self._weight(case)

    def left_s(self, elapsed_s: float) -> float | None:
        """How many seconds are left after so many; None before anything is known, and once all is done."""
        if not 0 < self._done < self._planned:
            return None
        return elapsed_s * (self._planned - self._done) / self._done


def about(seconds: float) -> str:
    """A length of time to the second, in words."""
    return f"about {duration(max(1, round(seconds)) * MS_PER_S)}"
