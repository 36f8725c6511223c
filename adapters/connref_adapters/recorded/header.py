"""The header of a session: how the first line of each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from connref.errors import ProtocolError
from connref.protocol import Mode, ObservationKind, Profile
from connref_adapters.recorded.format import session_name
from connref_adapters.recorded.instants import Instants, Unit, unit_of

LEAST_RECORDED = frozenset(
    {ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME}
)
"""What every recording has to hold, as every driver has to observe it."""


_KINDS = {kind.value: kind for kind in ObservationKind}
USUAL_TOLERANCE_MS = 1_000
_LONGEST_TOLERANCE_MS = 3_600_000
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Start:
    """Where a session begins that begins in the middle; it was so for `since_ms` when the recording began."""

    ready: bool
    user: str | None = None
    in_background: bool = False
    offline: bool = False
    up: bool = False
    since_ms: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a session. `observes` is None where the recording does not say; times are in milliseconds.

    `origin` is the `at` of the header, in its unit.
    """

    session: str
    mode: Mode | None
    profile: Profile
    observes: frozenset[ObservationKind] | None = None
    version: tuple[str, str] | None = None
    user: str | None = None
    start: Start | None = None
    unit: Unit = Unit.MS
    origin: object = None

    def instants(self) -> Instants:
        """What reads the instants of its session."""
        lead_ms = 0 if self.start is None else self.start.since_ms
        return Instants(self.unit, self.profile.tolerance_ms, self.origin, lead_ms)


def header_from_json(body: Mapping[str, Any]) -> Header:
    """Read a header. Raises `ProtocolError`, naming the field at fault."""
    session = session_name(body)
    if "mode" not in body:
        raise ProtocolError("mode", None, 'a header needs mode: "auto", "manual" or null')
    header = Header(
        session,
        _mode(body["mode"]),
        _profile(body),
        _observes(body),
        _version(body),
        _user(body),
        _start(body),
        unit_of(body),
        body.get("at"),
    )
    header.instants()
    return header


def _mode(value: object) -> Mode | None:
    try:
        return None if value is None else Mode(value)
    except ValueError:
        raise ProtocolError("mode", value, 'expected "auto", "manual" or null') from None


def _profile(body: Mapping[str, Any]) -> Profile:
    stated = _object(body, "profile", "grace_ms and reconnect_bound_ms")
    numbers, usual = stated or {}, Profile()
    bound_ms = numbers.get("reconnect_bound_ms", usual.reconnect_bound_ms)
    tolerance_ms = body.get("tolerance_ms", USUAL_TOLERANCE_MS)
    return Profile(
        _number(numbers.get("grace_ms", usual.grace_ms), "profile.grace_ms", 1, _DAY_MS),
        _number(bound_ms, "profile.reconnect_bound_ms", 1, _DAY_MS),
        _number(tolerance_ms, "tolerance_ms", 0, _LONGEST_TOLERANCE_MS),
    )


def _number(value: object, name: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ProtocolError(name, value, f"an integer of milliseconds, {least} to {most}")
    return value


def _observes(body: Mapping[str, Any]) -> frozenset[ObservationKind] | None:
    listed = body.get("observes")
    if listed is None:
        return None
    if not isinstance(listed, list):
        raise ProtocolError("observes", listed, "a list of kinds")
    names = [name for name in cast("list[object]", listed) if isinstance(name, str)]
    kinds = frozenset(_KINDS[name] for name in names if name in _KINDS)
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


def _user(body: Mapping[str, Any], where: str = "user") -> str | None:
    value = body.get("user")
    if value is not None and not isinstance(value, str):
        raise ProtocolError(where, value, "a text, or null where nobody was logged in")
    return value


def _start(body: Mapping[str, Any]) -> Start | None:
    stated = _object(body, "state", "ready, user, app, network, connection and since_ms")
    if stated is None:
        return None
    ready = stated.get("ready", True)
    if not isinstance(ready, bool):
        raise ProtocolError("state.ready", ready, "true where init was called already, else false")
    start = Start(
        ready,
        _user(stated, "state.user"),
        _one_of(stated, "app", "foreground", "background"),
        _one_of(stated, "network", "up", "down"),
        not _one_of(stated, "connection", "up", "down", usual="down"),
        _number(stated.get("since_ms", 0), "state.since_ms", 0, _DAY_MS),
    )
    if start.up and (not start.ready or start.user is None):
        raise ProtocolError(
            "state.connection", "up", "it can be up only where ready is true and user is a text"
        )
    return start


def _one_of(stated: Mapping[str, Any], name: str, first: str, second: str, usual: str | None = None) -> bool:
    """Whether a field has the second of its two values."""
    value = stated.get(name, usual or first)
    if value not in (first, second):
        raise ProtocolError(f"state.{name}", value, f"{first} or {second}")
    return value == second
