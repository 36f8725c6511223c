"""What a run is asked to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The settings of one run, as `connref run` takes them.

    `extra_cases` is how many explored stories are added (--cases), `only` selects by requirement, interpretation or
    case id; `exhaustive` plays every generated suite. `budget_ms` bounds the time that a driver on a real clock is
    made to wait, over all its cases; it has no meaning on a virtual clock.
    """

    seed: int = 0
    extra_cases: int = 0
    only: tuple[str, ...] = ()
    exhaustive: bool = False
    budget_ms: int = 90_000
