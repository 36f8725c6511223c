"""Shrinking a failing case across the process boundary, until no step can be left out.

Leaves steps out in ever smaller runs (delta debugging), then one by one until none can go, then shortens the waits.
Each candidate is a legal story of its own and is played on a fresh device; it is taken when it fails in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from connref.protocol import Advance, Do, Step, in_waits
from connref.semantics.environment import Environment

Fails = Callable[[tuple[Step, ...]], bool]
"""Plays a candidate and says whether it fails in the same way."""

_ROUNDS = 12
"""How often a wait is halved at most: from an hour down to under a second."""


def shrink(steps: tuple[Step, ...], fails: Fails) -> tuple[Step, ...]:
    """A story that fails in the same way and from which no step can be left out. `steps` itself must fail."""
    kept = _leave_out_runs(tidy(steps), fails)
    kept = _leave_out_single(kept, fails)
    shorter = _shorten_waits(kept, fails)
    return shorter if shorter == kept else _leave_out_single(shorter, fails)


def legal(steps: tuple[Step, ...]) -> bool:
    """Whether the protocol allows the kit to send these steps in this order."""
    device = Environment()
    for step in steps:
        if isinstance(step, Do):
            if device.refusal(step.input) is not None:
                return False
            device.apply(step.input)
    return True


def tidy(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same story with waits that follow each other in one, or as few as `in_waits` allows."""
    out: list[Step] = []
    waited = 0
    for step in steps:
        if isinstance(step, Advance):
            waited += step.ms
        else:
            out += [*in_waits(waited), step]
            waited = 0
    return (*out, *in_waits(waited))


def _leave_out_runs(steps: tuple[Step, ...], fails: Fails) -> tuple[Step, ...]:
    size = len(steps) // 2
    while size > 1:
        start = 0
        while start < len(steps):
            candidate = tidy(steps[:start] + steps[start + size :])
            if _takes(candidate, fails):
                steps = candidate
            else:
                start += size
        size //= 2
    return steps


def _leave_out_single(steps: tuple[Step, ...], fails: Fails) -> tuple[Step, ...]:
    """Repeats until a whole round leaves nothing out; then the story is minimal."""
    again = True
    while again:
        again = False
        for index in reversed(range(len(steps))):
            if index >= len(steps):
                continue
            candidate = tidy(steps[:index] + steps[index + 1 :])
            if _takes(candidate, fails):
                steps = candidate
                again = True
    return steps


def _shorten_waits(steps: tuple[Step, ...], fails: Fails) -> tuple[Step, ...]:
    for index in range(len(steps)):
        step = steps[index]
        if not isinstance(step, Advance):
            continue
        for ms in _shorter(step.ms):
            candidate = (*steps[:index], Advance(ms), *steps[index + 1 :])
            if _takes(candidate, fails):
                steps = candidate
                break
    return steps


def _shorter(ms: int) -> Iterator[int]:
    """Shorter waits to try, the shortest first, each a round number or a fraction of the present one."""
    yielded = {ms}
    for candidate in (1, 10, 100, 1_000, *(ms >> shift for shift in range(_ROUNDS, 0, -1))):
        if 0 < candidate < ms and candidate not in yielded:
            yielded.add(candidate)
    yield from sorted(yielded - {ms})


def _takes(candidate: tuple[Step, ...], fails: Fails) -> bool:
    return bool(candidate) and legal(candidate) and fails(candidate)
