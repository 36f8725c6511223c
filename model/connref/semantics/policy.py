"""The policy at work: where the app's wish stands, how one event moves it, and what falls due as time passes.

The policy is the part of the model that knows the document. It says whether a connection is wanted now and until
when; it knows nothing of sockets and retries. Its memory is a small value, so that the oracle can keep many.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connref.semantics.table import PolicyTable
from connref.spec.declare import Transition
from connref.spec.vocabulary import Clock, Event, Move, Region

NEVER = 1 << 62
"""An instant that does not come."""


@dataclass(frozen=True, slots=True)
class PolicyMemory:
    """All that the policy remembers; instants are milliseconds on the clock of whoever feeds it.

    `deadline` is the instant at which the grace is over, None where none runs; `entry` is the latest entry into the
    background that counted.
    """

    state: str
    deadline: int | None = None
    entry: int = 0


Take = Callable[[PolicyMemory, Event, Region, int], PolicyMemory]
"""Takes the row of an event in a region of time at an instant (ms), and says what is remembered then."""


def region_at(table: PolicyTable, memory: PolicyMemory, now: int, grace_ms: int) -> Region:
    """Where `now` lies relative to the clock of the location (ms)."""
    match table.locations[memory.state].clock:
        case Clock.NONE:
            return Region.BEFORE
        case Clock.ENTRY:
            return region_and_next(Clock.ENTRY, memory.entry + grace_ms, now)[0]
        case Clock.DEADLINE:
            end = now if memory.deadline is None else memory.deadline
            return region_and_next(Clock.DEADLINE, end, now)[0]


def region_and_next(clock: Clock, end: int, now: int) -> tuple[Region, int]:
    """In which region `now` lies, and when the next one begins; `end` is the instant that the clock points at (ms).

    At a deadline itself the inclusive readings still hold, one millisecond later nothing does ("Instants").
    """
    if now < end:
        return Region.BEFORE, end
    if clock is Clock.DEADLINE and now == end:
        return Region.AT, end + 1
    return Region.PAST, NEVER


def due_at(table: PolicyTable, memory: PolicyMemory) -> int | None:
    """The instant (ms) of the deadline that runs; None where none does."""
    return memory.deadline if table.locations[memory.state].clock is Clock.DEADLINE else None


def elapse(table: PolicyTable, memory: PolicyMemory, until: int, take: Take) -> PolicyMemory:
    """What is remembered at `until` (ms), after all that fell due by then: each deadline at its instant, then past it.

    Whoever is still there at the instant of his deadline is taken out a millisecond later.
    """
    while (due := due_at(table, memory)) is not None and due <= until:
        memory = take(memory, Event.DEADLINE, Region.AT, due)
        if due_at(table, memory) == due:
            if due == until:
                return memory
            memory = take(memory, Event.DEADLINE, Region.PAST, due + 1)
    return memory


def resumed(memory: PolicyMemory, paused_ms: int, *, counts: bool) -> PolicyMemory:
    """The memory after a suspension of that length: what remained of a grace that did not run is counted on from now.

    What fell due meanwhile is due at the resume, under a region of time that may be past (`elapse_late`).
    """
    if counts:
        return memory
    deadline = None if memory.deadline is None else memory.deadline + paused_ms
    return PolicyMemory(memory.state, deadline, memory.entry + paused_ms)


def elapse_late(table: PolicyTable, memory: PolicyMemory, now: int, take: Take) -> PolicyMemory:
    """What is remembered at `now` (ms) of a process that was suspended: what fell due meanwhile happens now."""
    due = due_at(table, memory)
    if due is None or due >= now:
        return elapse(table, memory, now, take)
    return take(memory, Event.DEADLINE, Region.PAST, now)


def follow(rule: Transition, memory: PolicyMemory, now: int, grace_ms: int) -> PolicyMemory:
    """The memory after a rule of the table was taken at `now` (ms)."""
    entry = now if rule.enters else memory.entry
    match rule.move:
        case Move.KEEP:
            deadline = memory.deadline
        case Move.CLEAR:
            deadline = None
        case Move.FROM_NOW:
            deadline = now + grace_ms
        case Move.FROM_ENTRY:
            deadline = entry + grace_ms
    return PolicyMemory(rule.destination, deadline, entry)
