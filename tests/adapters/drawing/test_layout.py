"""Laying out: no words over other words or boxes, panels that grow, words wrapped with their IDs below."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.spec.interpretations import reading
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.layout import Sheet, lay_out, line_rows, size
from connref_adapters.drawing.modes import modes_picture, modes_plan
from connref_adapters.drawing.picture import Line
from connref_adapters.drawing.plans import MANUAL, PLANS
from connref_adapters.drawing.routes import Rect
from connref_adapters.drawing.views import chart_picture


def word_rects(sheet: Sheet) -> list[tuple[str, Rect]]:
    found: list[tuple[str, Rect]] = []
    for placed in sheet.arrows:
        wide, high = size(placed.text.rows)
        label = f"{placed.arrow.source} → {placed.arrow.target}"
        found.append((label, Rect(*placed.text.middle, wide, high)))
    return found


def overlap(one: Rect, other: Rect) -> bool:
    apart_x = abs(one.x - other.x) * 2 >= one.width + other.width
    apart_y = abs(one.y - other.y) * 2 >= one.height + other.height
    return not (apart_x or apart_y)


def collisions(sheet: Sheet) -> list[tuple[str, str]]:
    words = word_rects(sheet)
    boxes = [(placed.box.label, placed.rect) for placed in sheet.boxes]
    return [
        (label, name)
        for index, (label, one) in enumerate(words)
        for name, other in [*words[index + 1 :], *boxes]
        if overlap(one, other)
    ]


@pytest.mark.parametrize("name", ChartName)
def test_no_words_of_an_overview_lie_over_others_or_over_a_box(name: ChartName) -> None:
    assert collisions(lay_out(chart_picture(name), PLANS[name])) == []


def test_no_words_of_the_modes_lie_over_others_or_over_a_box() -> None:
    assert collisions(lay_out(modes_picture(), modes_plan())) == []


def test_collisions_are_noticed() -> None:
    squeezed = replace(MANUAL, ways={**MANUAL.ways, ("idle", "idle_background"): "r-14 l-14 | 1b@0.74"})
    assert collisions(lay_out(chart_picture(ChartName.MANUAL), squeezed))


@pytest.mark.parametrize("name", ChartName)
def test_no_boxes_of_an_overview_touch(name: ChartName) -> None:
    rects = [placed.rect for placed in lay_out(chart_picture(name), PLANS[name]).boxes]
    assert not any(overlap(one, other) for index, one in enumerate(rects) for other in rects[index + 1 :])


def test_panel_grows_with_a_box_that_stands_outside() -> None:
    held = lay_out(chart_picture(ChartName.MANUAL, reading({"connect-in-background": "held"})), MANUAL)
    planned = next(panel for panel in MANUAL.panels if panel.column == "background")
    grown = next(panel for panel in held.panels if panel.column == "background")
    box = next(placed.rect for placed in held.boxes if placed.box.id == "held")
    assert grown.x + grown.width > box.x + box.width / 2
    assert grown.width > planned.width


def test_rows_are_words_then_condition_then_requirements() -> None:
    rows = line_rows((Line("app goes into background, deadline in 30 s", ("MAN-GRACE",), "if a is b"),))
    assert [row.words for row in rows] == [
        "app goes into background,",
        "deadline in 30 s",
        "if a is b",
        "MAN-GRACE",
    ]
    assert [row.link for row in rows] == ["", "", "", "MAN-GRACE"]


def test_size_is_that_of_the_widest_row_and_all_heights() -> None:
    one, two = size(line_rows((Line("init()", ()),))), size(line_rows((Line("init()", ("SES-NO-USER",)),)))
    assert two[0] > one[0]
    assert two[1] > one[1]
