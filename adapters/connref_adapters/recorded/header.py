"""The header of a session: how the first line of each is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from connref.errors import ProtocolError
from connref.profiles import DOCUMENT_PROFILE, VendorProfile
from connref.protocol import CALLS, MODES, InputName, Mode, ObservationKind, Profile
from connref_adapters.recorded.format import session_name
from connref_adapters.recorded.instants import Instants, Unit, unit_of

LEAST_RECORDED = frozenset(
    {ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME}
)
"""What every recording has to hold, as every driver has to observe it."""
_ATTEMPTS = frozenset({ObservationKind.SOCKET_OPENING, ObservationKind.SOCKET_FAILED})
"""What a recording has to hold beside it where a vendor promises when attempts are repeated."""


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

    `origin` is the `at` of the header, in its unit, `outcomes` the calls of which an outcome is due.
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
    outcomes: frozenset[InputName] = CALLS

    def instants(self) -> Instants:
        """What reads the instants of its session."""
        lead_ms = 0 if self.start is None else self.start.since_ms
        return Instants(self.unit, self.profile.tolerance_ms, self.origin, lead_ms)


def header_from_json(body: Mapping[str, Any], vendor: VendorProfile = DOCUMENT_PROFILE) -> Header:
    """Read a header, to be held to what a vendor promises.

    Raises `ProtocolError`, naming the field at fault, also where the session cannot be judged by that profile.
    """
    session = session_name(body)
    if "mode" not in body:
        raise ProtocolError("mode", None, 'a header needs mode: "auto", "manual" or null')
    header = Header(
        session,
        _mode(body["mode"], vendor),
        _profile(body, vendor.numbers),
        _observes(body, vendor),
        _version(body, vendor),
        _user(body),
        _start(body),
        unit_of(body),
        body.get("at"),
        vendor.outcomes,
    )
    header.instants()
    return header


def _mode(value: object, vendor: VendorProfile) -> Mode | None:
    try:
        mode = None if value is None else Mode(value)
    except ValueError:
        raise ProtocolError("mode", value, 'expected "auto", "manual" or null') from None
    if mode not in vendor.modes:
        judged = ", ".join(name for name, each in MODES.items() if each in vendor.modes)
        raise ProtocolError("mode", value, f"profile {vendor.name} speaks of {judged} alone")
    return mode


def _profile(body: Mapping[str, Any], usual: Profile) -> Profile:
    stated = _object(body, "profile", "grace_ms and reconnect_bound_ms")
    numbers = stated or {}
    bound_ms = numbers.get("reconnect_bound_ms", usual.reconnect_bound_ms)
    tolerance_ms = body.get("tolerance_ms", USUAL_TOLERANCE_MS)
    return replace(
        usual,
        grace_ms=_number(numbers.get("grace_ms", usual.grace_ms), "profile.grace_ms", 1, _DAY_MS),
        reconnect_bound_ms=_number(bound_ms, "profile.reconnect_bound_ms", 1, _DAY_MS),
        tolerance_ms=_number(tolerance_ms, "tolerance_ms", 0, _LONGEST_TOLERANCE_MS),
    )


def _number(value: object, name: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ProtocolError(name, value, f"an integer of milliseconds, {least} to {most}")
    return value


def _observes(body: Mapping[str, Any], vendor: VendorProfile) -> frozenset[ObservationKind] | None:
    listed, least = body.get("observes"), _least(vendor)
    if listed is None and least <= LEAST_RECORDED:
        return None
    if not isinstance(listed, list | None):
        raise ProtocolError("observes", listed, "a list of kinds")
    names = [name for name in cast("list[object]", listed or []) if isinstance(name, str)]
    kinds = frozenset(_KINDS[name] for name in names if name in _KINDS)
    if missing := least - kinds:
        needs = "a session has to record " + ", ".join(sorted(least))
        raise ProtocolError("observes", f"without {', '.join(sorted(missing))}", needs)
    return kinds if vendor.outcomes else kinds - {ObservationKind.OUTCOME}


def _least(vendor: VendorProfile) -> frozenset[ObservationKind]:
    """What a session has to record to be judged by a profile."""
    least = LEAST_RECORDED if vendor.outcomes else LEAST_RECORDED - {ObservationKind.OUTCOME}
    variant = vendor.numbers.variant
    return least | _ATTEMPTS if variant.retry is not None or variant.closes else least


def _version(body: Mapping[str, Any], vendor: VendorProfile) -> tuple[str, str] | None:
    stated = _object(body, "implementation", "name and version")
    if stated is None:
        return None
    name, version = stated.get("name"), stated.get("version")
    if not isinstance(name, str) or not isinstance(version, str):
        raise ProtocolError("implementation", stated, "an object with name and version, both texts")
    if not vendor.speaks_of(name, version):
        speaks = f"profile {vendor.name} speaks of versions {vendor.versions} of {vendor.package}"
        raise ProtocolError("implementation.version", version, speaks)
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
