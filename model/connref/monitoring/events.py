"""The events of a recording as the automaton tells them apart: a class, and one name at most."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from connref.oracle.judge import Judge
from connref.protocol import Do, Observation, ObservationKind

Event = Do | Observation
Named = str | int | None
"""The name in an event: of a user, a call, a message or a socket; None where it has none."""

_NAMES: Mapping[ObservationKind, str] = {
    ObservationKind.SOCKET_OPENING: "socket",
    ObservationKind.SOCKET_OPEN: "socket",
    ObservationKind.SOCKET_CLOSED: "socket",
    ObservationKind.SOCKET_FAILED: "socket",
    ObservationKind.OUTCOME: "call",
    ObservationKind.THREW: "call",
    ObservationKind.DELIVERED: "message",
    ObservationKind.USER: "value",
}


@dataclass(frozen=True, slots=True)
class Over:
    """The session is over; `ended` where it was recorded until then that nothing else happened."""

    ended: bool


def classify(event: Event | None) -> tuple[Hashable, Named]:
    """The class of an event, and its name. The class is all that the oracle heeds, but for name and instant.

    None is time that passes.
    """
    if event is None:
        return "end", None
    if isinstance(event, Do):
        name = event.value if isinstance(event.value, str) else None
        kind = event.input.value
        return (kind, name) if name is not None or event.value is None else ((kind, event.value), None)
    kind, name = event.kind.value, name_of(event)
    match event.kind:
        case ObservationKind.SOCKET_CLOSED:
            return (kind, event.by), name
        case ObservationKind.OUTCOME:
            return (kind, event.api, event.result), name
        case ObservationKind.STATUS:
            return (kind, event.value), None
        case ObservationKind.THREW:
            return (kind, event.input, event.detail), name
        case _:
            return kind, name


def name_of(event: Event) -> Named:
    """The name of an event."""
    if isinstance(event, Do):
        return event.value if isinstance(event.value, str) else None
    field = _NAMES.get(event.kind)
    return None if field is None else getattr(event, field)


def symbolic(event: Event, now: Any, symbol: Any) -> Event:  # noqa: ANN401 - symbols stand for instants and names
    """An event with symbols for its instant and its name."""
    if isinstance(event, Do):
        return event if symbol is None else Do(event.input, symbol)
    named = {} if symbol is None else {_NAMES[event.kind]: symbol}
    return replace(event, at=now, **named)


def follow(judge: Judge, event: Event | None, now: int, *, learns: bool) -> None:
    """Feed the oracle with one event of a recording, or let time pass.

    `learns`: a kind of observation counts as recorded from its first occurrence on.
    """
    case = judge.estimate
    judge.advance(now)
    if isinstance(event, Observation):
        if learns and event.kind not in case.observes:
            case.learn(event.kind)
        judge.observe(event)
    elif event is not None:
        judge.input(event)
