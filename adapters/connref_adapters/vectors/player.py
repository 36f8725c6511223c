"""Plays timed events on the policy table of one reading, and records what has to hold after each step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from connref.errors import ImpossibleInputError
from connref.semantics.policy import PolicyMemory, follow, zone_at
from connref.semantics.table import Key, PolicyTable
from connref.spec.declare import Transition
from connref.spec.vocabulary import Clock, Event, Region, Wish


@dataclass(frozen=True, slots=True)
class Timed:
    """One step of a trace: an event at an instant (ms), or time alone where `event` is None."""

    at: int
    event: Event | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What holds after a step: state, wish, deadline (ms, None where none runs), and what a call has to report."""

    step: Timed
    state: str
    wish: Wish
    deadline: int | None
    answer: str | None
    taken: tuple[Transition, ...]

    def to_json(self) -> dict[str, Any]:
        """The step as a vectors file has it."""
        return {
            "at": self.step.at,
            "event": None if self.step.event is None else self.step.event.value,
            "state": self.state,
            "wish": self.wish.value,
            "deadline": self.deadline,
            "answer": self.answer,
            "requirements": requirements_of(self.taken),
        }


class Player:
    """The policy of one mode under one reading. `rules` is the table resolved for that reading, grace is in ms."""

    def __init__(self, table: PolicyTable, rules: Mapping[Key, Transition], grace_ms: int) -> None:
        self.table = table
        self._rules = rules
        self._grace = grace_ms

    def start(self) -> PolicyMemory:
        """The memory of a process that has just started."""
        return PolicyMemory(self.table.initial)

    def runs(self, memory: PolicyMemory) -> bool:
        """Whether a deadline runs."""
        return self.table.facts[memory.state].clock is Clock.DEADLINE

    def pass_time(self, memory: PolicyMemory, to: int, taken: list[tuple[Key, Transition]]) -> PolicyMemory:
        """Let the deadlines up to `to` (ms) pass; what is still there at its deadline is due a millisecond later."""
        while self.runs(memory) and (deadline := memory.deadline) is not None and deadline <= to:
            memory = self._take(memory, Event.DEADLINE, Region.AT, deadline, taken)
            if memory.deadline == deadline and self.runs(memory):
                if deadline == to:
                    break
                memory = self._take(memory, Event.DEADLINE, Region.PAST, deadline + 1, taken)
        return memory

    def step(
        self, memory: PolicyMemory, step: Timed, taken: list[tuple[Key, Transition]]
    ) -> PolicyMemory | None:
        """The memory after a step, None where the event is impossible then; `taken` gets the rows and their rules."""
        memory = self.pass_time(memory, step.at, taken)
        if step.event is None:
            return memory
        zone = zone_at(self.table, memory, step.at, self._grace)
        if (memory.state, step.event, zone) not in self._rules:
            return None
        return self._take(memory, step.event, zone, step.at, taken)

    def play(self, steps: Iterable[Timed]) -> list[Expected]:
        """What holds after each step. Raises `ImpossibleInputError` for an event that cannot be."""
        memory = self.start()
        found: list[Expected] = []
        for step in steps:
            taken: list[tuple[Key, Transition]] = []
            after = self.step(memory, step, taken)
            if after is None:
                raise ImpossibleInputError(memory.state, str(step.event))
            memory = after
            found.append(self._expected(step, memory, tuple(rule for _, rule in taken)))
        return found

    def _expected(self, step: Timed, memory: PolicyMemory, taken: tuple[Transition, ...]) -> Expected:
        answer = taken[-1].answer if step.event is not None else None
        return Expected(
            step,
            memory.state,
            self.table.facts[memory.state].wish,
            memory.deadline if self.runs(memory) else None,
            None if answer is None else answer.value,
            taken,
        )

    def _take(
        self, memory: PolicyMemory, event: Event, zone: Region, now: int, taken: list[tuple[Key, Transition]]
    ) -> PolicyMemory:
        key = memory.state, event, zone
        rule = self._rules[key]
        taken.append((key, rule))
        return follow(rule, memory, now, self._grace)


def requirements_of(rules: Iterable[Transition]) -> list[str]:
    """The requirements that rules carry, each once, in the order in which they came up."""
    return list(dict.fromkeys(rule.requirement for rule in rules))
