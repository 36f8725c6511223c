"""The format of recorded sessions (the driver protocol, `connref check`): how each line is read.

A session is a header and then events in order of time, one JSON object a line::

    {"session": "s-17", "mode": "manual", "tolerance_ms": 20}
    {"at": 0, "input": "init"}
    {"at": 3, "kind": "user", "value": null}
    {"at": 90000, "end": true}

A line may name its session, and has to where sessions interleave. Beside `session` and `mode` a header may have

- `tolerance_ms`: how far instants may be off (default 1 000);
- `profile`: as in the driver's hello;
- `observes`: the kinds that are recorded whenever they occur;
- `implementation`: an object with name and version; sessions of one version are held to the same readings;
- `user`: who was logged in, and saved, when the session began;
- `state`: where a session begins that begins in the middle;
- `unit`: of `at`: ms (default), s, us, ns, or iso8601; and an `at` of its own where the others do not count from 0.

The line with `end` is optional. It says that the recording was complete up to and with that instant. Without it, a
session is judged up to its last line, and what was due then, or later, is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from connref.errors import ProtocolError
from connref.protocol import (
    INPUT_FIELDS,
    Do,
    InputName,
    Observation,
    ObservationKind,
    do_from_fields,
    observation_from_json,
)


@dataclass(frozen=True, slots=True)
class End:
    """The recording was complete up to this instant."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A line that is no event of a session: of a kind that is not known, or of another log. `what` says which."""

    what: str


Event = Do | Observation | End
"""What a line of a session holds, beside its instant."""

_EVENT_FIELDS = ("input", "kind", "end")
_HEADER_FIELDS = frozenset(
    {"mode", "tolerance_ms", "profile", "observes", "implementation", "user", "state", "unit"}
)


def is_header(body: Mapping[str, Any]) -> bool:
    """Whether a line begins a session; an event may name its session as well, and a line of another log too."""
    return (
        "session" in body
        and not any(name in body for name in _EVENT_FIELDS)
        and not _HEADER_FIELDS.isdisjoint(body)
    )


def session_name(body: Mapping[str, Any]) -> str:
    """The session that a line names. Raises `ProtocolError`."""
    session = body["session"]
    if not isinstance(session, str | int) or isinstance(session, bool):
        raise ProtocolError("session", session, "a text or a number that names the session")
    return str(session)


def foreign(body: Mapping[str, Any]) -> Foreign | None:
    """What a line is that is no event of a session, None for an event; the protocol may know more kinds one day."""
    kind, name = body.get("kind"), body.get("input")
    if isinstance(kind, str):
        return None if kind in _KINDS else Foreign(f"kind {kind}")
    if isinstance(name, str):
        return None if name in _INPUTS else Foreign(f"input {name}")
    return None if any(field in body for field in _EVENT_FIELDS) else Foreign("no input, kind or end")


def event_from_json(body: Mapping[str, Any]) -> Event:
    """Read an event. Raises `ProtocolError`, naming the field at fault. `at` is in ms already."""
    if "kind" in body:
        quick = _QUICK_KINDS.get(body["kind"]) if type(body["kind"]) is str else None
        return (quick and quick(body)) or observation_from_json(body)
    if "input" in body:
        quick = _QUICK_INPUTS.get(body["input"]) if type(body["input"]) is str else None
        return (quick and quick(body)) or do_from_fields(body)
    if body.get("end") is True:
        return End()
    raise ProtocolError("kind", None, "an event needs input, kind, or end: true")


_KINDS = frozenset(kind.value for kind in ObservationKind)
_INPUTS = frozenset(name.value for name in InputName)


# The ways below are shorter than `observation_from_json` and `do_from_fields`, for speed. What does not fit them is
# left to those.

_Quick = Callable[[Mapping[str, Any]], "Observation | Do | None"]


def _socket(kind: ObservationKind) -> _Quick:
    def read(body: Mapping[str, Any]) -> Observation | None:
        socket = body.get("socket")
        if type(socket) is int:
            return Observation(body["at"], kind, socket) if len(body) == _AT_KIND + 1 else None
        return Observation(body["at"], kind) if len(body) == _AT_KIND else None

    return read


def _delivered(body: Mapping[str, Any]) -> Observation | None:
    message = body.get("message")
    if len(body) != _AT_KIND + 1 or type(message) is not str:
        return None
    return Observation(body["at"], ObservationKind.DELIVERED, message=message)


def _outcome(body: Mapping[str, Any]) -> Observation | None:
    call, api, result = body.get("call"), body.get("api"), body.get("result")
    if len(body) != _AT_KIND + 3 or type(call) is not str or api not in _APIS or result not in _RESULTS:
        return None
    return Observation(body["at"], ObservationKind.OUTCOME, call=call, api=api, result=result)


def _plain_input(name: InputName) -> _Quick:
    done = Do(name)
    return lambda _: done


def _text_input(name: InputName, field: str) -> _Quick:
    def read(body: Mapping[str, Any]) -> Do | None:
        value = body.get(field)
        return Do(name, value) if type(value) is str else None

    return read


_AT_KIND = 2
"""How many fields every observation has."""

_APIS = ("connect", "disconnect", "ping")
_RESULTS = ("success", "error")

_QUICK_KINDS: Mapping[str, _Quick] = {
    "delivered": _delivered,
    "outcome": _outcome,
    "socket_opening": _socket(ObservationKind.SOCKET_OPENING),
    "socket_open": _socket(ObservationKind.SOCKET_OPEN),
    "ping_sent": _socket(ObservationKind.PING_SENT),
}
_QUICK_INPUTS: Mapping[str, _Quick] = {
    name.value: _text_input(name, INPUT_FIELDS[name][0]) if name in INPUT_FIELDS else _plain_input(name)
    for name in InputName
    if INPUT_FIELDS.get(name, ("", str))[1] is str
}
