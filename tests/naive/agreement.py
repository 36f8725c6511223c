"""Table against the naive second implementation: every history of both, under one reading, in numbers of milliseconds.

The grace is a few milliseconds, so that all times are met; the walk is over pairs of what both remember.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from connref.semantics.policy import PolicyMemory, elapse_late, follow, region_at, resumed
from connref.semantics.table import PolicyTable, possible_events
from connref.spec.declare import Transition
from connref.spec.interruptions import grace_counts, replaces
from connref.spec.vocabulary import Answer, App, Clock, Event, Region
from naive.either import naive
from naive.policy import Naive

GRACE_MS = 3


@dataclass(frozen=True, slots=True)
class Suspension:
    """The process is suspended for so many ms."""

    ms: int


@dataclass(frozen=True, slots=True)
class Handover:
    """The device moves to another network, and whoever finds that out has lost his connection."""

    notice: bool


INTERRUPTIONS = (Suspension(1), Suspension(GRACE_MS + 1), Handover(notice=True), Handover(notice=False))
"""What comes between the events: the second suspension reaches past every deadline."""
PAST = -1
OVER = -GRACE_MS - 1
"""A deadline, and an entry into the background, that are past for good, relative to the present.

All that is further back is the same: else a table that forgets to clear a deadline would have endless histories.
"""

Follow = Callable[[Transition, PolicyMemory, int, int], PolicyMemory]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where table and naive part: the steps there, and what each says."""

    path: tuple[str, ...]
    table: object
    naive: object


@dataclass(slots=True)
class Pair:
    """Both implementations at one instant; times of both are relative to it, so that pairs can be compared."""

    memory: PolicyMemory
    second: Naive
    path: tuple[str, ...] = ()

    def key(self) -> tuple[object, ...]:
        values = {
            name: value for name, value in vars(self.second).items() if name not in {"options", "grace_ms"}
        }
        return (self.memory, *values.values())


def agree(
    table: PolicyTable,
    options: Mapping[str, str],
    follows: Follow = follow,
) -> tuple[int, Disagreement | None]:
    """Walk all pairs. Returns how many were met, and the shortest disagreement if there is one."""

    def taken(state: str, event: Event, region: Region) -> Transition:
        return table.row(state, event, region).branch(options)

    start = Pair(PolicyMemory(table.initial), naive(table.mode, options, GRACE_MS))
    seen = {start.key()}
    queue = deque([start])
    while queue:
        pair = queue.popleft()
        for event in (None, *INTERRUPTIONS, *possible_events(table.locations[pair.memory.state])):
            if event is Event.DEADLINE:
                continue
            found = _step(table, taken, follows, options, pair, event)
            if isinstance(found, Disagreement):
                return len(seen), found
            if (key := found.key()) not in seen:
                seen.add(key)
                queue.append(found)
    return len(seen), None


def _step(
    table: PolicyTable,
    taken: Callable[[str, Event, Region], Transition],
    follows: Follow,
    options: Mapping[str, str],
    pair: Pair,
    event: Event | Suspension | Handover | None,
) -> Pair | Disagreement:
    """One event at the present instant 0, or one millisecond that passes (None), with what is due then."""
    second = copy.copy(pair.second)
    memory = pair.memory
    answers: tuple[Answer | None, Answer | None] = (None, None)
    if event is None:
        memory, second = _later(memory), _later_naive(second)
        region = region_at(table, memory, 0, GRACE_MS)
        if table.locations[memory.state].clock is Clock.DEADLINE and region is not Region.BEFORE:
            memory = follows(taken(memory.state, Event.DEADLINE, region), memory, 0, GRACE_MS)
        second.time(0)
    elif isinstance(event, Suspension):
        memory = _suspended(table, taken, follows, memory, event.ms, counts=grace_counts(options))
        second.deadline = _earlier(second.deadline, event.ms)
        second.entry -= event.ms
        second.resume(0, event.ms)
        second.deadline, second.entry = _bounded(second.deadline), max(second.entry, OVER)
    elif isinstance(event, Handover):
        if table.locations[memory.state].up and replaces(options, notice=event.notice):
            region = region_at(table, memory, 0, GRACE_MS)
            memory = follows(taken(memory.state, Event.LOST, region), memory, 0, GRACE_MS)
        second.hand_over(notice=event.notice)
    else:
        rule = taken(memory.state, event, region_at(table, memory, 0, GRACE_MS))
        memory = follows(rule, memory, 0, GRACE_MS)
        answers = (rule.answer, second.tell(event, 0))
    name = event.value if isinstance(event, Event) else "1 ms" if event is None else str(event)
    path = (*pair.path, name)
    return _compared(table, memory, second, answers, path)


def _compared(
    table: PolicyTable,
    memory: PolicyMemory,
    second: Naive,
    answers: tuple[Answer | None, Answer | None],
    path: tuple[str, ...],
) -> Pair | Disagreement:
    location = table.locations[memory.state]
    deadline = memory.deadline if location.clock is Clock.DEADLINE else None
    says = (location.wish, location.up, location.app is App.BACKGROUND, deadline, answers[0])
    naive_says = (second.wish, second.up, second.background, second.deadline, answers[1])
    if says != naive_says:
        return Disagreement(path, (memory.state, *says), naive_says)
    return Pair(memory, second, path)


def _suspended(
    table: PolicyTable,
    taken: Callable[[str, Event, Region], Transition],
    follows: Follow,
    memory: PolicyMemory,
    paused: int,
    *,
    counts: bool,
) -> PolicyMemory:
    """The memory as seen after so many ms in which nothing could happen, with what is due then."""

    def take(memory: PolicyMemory, event: Event, region: Region, now: int) -> PolicyMemory:
        return follows(taken(memory.state, event, region), memory, now, GRACE_MS)

    deadline = _earlier(memory.deadline, paused)
    memory = resumed(PolicyMemory(memory.state, deadline, memory.entry - paused), paused, counts=counts)
    memory = elapse_late(table, memory, 0, take)
    return PolicyMemory(memory.state, _bounded(memory.deadline), max(memory.entry, OVER))


def _later(memory: PolicyMemory) -> PolicyMemory:
    """The memory as seen one millisecond later; what is long past stays as far back as it matters."""
    return PolicyMemory(memory.state, _bounded(_earlier(memory.deadline, 1)), max(memory.entry - 1, OVER))


def _later_naive(second: Naive) -> Naive:
    second.deadline = _bounded(_earlier(second.deadline, 1))
    second.entry = max(second.entry - 1, OVER)
    return second


def _earlier(deadline: int | None, ms: int) -> int | None:
    """A deadline as seen so many ms later."""
    return None if deadline is None else deadline - ms


def _bounded(deadline: int | None) -> int | None:
    """A deadline no further back than matters."""
    return None if deadline is None else max(deadline, PAST)
