"""Pictures of interpretations for the documentation: a chart under another option, what differs from ours in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from connref.spec.interpretations import INTERPRETATIONS, reading
from connref.spec.vocabulary import Event
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.picture import Arrow, Line, Picture, Weight
from connref_adapters.drawing.render import PURE, render_all
from connref_adapters.drawing.source import ChartName, declared
from connref_adapters.drawing.svg import finished
from connref_adapters.drawing.views import chart_picture

NOTE = "Orange: what differs from the reading that is ours."


@dataclass(frozen=True, slots=True)
class OptionPicture:
    """One chart under one option of one interpretation."""

    interpretation: str
    option: str
    chart: ChartName
    picture: Picture


@cache
def option_pictures() -> tuple[OptionPicture, ...]:
    """The options that change what an overview shows; those that only matter at an instant or in an answer do not."""
    return tuple(
        OptionPicture(each.id, option, chart, picture)
        for each in INTERPRETATIONS.values()
        for option in each.options
        if option != each.default
        for chart in ChartName
        if _asks(chart, each.id)
        for picture in [_differing(chart, chart_picture(chart, reading({each.id: option})))]
        if picture is not None
    )


def rendered(pictures: Sequence[OptionPicture], links: str, renderer: str = PURE) -> dict[str, bytes]:
    """Each picture as SVG by the stem of its file; `links` goes before an ID. Raises `RendererError`."""
    drawings = [chart_drawing(each.chart, each.picture, links) for each in pictures]
    raw = render_all([drawing.dot for drawing in drawings], "svg", renderer)
    return {
        drawing.name: finished(text, drawing.picture).encode()
        for drawing, text in zip(drawings, raw, strict=True)
    }


def _asks(chart: ChartName, interpretation: str) -> bool:
    return any(
        guard.name == interpretation
        for rule in declared(chart).arcs
        if isinstance(rule.event, Event)
        for guard in rule.guards
    )


def _differing(chart: ChartName, picture: Picture) -> Picture | None:
    ours = chart_picture(chart)
    arrows = tuple(_set_off(arrow, ours.arrows) for arrow in picture.arrows)
    boxes = tuple(
        replace(box, weight=Weight.PLAIN if box in ours.boxes else Weight.HOT) for box in picture.boxes
    )
    hot = [part for part in (*arrows, *boxes) if part.weight is Weight.HOT]
    return replace(picture, arrows=arrows, boxes=boxes, notes=(NOTE,)) if hot else None


def _set_off(arrow: Arrow, ours: Sequence[Arrow]) -> Arrow:
    known = {
        line
        for each in ours
        if (each.source, each.target) == (arrow.source, arrow.target)
        for line in each.lines
    }
    if set(arrow.lines) <= known:
        return replace(arrow, weight=Weight.DIM, lines=tuple(Line(line.words, ()) for line in arrow.lines))
    return replace(arrow, weight=Weight.HOT)
