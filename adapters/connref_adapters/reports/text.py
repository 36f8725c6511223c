"""Numbers, times and verdict texts as a person reads them: every report, picture and page writes them here."""

from __future__ import annotations

import re

_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000

_INSTANT = re.compile(r"\b(at|by|until|since) (\d+)(?!\w|\.\d| (?:ms|s|min|h)\b)")
"""How the oracle names an instant in the text of a violation: results.json has these in plain milliseconds."""


def duration(milliseconds: int) -> str:
    """A length of time, exact to the millisecond: "250 ms", "30.001 s", "90 s", "2 min 30 s", "2 h"."""
    if milliseconds < _SECOND:
        return f"{milliseconds} ms"
    if milliseconds < 2 * _MINUTE:
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
    """Whole seconds alone, else all three decimals: 30.040 s can be held against 30.041 s at a glance."""
    whole, rest = divmod(milliseconds, _SECOND)
    return f"{whole}.{rest:03d}" if rest else str(whole)


def instant(milliseconds: int) -> str:
    """An instant since the reset, exact to the millisecond and short: "0", "30.001 s", "1 h 0 min 0.500 s"."""
    return "0" if milliseconds == 0 else duration(milliseconds)


def with_units(told: str) -> str:
    """What was expected or observed, with its instants as all others are written: "down by 30.040 s"."""
    return _INSTANT.sub(lambda found: f"{found[1]} {instant(int(found[2]))}", told)


def instants_in(told: str) -> tuple[int, ...]:
    """The instants (ms) that the text of a violation names, in order."""
    return tuple(int(number) for _, number in _INSTANT.findall(told))


def dues_in(told: str) -> tuple[int, ...]:
    """The instants (ms) that what was expected names as due: by which something had to be, or until which it had to."""
    return tuple(int(number) for word, number in _INSTANT.findall(told) if word in {"by", "until"})


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 case", "2 cases"."""
    return f"{grouped(number)} {noun if number == 1 else plural or noun + 's'}"


def grouped(number: int) -> str:
    """A number with its digits in groups of three."""
    return f"{number:,}".replace(",", "\u202f")
