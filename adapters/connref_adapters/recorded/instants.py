"""The instants of a session as milliseconds since it began, from whatever unit its recorder wrote; and what cannot be.

A wrong unit would make every judgement wrong, and most of them good: 31 seconds that are read as 31 ms end no grace. So
instants that cannot be what their unit says are an error which names the unit: a first event days after the header that
is no date of this century either, events years apart, or only whole seconds from a clock that claims to be finer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from connref.errors import ProtocolError


class Unit(StrEnum):
    """What `at` counts."""

    MS = "ms"
    S = "s"
    US = "us"
    NS = "ns"
    ISO8601 = "iso8601"


_SECOND_MS = 1_000
_PER_MS: Mapping[Unit, int] = {Unit.US: 1_000, Unit.NS: 1_000_000}
_DAY_MS = 86_400_000
_LATEST_FIRST_MS = 7 * _DAY_MS
"""A session begins with its header: what comes first comes soon, unless it counts from 1970."""
_THIS_CENTURY_MS = range(946_684_800_000, 4_102_444_800_000)
_LONGEST_PAUSE_MS = 365 * _DAY_MS
_FEWEST_WHOLE_SECONDS = 5
"""So many different instants of a clock in milliseconds are whole seconds by chance once in 10^15 sessions."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class WrongUnitError(Exception):
    """No instant of this session can be trusted, and why."""


class Instants:
    """Reads the instants of one session: milliseconds since it began.

    `origin` is the `at` of the header, None where it has none: then a session in iso8601 begins with its first event,
    any other at 0. `lead_ms` is for how long the state of the header had lasted by then.
    """

    def __init__(self, unit: Unit, tolerance_ms: int, origin: object = None, lead_ms: int = 0) -> None:
        self._unit = unit
        self._tolerance_ms = tolerance_ms
        self._lead_ms = lead_ms
        self._origin = None if origin is None else self.value(origin)
        self._latest: int | None = None
        self._whole_seconds = 0
        self.plain = unit is Unit.MS and origin is None and not lead_ms

    def read(self, at: object) -> int:
        """An instant. Raises `ProtocolError` for one that is none, `WrongUnitError` where the unit cannot be right."""
        raw = self.value(at)
        if self._origin is None:
            self._origin = raw if self._unit is Unit.ISO8601 else 0
        since = raw - self._origin
        if since < 0:
            raise ProtocolError("at", at, "not before the header of its session")
        if self._latest is None and since > _LATEST_FIRST_MS and since not in _THIS_CENTURY_MS:
            raise WrongUnitError(
                f"unit {self._unit}: the first event comes {_days(since)} after the header; say what at counts with "
                'unit: "s", "us", "ns" or "iso8601", and where it counts from with an at in the header'
            )
        if self._latest is not None and since - self._latest > _LONGEST_PAUSE_MS:
            raise WrongUnitError(
                f"unit {self._unit}: {_days(since - self._latest)} lie between two events; is the unit right?"
            )
        self._count(since)
        return since + self._lead_ms

    def quick(self, at: int) -> bool:
        """Read an instant of a plain clock in ms; False, and nothing is changed, where it needs more care."""
        latest = self._latest
        if latest is None:
            if not self.plain or not 0 <= at <= _LATEST_FIRST_MS:
                return False
        elif not latest <= at <= latest + _LONGEST_PAUSE_MS or not self.plain:
            return False
        if self._whole_seconds >= 0:
            self._count(at)
        else:
            self._latest = at
        return True

    def check_fine(self) -> None:
        """Raises `WrongUnitError` where the clock is coarser than it says."""
        if self._whole_seconds >= _FEWEST_WHOLE_SECONDS and self._tolerance_ms < _SECOND_MS:
            raise WrongUnitError(
                f"unit {self._unit}: all its instants are whole seconds; if the clock is no finer, say tolerance_ms: "
                '1000 or more in the header; if at counts seconds, say unit: "s" with fractions'
            )

    def _count(self, since: int) -> None:
        """Count the different instants as long as all are whole seconds; never again after one that is none."""
        if self._whole_seconds >= 0 and since != self._latest:
            whole = since % _SECOND_MS == 0
            self._whole_seconds = self._whole_seconds + bool(since) if whole else -1
        self._latest = since

    def value(self, at: object) -> int:
        """What an instant is in its unit, in ms. Raises `ProtocolError` for one that is none."""
        match self._unit:
            case Unit.ISO8601:
                return _calendar(at)
            case Unit.S if isinstance(at, int | float) and not isinstance(at, bool) and 0 <= at < 1 << 62:
                return round(at * _SECOND_MS)
            case _ if type(at) is int and 0 <= at < 1 << 62 and self._unit is not Unit.S:
                return at // _PER_MS.get(self._unit, 1)
            case Unit.MS:
                raise ProtocolError("at", at, "an integer of milliseconds, 0 or more")
            case _:
                raise ProtocolError("at", at, f"a number in the unit {self._unit}, 0 or more")


def _calendar(at: object) -> int:
    """An instant of the calendar, in ms since 1970; without an offset it is UTC."""
    if isinstance(at, str):
        try:
            found = datetime.fromisoformat(at.strip())
        except ValueError:
            pass
        else:
            return ((found if found.tzinfo else found.replace(tzinfo=UTC)) - _EPOCH) // _MILLISECOND
    raise ProtocolError("at", at, "an instant in iso8601, such as 2026-11-27T13:05:09.125Z")


def _days(ms: int) -> str:
    return f"{ms / _DAY_MS:,.1f} days".replace(",", " ")


def unit_of(body: Mapping[str, Any]) -> Unit:
    """The unit that a header names, milliseconds where it names none. Raises `ProtocolError`."""
    value = body.get("unit", Unit.MS.value)
    try:
        return Unit(value)
    except ValueError:
        raise ProtocolError("unit", value, "one of ms, s, us, ns, iso8601") from None
