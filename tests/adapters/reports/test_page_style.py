"""The style sheet: enough contrast in light and dark, and no colour that is not in the palette."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

import pytest

from connref_adapters.reports.page_style import DARK, LIGHT, STYLE, TEXT_PAIRS

PALETTES = {"light": LIGHT, "dark": DARK}
EDGES = ("calm-line", "off-line", "busy-line", "good-line", "bad-line", "soft", "warn", "fail", "accent")


def luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(palette: Mapping[str, str], one: str, other: str) -> float:
    dark, light = sorted((luminance(palette[one]), luminance(palette[other])))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast({"a": "#000000", "b": "#ffffff"}, "a", "b") == pytest.approx(21)
    assert contrast({"a": "#777777", "b": "#ffffff"}, "a", "b") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("theme", "pair"), list(product(PALETTES, TEXT_PAIRS)))
def test_text_has_the_contrast_of_wcag_aa(theme: str, pair: tuple[str, str]) -> None:
    assert contrast(PALETTES[theme], *pair) >= 4.5


@pytest.mark.parametrize(("theme", "edge", "ground"), list(product(PALETTES, EDGES, ("card", "band"))))
def test_edges_and_lines_of_diagrams_stand_out(theme: str, edge: str, ground: str) -> None:
    assert contrast(PALETTES[theme], edge, ground) >= 3


@pytest.mark.parametrize("theme", list(PALETTES))
def test_white_signs_on_failures_can_be_read(theme: str) -> None:
    assert contrast(PALETTES[theme], "card", "fail") >= 4.5


def test_both_palettes_name_the_same_colours_and_every_colour_used_is_one_of_them() -> None:
    assert set(LIGHT) == set(DARK)
    used = set(re.findall(r"var\(--([\w-]+)\)", STYLE))
    assert used - {"sans", "mono", "tone", "tint"} <= set(LIGHT)


@pytest.mark.parametrize(
    "rule",
    [
        "prefers-color-scheme:dark",
        "@media print",
        "max-width:46rem",
        ":focus-visible",
        "prefers-reduced-motion",
    ],
)
def test_what_the_page_adapts_to(rule: str) -> None:
    assert rule in STYLE


def test_nothing_is_loaded() -> None:
    assert not re.search(r"url\(|@import|https?:|//", STYLE)
