"""The shortest way to each row of a policy table under one reading, as timed events.

A breadth-first walk over places: what decides which rows can come next. Between two events lies a second, or just as
much time as leads to a millisecond before the deadline, to the deadline, or past it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from connref.semantics.policy import PolicyMemory
from connref.semantics.table import Key
from connref.spec.declare import Transition
from connref.spec.vocabulary import PONG_EVENTS, App, Clock, Event, Wish
from connref_adapters.vectors.player import Player, Timed

STEP_MS = 1_000
Way = tuple[Key, Transition]
"""A row, and the branch of it that the reading takes."""


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
    clock, deadline = player.table.facts[stop.memory.state].clock, stop.memory.deadline
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
        for event in Event
        if event is not Event.DEADLINE and (event not in PONG_EVENTS or event in stop.pongs)
    )


def _pongs(player: Player, stop: _Stop, event: Event | None) -> frozenset[Event]:
    """Which pings may be answered after an event: a ping of the foreground is one of the foreground ever after."""
    if event in {Event.KILL, Event.LOGOUT}:
        return frozenset()
    if event is not Event.PING:
        return stop.pongs
    front = player.table.facts[stop.memory.state].app is App.FOREGROUND
    return stop.pongs | {Event.PONG_FOREGROUND if front else Event.PONG}


def _place(player: Player, stop: _Stop, grace_ms: int) -> tuple[object, ...]:
    """What tells two stops apart: how far a deadline is away matters only once it is reached."""
    memory, facts = stop.memory, player.table.facts[stop.memory.state]
    left = None
    if facts.clock is Clock.DEADLINE and memory.deadline is not None:
        left = memory.deadline - stop.now > 0
    if facts.clock is Clock.ENTRY or (facts.app is App.BACKGROUND and facts.wish is not Wish.UNWANTED):
        left = left, stop.now < memory.entry + grace_ms
    return memory.state, left, stop.pongs
