"""A picture laid out by its plan: each box, arrow and word in its place, in pixels from the top left.

Words are measured by the advance widths of the Helvetica family, in thousandths of the font size: Arial, Liberation
Sans and the font that the pinned renderer brings share them, so labels can be placed without asking a renderer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from connref_adapters.drawing.picture import Arrow, Box, Line, Picture
from connref_adapters.drawing.plans import Panel, Plan, Spot
from connref_adapters.drawing.routes import Point, Rect, Route, plain, planned

TITLE, WORDS, FACTS, IDS = 15.0, 12.0, 11.5, 11.0
_LONGEST_WORDS = 28
_LEADING = 1.22
_GAP = 6.0
_MARGIN = 24.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text; `link` names the requirement that it is, empty for plain words."""

    words: str
    size: float
    link: str = ""
    bold: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Rows of text with their middle; `align` is LEFT, RIGHT or CENTER."""

    rows: tuple[Row, ...]
    middle: Point
    align: str


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its rectangle and its rows."""

    box: Box
    rect: Rect
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow with its route and its words."""

    arrow: Arrow
    route: Route
    text: Text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything in its place."""

    picture: Picture
    panels: tuple[Panel, ...]
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]


def lay_out(picture: Picture, plan: Plan) -> Sheet:
    """The picture by its plan; an arrow without a planned way gets a plain one."""
    spots = {spot.states[0]: spot for spot in plan.spots}
    boxes = {box.id: _box(box, spots[box.id]) for box in picture.boxes}
    rects = {name: placed.rect for name, placed in boxes.items()}
    arrows = tuple(_arrow(arrow, plan.ways, rects) for arrow in picture.arrows)
    panels = tuple(_grown(panel, boxes.values()) for panel in plan.panels)
    return Sheet(picture, panels, tuple(boxes.values()), arrows)


def line_rows(lines: tuple[Line, ...]) -> tuple[Row, ...]:
    """Words wrapped, and the IDs below them in small letters."""
    rows: list[Row] = []
    for line in lines:
        rows += [Row(words, WORDS) for words in wrapped(line.words, _LONGEST_WORDS)]
        rows += [Row(words, IDS, soft=True) for words in wrapped(line.condition, _LONGEST_WORDS + 6) if words]
        rows += [Row(requirement, IDS, link=requirement) for requirement in line.requirements]
    return tuple(rows)


def box_rows(box: Box) -> tuple[Row, ...]:
    """Name, facts, and what stays inside."""
    facts = tuple(Row(words, FACTS, soft=True) for words in box.facts.split("\n") if words)
    badge = (Row(box.badge, WORDS, bold=True),) if box.badge else ()
    name = (Row(words, TITLE, bold=True) for words in box.label.split("\n"))
    return (*name, *facts, *badge, *line_rows(box.inside))


def size(rows: tuple[Row, ...]) -> tuple[float, float]:
    """How wide and how high rows of text are."""
    wide = max((width(row.words, row.size, bold=row.bold) for row in rows), default=0.0)
    return wide, sum(row.size * _LEADING for row in rows)


def _grown(panel: Panel, boxes: Iterable[PlacedBox]) -> Panel:
    """The panel, wide enough for the boxes of its column."""
    rects = [placed.rect for placed in boxes if placed.box.column == panel.column]
    left = min([panel.x, *(rect.x - rect.width / 2 - _MARGIN for rect in rects)])
    right = max([panel.x + panel.width, *(rect.x + rect.width / 2 + _MARGIN for rect in rects)])
    bottom = max([panel.y + panel.height, *(rect.y + rect.height / 2 + _GAP for rect in rects)])
    return replace(panel, x=left, width=right - left, height=bottom - panel.y)


def _box(box: Box, spot: Spot) -> PlacedBox:
    rows = box_rows(box)
    wide, high = size(rows)
    return PlacedBox(box, Rect(spot.x, spot.y, max(spot.width, wide + 26), high + 18), rows)


def _arrow(arrow: Arrow, ways: Mapping[tuple[str, str], str], rects: Mapping[str, Rect]) -> PlacedArrow:
    source, target = rects[arrow.source], rects[arrow.target]
    way = ways.get((arrow.source, arrow.target))
    shift = 9.0 if arrow.source < arrow.target else -9.0
    route = plain(source, target, shift) if way is None else planned(way, source, target)
    return PlacedArrow(arrow, route, _text(arrow, route))


def _text(arrow: Arrow, route: Route) -> Text:
    badge = (Row(arrow.badge, WORDS, bold=True),) if arrow.badge else ()
    rows = (*badge, *line_rows(arrow.lines))
    wide, high = size(rows)
    x, y = route.anchor()
    match route.side:
        case "a":
            return Text(rows, (x, y - high / 2 - _GAP), "CENTER")
        case "b":
            return Text(rows, (x, y + high / 2 + _GAP), "CENTER")
        case "l":
            return Text(rows, (x - wide / 2 - _GAP, y), "RIGHT")
        case _:
            return Text(rows, (x + wide / 2 + _GAP, y), "LEFT")


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
