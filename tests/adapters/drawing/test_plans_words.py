"""In every committed picture of a chart the words can be read: no line and no other words lie over them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.dot import HEADING
from connref_adapters.drawing.layout import PlacedArrow, Sheet, lay_out, size, width
from connref_adapters.drawing.modes import modes_picture, modes_plan
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.routes import Point
from connref_adapters.drawing.views import chart_picture, requirement_pictures

Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_EDGE = 1.0
"""Words may touch what stands beside them by so much."""


def _sheets() -> dict[str, Sheet]:
    found = {"modes": lay_out(modes_picture(), modes_plan())}
    found |= {name.value: lay_out(chart_picture(name), PLANS[name]) for name in ChartName}
    for requirement in REQUIREMENTS:
        for picture in requirement_pictures(requirement):
            chart = ChartName(picture.name.rsplit("-", 1)[1])
            found[picture.name] = lay_out(picture, PLANS[chart])
    return found


SHEETS = _sheets()


def _words(sheet: Sheet) -> Iterator[tuple[PlacedArrow | None, str, Area]]:
    """The labels of the arrows and the headings of the panels, with the arrow that each belongs to."""
    for placed in sheet.arrows:
        (wide, high), (x, y) = size(placed.text.rows), placed.text.middle
        if placed.text.rows:
            words = " ".join(row.words for row in placed.text.rows)
            yield placed, words, _within(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    for panel in sheet.panels:
        right = panel.x + HEADING + width(panel.heading, HEADING, bold=True)
        middle = panel.y + 16
        yield None, panel.heading, _within(panel.x + HEADING, middle - 9, right, middle + 9)


def _within(left: float, top: float, right: float, bottom: float) -> Area:
    return left + _EDGE, top + _EDGE, right - _EDGE, bottom - _EDGE


def _crosses(one: Point, other: Point, area: Area) -> bool:
    (x1, y1), (x2, y2) = one, other
    left, top, right, bottom = area
    return max(x1, x2) > left and min(x1, x2) < right and max(y1, y2) > top and min(y1, y2) < bottom


@pytest.mark.parametrize("name", SHEETS)
def test_no_line_crosses_words_that_are_not_its_own(name: str) -> None:
    crossed = [
        (words, placed.arrow.source, placed.arrow.target)
        for owner, words, area in _words(SHEETS[name])
        for placed in SHEETS[name].arrows
        if placed is not owner and any(_crosses(*leg, area) for leg in pairwise(placed.route.corners))
    ]
    assert not crossed


@pytest.mark.parametrize("name", SHEETS)
def test_no_words_lie_over_other_words(name: str) -> None:
    pairs = combinations(_words(SHEETS[name]), 2)
    assert not [
        (one, other) for (_, one, a), (_, other, b) in pairs if _crosses((a[0], a[1]), (a[2], a[3]), b)
    ]
