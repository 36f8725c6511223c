"""What a driver says after its hello, read into values: one reply, and how a whole case played (the driver protocol).

The functions here look only at what a line holds; order, ids and time limits are the connection's concern.
All times are integers of milliseconds since the last reset.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from connref.errors import ProtocolError
from connref.protocol import Observation, observation_from_json
from connref_adapters.drivers.fields import milliseconds_of, object_of, text_of
from connref_adapters.drivers.hello import Clock


class ErrorKind(StrEnum):
    """The errors that a driver may report and the run survives (the driver protocol)."""

    UNSUPPORTED = "unsupported"
    CRASH = "crash"
    DRIVER = "driver"
    SUSPENDED = "suspended"


class PlaybackStatus(StrEnum):
    """How a case ended: played to its last step, or stopped by an error, the SDK's (crash) or not."""

    OK = "ok"
    UNSUPPORTED = "unsupported"
    CRASH = "crash"
    DRIVER = "driver"
    SUSPENDED = "suspended"

    @property
    def played(self) -> bool:
        """Whether it says something of the SDK."""
        return self in (PlaybackStatus.OK, PlaybackStatus.CRASH)


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
    step that it was for (None for the reset). `log` is what the driver wrote to its log meanwhile, where that is known:
    the case was the only one in flight.
    """

    replies: tuple[Reply, ...]
    status: PlaybackStatus = PlaybackStatus.OK
    message: str | None = None
    failed_step: int | None = None
    log: str = ""


def error_from_reply(body: Mapping[str, Any]) -> tuple[str, str]:
    """The kind and message of an error reply. Raises `ProtocolError` where there is none to be read."""
    error = object_of(body, "error")
    return text_of(error, "kind", "error."), text_of(error, "message", "error.")


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
        now = milliseconds_of(body, "now")
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
        due = milliseconds_of(body, "next")
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
