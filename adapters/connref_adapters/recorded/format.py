"""The format of recorded sessions (PROTOCOL.md, `connref check`): how each line is read.

A session is a header and then events in order of time, one JSON object a line::

    {"session": "s-17", "mode": "manual", "tolerance_ms": 20}
    {"at": 0, "input": "init"}
    {"at": 3, "kind": "user", "value": null}
    {"at": 90000, "end": true}

Beside `session`, `mode` and `tolerance_ms` a header may have

- `profile`: as in the driver's hello;
- `observes`: the kinds that are recorded whenever they occur;
- `implementation`: an object with name and version; sessions of one version are held to the same readings;
- `user`: who was logged in, and saved, when the session began.

The line with `end` is optional. It says that the recording was complete up to and with that instant. Without it, a
session is judged up to its last line, and what was due then, or later, is left open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from connref.errors import ProtocolError
from connref.protocol import (
    INPUT_FIELDS,
    Do,
    InputName,
    Mode,
    Observation,
    ObservationKind,
    Profile,
    do_from_fields,
    observation_from_json,
)

LEAST_RECORDED = frozenset(
    {ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME}
)
"""What every recording has to hold, as every driver has to observe it."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a session. `observes` is None where the recording does not say; times are in milliseconds."""

    session: str
    mode: Mode | None
    profile: Profile
    observes: frozenset[ObservationKind] | None = None
    version: tuple[str, str] | None = None
    user: str | None = None


@dataclass(frozen=True, slots=True)
class End:
    """The recording was complete up to this instant."""


Event = Do | Observation | End
"""What a line of a session holds, beside its instant."""


def is_header(body: Mapping[str, Any]) -> bool:
    """Whether a line begins a session; an event may name its session as well."""
    return "session" in body and not ("input" in body or "kind" in body or "end" in body)


def header_from_json(body: Mapping[str, Any]) -> Header:
    """Read a header. Raises `ProtocolError`, naming the field at fault."""
    session = body["session"]
    if not isinstance(session, str | int) or isinstance(session, bool):
        raise ProtocolError("session", session, "a text or a number that names the session")
    if "mode" not in body:
        raise ProtocolError("mode", None, 'a header needs mode: "auto", "manual" or null')
    return Header(
        str(session),
        _mode(body["mode"]),
        _profile(body),
        _observes(body),
        _version(body),
        _user(body.get("user")),
    )


def event_from_json(body: Mapping[str, Any]) -> Event:
    """Read an event. Raises `ProtocolError`, naming the field at fault. `at` is read by `instant`."""
    if "kind" in body:
        quick = _QUICK_KINDS.get(body["kind"]) if type(body["kind"]) is str else None
        return (quick and quick(body)) or observation_from_json(body)
    if "input" in body:
        quick = _QUICK_INPUTS.get(body["input"]) if type(body["input"]) is str else None
        return (quick and quick(body)) or do_from_fields(body)
    if body.get("end") is True:
        return End()
    raise ProtocolError("kind", None, "an event needs input, kind, or end: true")


def instant(body: Mapping[str, Any]) -> int:
    """The `at` of an event, in ms. Raises `ProtocolError`."""
    at = body.get("at")
    if type(at) is not int or at < 0:
        raise ProtocolError("at", at, "an integer of milliseconds, 0 or more")
    return at


def _mode(value: object) -> Mode | None:
    try:
        return None if value is None else Mode(value)
    except ValueError:
        raise ProtocolError("mode", value, 'expected "auto", "manual" or null') from None


def _profile(body: Mapping[str, Any]) -> Profile:
    stated = _object(body, "profile", "grace_ms and reconnect_bound_ms")
    numbers, usual = stated or {}, Profile()
    return Profile(
        _number(numbers.get("grace_ms", usual.grace_ms), "profile.grace_ms", 1),
        _number(numbers.get("reconnect_bound_ms", usual.reconnect_bound_ms), "profile.reconnect_bound_ms", 1),
        _number(body.get("tolerance_ms"), "tolerance_ms", 0),
    )


def _number(value: object, name: str, least: int) -> int:
    if type(value) is not int or value < least:
        raise ProtocolError(name, value, f"an integer of milliseconds, {least} or more")
    return value


def _observes(body: Mapping[str, Any]) -> frozenset[ObservationKind] | None:
    listed = body.get("observes")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise ProtocolError("observes", listed, "a list of kinds")
    known = {kind.value: kind for kind in ObservationKind}
    names = [name for name in cast("list[object]", listed) if isinstance(name, str)]
    kinds = frozenset(known[name] for name in names if name in known)
    if missing := LEAST_RECORDED - kinds:
        least = "a session has to record " + ", ".join(sorted(LEAST_RECORDED))
        raise ProtocolError("observes", f"without {', '.join(sorted(missing))}", least)
    return kinds


def _version(body: Mapping[str, Any]) -> tuple[str, str] | None:
    stated = _object(body, "implementation", "name and version")
    if stated is None:
        return None
    name, version = stated.get("name"), stated.get("version")
    if not isinstance(name, str) or not isinstance(version, str):
        raise ProtocolError("implementation", stated, "an object with name and version, both texts")
    return name, version


def _object(body: Mapping[str, Any], name: str, holds: str) -> dict[str, Any] | None:
    value: object = body.get(name)
    if value is None or isinstance(value, dict):
        return cast("dict[str, Any] | None", value)
    raise ProtocolError(name, value, f"an object with {holds}")


def _user(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise ProtocolError("user", value, "a text, or null where nobody was logged in")
    return value


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
