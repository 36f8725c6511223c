"""The small SVG vocabulary: escaped, short, and about as wide as drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.reports.timing_lanes import LETTER, fit, number, tag, text, tooltip


def test_coordinates_are_short() -> None:
    assert [number(value) for value in (1.0, 1.04, 0.25, 12.34)] == [
        "1",
        "1.0".removesuffix(".0"),
        "0.2",
        "12.3",
    ]


def test_attributes_are_named_as_svg_has_them() -> None:
    assert tag("rect", class_="a", stroke_width=2.0) == '<rect class="a" stroke-width="2"/>'
    assert tag("g", "inner") == "<g>inner</g>"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_well_formed(words: str) -> None:
    for drawn in (text(words, 0, 0, "c"), tooltip(words)):
        ET.fromstring(drawn)  # noqa: S314 - our own output


@pytest.mark.parametrize(
    ("letters", "shown"), [(10, "background"), (9, "backgrou…"), (4, "bac…"), (3, ""), (0, "")]
)
def test_a_label_is_cut_or_left_out_where_it_does_not_fit(letters: int, shown: str) -> None:
    assert fit("background", letters * LETTER + 0.1) == shown
