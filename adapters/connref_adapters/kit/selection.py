"""Which cases a run plays: all of the catalogue on a virtual clock, the most telling ones on a real clock.

On a real clock every advance costs its own time, so the run has a budget. Each requirement gets its shortest cases in
turn, until the budget is spent: every requirement is put to the test before any is tested twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connref.protocol import Advance, Case


def duration_ms(case: Case) -> int:
    """How long a case takes on the clock of the device."""
    return sum(step.ms for step in case.steps if isinstance(step, Advance))


def within_budget(cases: Iterable[Case], budget_ms: int) -> Iterator[Case]:
    """The cases that a real clock has time for, in turn for each requirement, the shortest first."""
    waiting: dict[str, list[Case]] = {}
    for case in cases:
        waiting.setdefault(case.requirement, []).append(case)
    for queue in waiting.values():
        queue.sort(key=duration_ms, reverse=True)
    left = budget_ms
    while waiting:
        for requirement in list(waiting):
            case = waiting[requirement].pop()
            if not waiting[requirement]:
                del waiting[requirement]
            left -= duration_ms(case)
            yield case
        if left <= 0:
            return
