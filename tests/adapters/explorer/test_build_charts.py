"""The charts of the explorer: well formed, every state in a box, every box and arrow marked with what it is."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.views import chart_picture
from connref_adapters.explorer.build import Charts, charts


@pytest.fixture(scope="module")
def drawn() -> Charts:
    return charts()


def marks(svg: str, name: str) -> list[str]:
    return re.findall(rf'{name}="([^"]*)"', svg)


def test_each_mode_has_a_plain_and_a_wide_one(drawn: Charts) -> None:
    assert list(drawn.svgs) == ["auto-plain", "auto-wide", "manual-plain", "manual-wide"]


@pytest.mark.parametrize("mode", Mode)
def test_wide_chart_has_a_box_for_every_state(drawn: Charts, mode: Mode) -> None:
    boxes = [states.split() for states in marks(drawn.svgs[f"{mode.value}-wide"], "data-states")]
    assert sorted(state for box in boxes for state in box) == sorted(compile_table(mode).locations)


@pytest.mark.parametrize("mode", Mode)
def test_plain_chart_is_the_overview(drawn: Charts, mode: Mode) -> None:
    picture, svg = chart_picture(ChartName(mode.value)), drawn.svgs[f"{mode.value}-plain"]
    assert marks(svg, "data-states") == [" ".join(box.states) for box in picture.boxes]
    ways = set(zip(marks(svg, "data-from"), marks(svg, "data-to"), strict=True))
    assert ways == {(arrow.source, arrow.target) for arrow in picture.arrows}


@pytest.mark.parametrize("mode", Mode)
def test_the_words_at_an_arrow_are_its_own(drawn: Charts, mode: Mode) -> None:
    picture = chart_picture(ChartName(mode.value))
    root = ET.fromstring(drawn.svgs[f"{mode.value}-plain"])  # noqa: S314 (our own picture)
    groups = {
        (group.get("data-from"), group.get("data-to")): "".join(group.itertext())
        for group in root.iter("{http://www.w3.org/2000/svg}g")
    }
    for arrow in picture.arrows:
        text = groups[arrow.source, arrow.target].replace("\n", "")
        assert all(requirement in text for line in arrow.lines for requirement in line.requirements)


def test_charts_can_stand_on_one_page(drawn: Charts) -> None:
    ids = [found for svg in drawn.svgs.values() for found in marks(svg, " id")]
    assert len(ids) == len(set(ids)) == 8
    for svg in drawn.svgs.values():
        assert set(marks(svg, "aria-labelledby")[0].split()) <= set(ids)
        assert "<style" not in svg
        assert "<a" not in svg


def test_style_serves_the_dark(drawn: Charts) -> None:
    assert "prefers-color-scheme:dark" in drawn.style
