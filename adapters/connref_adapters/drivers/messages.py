"""What a driver says, read into values: the hello, one reply, and how a whole case played (PROTOCOL.md).

The functions here look only at what a line holds; order, ids and time limits are the connection's concern.
All times are integers of milliseconds since the last reset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar, cast

from connref.errors import ProtocolError
from connref.protocol import InputName, Observation, ObservationKind, Profile, observation_from_json

PROTOCOL_VERSION = 1
"""The version of the driver protocol that this kit speaks."""

LARGEST_TOLERANCE_MS = 3_600_000
"""An hour (PROTOCOL.md, "Requests")."""

LARGEST_PROFILE_MS = 86_400_000
"""A day: the longest grace and the longest reconnect bound (PROTOCOL.md, "Requests")."""

LEAST_OBSERVED = frozenset(
    {ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME},
)
"""What every driver must be able to observe (PROTOCOL.md, "Observations")."""


class Clock(StrEnum):
    """Which time the driver runs on: one that only `advance` moves, or the machine's own."""

    VIRTUAL = "virtual"
    REAL = "real"


class ErrorKind(StrEnum):
    """The two errors that a driver may report and the run survives (PROTOCOL.md, "Errors")."""

    UNSUPPORTED = "unsupported"
    CRASH = "crash"


class PlaybackStatus(StrEnum):
    """How a case ended: played to its last step, or stopped by one of the two errors."""

    OK = "ok"
    UNSUPPORTED = "unsupported"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Implementation:
    """Which SDK stands behind the driver, in its driver's own words."""

    name: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class Hello:
    """The driver's introduction: what it drives, on which clock, and what it can do and see.

    `profile` holds the documented numbers, the tolerance among them. `ignored` lists names in `inputs` and
    `observes` that this protocol does not know: likely a typo, and worth a warning.
    """

    implementation: Implementation
    clock: Clock
    inputs: frozenset[InputName]
    observes: frozenset[ObservationKind]
    profile: Profile
    ignored: tuple[str, ...] = ()

    @property
    def tolerance_ms(self) -> int:
        """T of REQUIREMENTS.md, in milliseconds."""
        return self.profile.tolerance_ms


@dataclass(frozen=True, slots=True)
class Reply:
    """The reply to one reset or step: the clock, what was seen since the last reply, the next armed timer."""

    now: int
    observations: tuple[Observation, ...]
    next: int | None


@dataclass(frozen=True, slots=True)
class Playback:
    """How one case played. It passes no judgement.

    `replies[0]` answers the reset and `replies[i + 1]` answers step `i`. Where `status` is not `ok`,
    `message` says why, `replies` ends before the reply that failed, and `failed_step` is the index of the
    step that it was for (None for the reset).
    """

    replies: tuple[Reply, ...]
    status: PlaybackStatus = PlaybackStatus.OK
    message: str | None = None
    failed_step: int | None = None


def hello_from_reply(body: Mapping[str, Any]) -> Hello:
    """Read the reply to hello. Raises `ProtocolError`, naming the field, for what the kit cannot use."""
    _check_version(body)
    implementation = _object(body, "implementation")
    names = (_text(implementation, name, "implementation.") for name in ("name", "version", "language"))
    inputs, strange_inputs = _vocabulary(body, "inputs", InputName)
    observes, strange_kinds = _vocabulary(body, "observes", ObservationKind)
    if missing := LEAST_OBSERVED - observes:
        expected = "a driver must observe at least " + ", ".join(sorted(LEAST_OBSERVED))
        raise ProtocolError("observes", f"without {', '.join(sorted(missing))}", expected)
    return Hello(
        Implementation(*names),
        _clock(body),
        inputs,
        observes,
        _profile(body),
        (*strange_inputs, *strange_kinds),
    )


def error_from_reply(body: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and message of an error reply. Raises `ProtocolError` where there is none to be read."""
    error = _object(body, "error")
    return _text(error, "kind", "error."), _text(error, "message", "error.")


@dataclass(slots=True)
class Timeline:
    """Reads the replies of one case and holds each of them to the clock.

    A virtual clock shows exactly the sum of the advances; a real one never goes back and has moved by what
    `advance` asked for, up to the tolerance and `ROUNDING_MS`.
    """

    clock: Clock
    tolerance_ms: int = 0
    now: int = field(default=0, init=False)
    _expected: int = field(default=0, init=False)

    def read(self, body: Mapping[str, Any], advanced: int) -> Reply:
        """The reply to a request that moved the clock by `advanced` ms.

        Raises `ProtocolError` for a field that cannot be used, `ClockFault` for a time that cannot be.
        """
        now = _milliseconds(body, "now")
        self._check_now(now, advanced)
        raw = body.get("observations")
        observations = self._observations(cast("list[Any]", raw), now) if raw else _no_observations(raw)
        self.now = now
        due = body.get("next")
        return Reply(now, observations, None if due is None else self._next(body, now))

    def _check_now(self, now: int, advanced: int) -> None:
        self._expected += advanced
        if self.clock is Clock.VIRTUAL:
            if now != self._expected:
                raise ClockFault("now", now, f"the advances since the reset add up to {self._expected}")
            return
        if now < self.now:
            raise ClockFault("now", now, f"time went back: the last reply was at {self.now}")
        if now - self.now < advanced - self.tolerance_ms - ROUNDING_MS:
            raise ClockFault("now", now, f"advance by {advanced} ms from {self.now} must wait that long")

    def _observations(self, raw: object, now: int) -> tuple[Observation, ...]:
        if not isinstance(raw, list):
            raise ProtocolError("observations", raw, "a list of objects")
        earliest = self.now
        seen: list[Observation] = []
        for index, item in enumerate(cast("list[Any]", raw)):
            observation = _observation(item, index)
            if not earliest <= observation.at <= now:
                expected = f"in order of time, from {earliest} to the reply's now, {now}"
                raise ClockFault(f"observations[{index}].at", observation.at, expected)
            earliest = observation.at
            seen.append(observation)
        return tuple(seen)

    def _next(self, body: Mapping[str, Any], now: int) -> int:
        due = _milliseconds(body, "next")
        if due >= now:
            return due
        if self.clock is Clock.REAL:  # a timer of a real clock can be overdue by the time it is reported
            return now
        raise ClockFault("next", due, f"an armed timer lies at the reply's now, {now}, or later")


ROUNDING_MS = 20
"""By how much a real clock may fall short of an `advance`: timers of some platforms fire a little early."""


class ClockFault(ProtocolError):
    """A time in a reply that contradicts the clock that the driver declared."""


def _observation(item: object, index: int) -> Observation:
    if not isinstance(item, dict):
        raise ProtocolError(f"observations[{index}]", item, "an object with at and kind")
    try:
        return observation_from_json(cast("dict[str, Any]", item))
    except ProtocolError as error:
        raise ProtocolError(f"observations[{index}].{error.field}", error.value, error.expected) from None


def _no_observations(raw: object) -> tuple[Observation, ...]:
    if raw != [] or not isinstance(raw, list):
        raise ProtocolError("observations", raw, "a list of objects, empty where nothing was seen")
    return ()


def _check_version(body: Mapping[str, Any]) -> None:
    version = body.get("protocol", PROTOCOL_VERSION)
    if version != PROTOCOL_VERSION:
        raise ProtocolError("protocol", version, f"this kit speaks protocol {PROTOCOL_VERSION}")


def _clock(body: Mapping[str, Any]) -> Clock:
    try:
        return Clock(body.get("clock"))
    except ValueError:
        raise ProtocolError("clock", body.get("clock"), 'expected "virtual" or "real"') from None


def _profile(body: Mapping[str, Any]) -> Profile:
    default = Profile()
    stated: Mapping[str, Any] = {} if body.get("profile") is None else _object(body, "profile")
    return Profile(
        grace_ms=_optional_ms(stated, "grace_ms", default.grace_ms),
        reconnect_bound_ms=_optional_ms(stated, "reconnect_bound_ms", default.reconnect_bound_ms),
        tolerance_ms=_at_most(_milliseconds(body, "tolerance_ms"), "tolerance_ms", LARGEST_TOLERANCE_MS),
    )


def _optional_ms(body: Mapping[str, Any], name: str, default: int) -> int:
    if body.get(name) is None:
        return default
    value = _milliseconds(body, name)
    if value == 0:
        raise ProtocolError(f"profile.{name}", value, "an integer of milliseconds, 1 or more")
    return _at_most(value, f"profile.{name}", LARGEST_PROFILE_MS)


def _at_most(value: int, name: str, most: int) -> int:
    """The number, which the kit would otherwise have to play for hours, or in numbers of cases without bound."""
    if value > most:
        raise ProtocolError(name, value, f"an integer of milliseconds, {most} at the most")
    return value


_Name = TypeVar("_Name", bound=StrEnum)


def _vocabulary(
    body: Mapping[str, Any],
    field_name: str,
    names: type[_Name],
) -> tuple[frozenset[_Name], list[str]]:
    listed = body.get(field_name)
    if not isinstance(listed, list):
        raise ProtocolError(field_name, listed, "a list of names")
    known: set[_Name] = set()
    strange: list[str] = []
    for name in cast("list[Any]", listed):
        try:
            known.add(names(name))
        except ValueError:
            strange.append(str(name))
    return frozenset(known), strange


def _object(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = body.get(name)
    if not isinstance(value, dict):
        raise ProtocolError(name, value, "an object")
    return cast("dict[str, Any]", value)


def _text(body: Mapping[str, Any], name: str, prefix: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise ProtocolError(f"{prefix}{name}", value, "a text")
    return value


def _milliseconds(body: Mapping[str, Any], name: str) -> int:
    value = body.get(name)
    if type(value) is not int or value < 0:
        raise ProtocolError(name, value, "an integer of milliseconds, 0 or more")
    return value
