"""Timed events played on the policy table of one reading, and the shortest way to each of its rows.

A breadth-first walk over what decides which rows can come next. Between two events lies a second, or just as
much time as leads to a millisecond before the deadline, to the deadline, or past it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from connref.errors import ImpossibleInputError
from connref.semantics.policy import PolicyMemory, elapse, follow, region_at
from connref.semantics.table import Key, PolicyTable
from connref.spec.declare import Transition
from connref.spec.variant import DOCUMENT_EVENTS
from connref.spec.vocabulary import PONG_EVENTS, App, Clock, Event, Region, Wish

Way = tuple[Key, Transition]
"""A row, and the branch of it that the reading takes."""


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
    """The policy of one mode under one reading: `transitions` is the table resolved for it; the grace is in ms."""

    def __init__(self, table: PolicyTable, transitions: Mapping[Key, Transition], grace_ms: int) -> None:
        self.table = table
        self._transitions = transitions
        self._grace = grace_ms

    def start(self) -> PolicyMemory:
        """The memory of a process that has just started."""
        return PolicyMemory(self.table.initial)

    def runs(self, memory: PolicyMemory) -> bool:
        """Whether a deadline runs."""
        return self.table.locations[memory.state].clock is Clock.DEADLINE

    def pass_time(self, memory: PolicyMemory, to: int, taken: list[Way]) -> PolicyMemory:
        """Let the deadlines up to `to` (ms) pass; what is still there at its deadline is due a millisecond later."""

        def take(memory: PolicyMemory, event: Event, region: Region, now: int) -> PolicyMemory:
            return self._take(memory, event, region, now, taken)

        return elapse(self.table, memory, to, take)

    def step(self, memory: PolicyMemory, step: Timed, taken: list[Way]) -> PolicyMemory | None:
        """The memory after a step, None where the event is impossible then; `taken` gets the ways that it took."""
        memory = self.pass_time(memory, step.at, taken)
        if step.event is None:
            return memory
        region = region_at(self.table, memory, step.at, self._grace)
        if (memory.state, step.event, region) not in self._transitions:
            return None
        return self._take(memory, step.event, region, step.at, taken)

    def play(self, steps: Iterable[Timed]) -> list[Expected]:
        """What holds after each step. Raises `ImpossibleInputError` for an event that cannot be."""
        memory = self.start()
        found: list[Expected] = []
        for step in steps:
            taken: list[Way] = []
            after = self.step(memory, step, taken)
            if after is None:
                raise ImpossibleInputError(memory.state, str(step.event))
            memory = after
            found.append(self._expected(step, memory, tuple(transition for _, transition in taken)))
        return found

    def _expected(self, step: Timed, memory: PolicyMemory, taken: tuple[Transition, ...]) -> Expected:
        answer = taken[-1].answer if step.event is not None else None
        return Expected(
            step,
            memory.state,
            self.table.locations[memory.state].wish,
            memory.deadline if self.runs(memory) else None,
            None if answer is None else answer.value,
            taken,
        )

    def _take(
        self,
        memory: PolicyMemory,
        event: Event,
        region: Region,
        now: int,
        taken: list[Way],
    ) -> PolicyMemory:
        key = memory.state, event, region
        transition = self._transitions[key]
        taken.append((key, transition))
        return follow(transition, memory, now, self._grace)


def requirements_of(transitions: Iterable[Transition]) -> list[str]:
    """The requirements that transitions carry, each once, in the order in which they came up."""
    return list(dict.fromkeys(transition.requirement for transition in transitions))


STEP_MS = 1_000


@dataclass(frozen=True, slots=True)
class _Stop:
    """Somewhere on the walk: what the policy remembers, when (ms), how it got there, and which pings may be answered.

    A pong answers a ping of this process, `pong_foreground` one that was called before the background.
    """

    memory: PolicyMemory
    now: int
    steps: tuple[Timed, ...]
    pongs: frozenset[Event]


def routes(player: Player, grace_ms: int) -> dict[Way, tuple[Timed, ...]]:
    """A shortest story for each way that can be taken, in the order of discovery."""
    found: dict[Way, tuple[Timed, ...]] = {}
    start = _Stop(player.start(), 0, (), frozenset())
    seen = {_place(player, start, grace_ms)}
    ahead = deque([start])
    while ahead:
        for taken, stop in _onward(player, ahead.popleft(), grace_ms):
            for way in taken:
                found.setdefault(way, stop.steps)
            place = _place(player, stop, grace_ms)
            if place not in seen:
                seen.add(place)
                ahead.append(stop)
    return found


def _onward(player: Player, stop: _Stop, grace_ms: int) -> Iterator[tuple[list[Way], _Stop]]:
    for wait in _waits(player, stop, grace_ms):
        for event in (None, *_events(stop)):
            step = Timed(stop.now + wait, event)
            taken: list[Way] = []
            memory = player.step(stop.memory, step, taken)
            if memory is not None:
                pongs = _pongs(player, stop, event)
                yield taken, _Stop(memory, step.at, (*stop.steps, step), pongs)


def _waits(player: Player, stop: _Stop, grace_ms: int) -> tuple[int, ...]:
    clock, deadline = player.table.locations[stop.memory.state].clock, stop.memory.deadline
    if clock is Clock.DEADLINE and deadline is not None:
        left = deadline - stop.now
        return tuple(dict.fromkeys(wait for wait in (STEP_MS, left - 1, left, left + 1) if wait >= 0))
    if clock is Clock.ENTRY:
        left = stop.memory.entry + grace_ms - stop.now
        return tuple(dict.fromkeys(wait for wait in (STEP_MS, left - 1, left) if wait >= 0))
    return (STEP_MS,)


def _events(stop: _Stop) -> tuple[Event, ...]:
    """What may be tried: all but the deadline, which comes with time, and pongs of pings that were never called."""
    return tuple(
        event
        for event in DOCUMENT_EVENTS
        if event is not Event.DEADLINE and (event not in PONG_EVENTS or event in stop.pongs)
    )


def _pongs(player: Player, stop: _Stop, event: Event | None) -> frozenset[Event]:
    """Which pings may be answered after an event: a ping of the foreground is one of the foreground ever after."""
    if event in {Event.KILL, Event.LOGOUT}:
        return frozenset()
    if event is not Event.PING:
        return stop.pongs
    front = player.table.locations[stop.memory.state].app is App.FOREGROUND
    return stop.pongs | {Event.PONG_FOREGROUND if front else Event.PONG}


def _place(player: Player, stop: _Stop, grace_ms: int) -> tuple[object, ...]:
    """What tells two stops apart: how far a deadline is away matters only once it is reached."""
    memory, location = stop.memory, player.table.locations[stop.memory.state]
    left = None
    if location.clock is Clock.DEADLINE and memory.deadline is not None:
        left = memory.deadline - stop.now > 0
    if location.clock is Clock.ENTRY or (
        location.app is App.BACKGROUND and location.wish is not Wish.UNWANTED
    ):
        left = left, stop.now < memory.entry + grace_ms
    return memory.state, left, stop.pongs
