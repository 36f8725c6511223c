"""How wide words are drawn: the advance widths of the Helvetica family, in thousandths of the font size.

Arial, Liberation Sans and the font that the pinned renderer brings share these widths, so labels can be placed
without asking a renderer.
"""

from __future__ import annotations

_NARROW = {"ijl'": 222, "ftI ,./:;!|[]\\·": 278, "r-()": 333, "ckszxyvJ": 500, "=+<>~": 584}
_WIDE = {"FTZ": 611, "ABEKPSVXY": 667, "wCDHNRU": 722, "GOQ": 778, "mM": 833, "W": 944, "→×": 1000}
_WIDTHS = {
    letter: width for table in (_NARROW, _WIDE) for letters, width in table.items() for letter in letters
}
_USUAL = 556
_BOLD = 1.07


def width(words: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of words in the unit of `size`."""
    plain = sum(_WIDTHS.get(letter, _USUAL) for letter in words) * size / 1000
    return plain * _BOLD if bold else plain


def wrapped(words: str, longest: int) -> tuple[str, ...]:
    """The words in lines of at most `longest` letters where spaces allow it."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)
