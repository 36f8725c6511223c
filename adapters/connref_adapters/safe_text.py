"""The one place where text from outside becomes text for a terminal, a log or a report: shown as it is, harmless.

A driver, an SDK, a recording or a results file may hold anything. `visible` makes one line of a foreign text;
`harmless` is the last gate of whatever is printed, for texts that got into an error or a path unnoticed. Control
characters (terminal escapes, CR), lone surrogates, direction overrides and characters that XML forbids are shown as
their escapes, and what a CI service would take for a command (`::error::`, `##[error]`, `##vso[`) is shown as text.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 400
"""Characters of one foreign text that a report shows."""

_BASIC_PLANE = 0xFFFF
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
_CI_COMMAND = re.compile(r"^(?P<room>\s*)(?P<sign>:)(?=:)|(?P<mark>#)(?=#(?:\[|\w+\[))", re.MULTILINE)


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


def harmless(text: str) -> str:
    """A text of one or more lines, as it may be printed: line ends stay, all else that does something is escaped.

    The escapes are those that JSON knows, so that JSON stays JSON with the same meaning.
    """
    if not text.isascii() or not text.replace("\n", "").isprintable():
        text = "".join(map(_harmless_character, text))
    return _CI_COMMAND.sub(_as_text, text) if "::" in text or "##" in text else text


def _harmless_character(character: str) -> str:
    if character == "\n":
        return character
    if character.isascii():
        return character if character.isprintable() else f"\\u{ord(character):04x}"
    return _visible_character(character)


def _as_text(found: re.Match[str]) -> str:
    return f"{found['room']}\\u003a" if found["sign"] else "\\u0023"
