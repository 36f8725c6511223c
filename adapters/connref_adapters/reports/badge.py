"""The verdict of a run as a badge: a small SVG for a README, readable in any font and by a screen reader."""

from __future__ import annotations

from html import escape

from connref_adapters.reports.data import RunReport, RunVerdict, Verdict
from connref_adapters.reports.page_style import LIGHT
from connref_adapters.reports.words import RUN_WORDS, headline
from connref_adapters.safe_text import visible

NAME = "connref"
_GROUNDS = {"conforms": "pass", "holds-in-part": "pass", "does-not-conform": "fail", "inconclusive": "warn"}
_HIGH, _EDGE, _LETTER = 20, 8, 6.6


def badge_svg(report: RunReport) -> str:
    """The badge: on the left what judged, on the right the verdict; the title tells the whole headline."""
    words, told = _words(report), escape(visible(headline(report)))
    left, right = _wide(NAME), _wide(words)
    wide, ground = left + right, LIGHT[_GROUNDS.get(report.verdict.value, "none")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{_HIGH}" role="img" '
        f'aria-labelledby="title"><title id="title">{told}</title>'
        f'<clipPath id="round"><rect width="{wide:g}" height="{_HIGH}" rx="4"/></clipPath>'
        f'<g clip-path="url(#round)"><rect width="{left:g}" height="{_HIGH}" fill="{LIGHT["ink"]}"/>'
        f'<rect x="{left:g}" width="{right:g}" height="{_HIGH}" fill="{ground}"/></g>'
        f'<g fill="#ffffff" font-family="Verdana,Arial,sans-serif" font-size="11">'
        f"{_text(NAME, 0)}{_text(words, left)}</g></svg>\n"
    )


def _words(report: RunReport) -> str:
    failing = len(report.with_verdict(Verdict.FAIL))
    if report.verdict is RunVerdict.DOES_NOT_CONFORM and failing:
        return f"{failing} of {len(report.counted())} requirements fail"
    return RUN_WORDS[report.verdict]


def _wide(words: str) -> float:
    return _LETTER * len(words) + 2 * _EDGE


def _text(words: str, x: float) -> str:
    """Words as wide as their ground has room for, whichever font a reader has."""
    wide = _LETTER * len(words)
    return f'<text x="{x + _EDGE:g}" y="14" textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs">{words}</text>'
