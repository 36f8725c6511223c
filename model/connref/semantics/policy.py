"""The policy at work: where the app's wish stands, and how one event moves it.

The policy is the part of the model that knows the document. It says whether a connection is wanted now and until
when; it knows nothing of sockets and retries. Its memory is a small value, so that the oracle can keep many.
"""

from __future__ import annotations

from dataclasses import dataclass

from connref.semantics.table import PolicyTable
from connref.spec.declare import Transition
from connref.spec.vocabulary import Clock, Move, Region


@dataclass(frozen=True, slots=True)
class PolicyMemory:
    """All that the policy remembers; instants are milliseconds on the clock of whoever feeds it.

    `deadline` is the instant at which the grace is over, None where none runs; `entry` is the latest entry into the
    background that counted.
    """

    state: str
    deadline: int | None = None
    entry: int = 0


def zone_at(table: PolicyTable, memory: PolicyMemory, now: int, grace_ms: int) -> Region:
    """Where `now` lies relative to the clock of the state (ms)."""
    match table.facts[memory.state].clock:
        case Clock.NONE:
            return Region.BEFORE
        case Clock.ENTRY:
            return Region.BEFORE if now < memory.entry + grace_ms else Region.PAST
        case Clock.DEADLINE:
            deadline = now if memory.deadline is None else memory.deadline
            if now == deadline:
                return Region.AT
            return Region.BEFORE if now < deadline else Region.PAST


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
