"""Text that is safe to show: an SDK may have written anything, and a report shows it as it is, harmless.

Control characters (terminal escapes), lone surrogates, direction overrides and characters that XML forbids are shown as
their escapes; very long texts are cut with the number of characters that were left out.
"""

from __future__ import annotations

import unicodedata

LONGEST = 400
"""Characters of one foreign text that a report shows."""

_BASIC_PLANE = 0xFFFF
_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def visible(text: object, longest: int = LONGEST) -> str:
    """The text on one line, with every character that would not show, or would do something, as its escape."""
    raw = str(text)
    shown = raw[:longest]
    if not (shown.isascii() and shown.isprintable()):
        shown = "".join(_visible_character(character) for character in shown)
    return shown if len(raw) <= longest else f"{shown}… ({len(raw) - longest} more characters)"


def _visible_character(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else f"\\x{ord(character):02x}"
    if unicodedata.category(character) not in _HIDDEN_CATEGORIES:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number <= _BASIC_PLANE else f"\\U{number:08x}"


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
