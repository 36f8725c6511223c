"""Numbers and times as a person reads them."""

from __future__ import annotations

_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000


def duration(milliseconds: int) -> str:
    """A length of time, exact to the millisecond: "250 ms", "30.001 s", "1 min 30 s", "2 h"."""
    if milliseconds < _SECOND:
        return f"{milliseconds} ms"
    if milliseconds < _MINUTE or (milliseconds % _MINUTE and milliseconds < 2 * _MINUTE):
        return f"{_seconds(milliseconds)} s"
    hours, rest = divmod(milliseconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    parts = [
        f"{hours} h" if hours else "",
        f"{minutes} min" if minutes else "",
        f"{_seconds(rest)} s" if rest else "",
    ]
    return " ".join(part for part in parts if part)


def _seconds(milliseconds: int) -> str:
    whole, rest = divmod(milliseconds, _SECOND)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".") if rest else str(whole)


def instant(milliseconds: int) -> str:
    """An instant since the reset, exact to the millisecond and short: "0", "30.001 s", "1 h 0 min 0.5 s"."""
    return "0" if milliseconds == 0 else duration(milliseconds)


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 case", "2 cases"."""
    return f"{grouped(number)} {noun if number == 1 else plural or noun + 's'}"


def grouped(number: int) -> str:
    """A number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u202f")
