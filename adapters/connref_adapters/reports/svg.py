"""The little SVG that a timing diagram needs, as escaped text."""

from __future__ import annotations

from html import escape

from connref_adapters.reports.text import visible

LETTER = 6.3
"""Width of an average letter at the diagrams' font size, on the generous side."""


def number(value: float) -> str:
    """A coordinate, short and the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


def tag(name: str, content: str = "", /, **attributes: float | str) -> str:
    """One element; underscores in attribute names stand for hyphens, a trailing one is dropped. `content` is markup."""
    written = "".join(f' {_name(key)}="{_value(value)}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def text(words: str, x: float, y: float, class_: str, anchor: str = "start") -> str:
    """A line of text, escaped."""
    return tag("text", escape(visible(words)), x=x, y=y, class_=class_, text_anchor=anchor)


def tooltip(words: str) -> str:
    """What a pointer shows over an element."""
    return tag("title", escape(visible(words)))


def width_of(words: str) -> float:
    """About how wide a text is drawn."""
    return LETTER * len(words)


def fit(words: str, width: float) -> str:
    """The text if it fits into the width, cut if a part is worth reading, else nothing."""
    letters = int(width / LETTER)
    if len(words) <= letters:
        return words
    return words[: letters - 1] + "…" if letters > 3 else ""  # noqa: PLR2004 - three letters say nothing


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _value(value: float | str) -> str:
    return escape(value) if isinstance(value, str) else number(value)
