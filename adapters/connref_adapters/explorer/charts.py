"""The charts of the explorer: the pictures of the modes as SVG whose boxes and arrows say what they stand for.

Each mode has two: the overview of the default reading, and a wide one with the states that only other readings reach.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape

from connref.errors import DefinitionError
from connref.protocol import Mode
from connref.spec.interpretations import DEFAULT, LATITUDES
from connref.spec.vocabulary import Event
from connref_adapters.drawing.build import (
    AnyRule,
    Composer,
    changes,
    ends_everything,
    light_session,
    target_of,
    usual,
)
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.picture import Picture, Weight
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.render import PURE, render_all
from connref_adapters.drawing.source import ChartName, declared
from connref_adapters.drawing.svg import finished
from connref_adapters.drawing.views import chart_picture

_STYLE = re.compile(r"<style>(.*?)</style>\s*", re.DOTALL)
_NAMED = re.compile(r'<g id="([^"]*)" class="(?:node state|edge way) [^"]*">\s*<title>([^<]*)</title>')
_LINK = re.compile(r"<a(?: [^>]*)?>|</a>")
_ID = re.compile(r' id="(?:a_)?(?:node|edge|graph)[^"]*"')


@dataclass(frozen=True, slots=True)
class Charts:
    """The pictures by name (`auto-plain`, `auto-wide` …), and the style that they share."""

    svgs: dict[str, str]
    style: str


def charts(renderer: str = PURE) -> Charts:
    """Draw them. Raises `RendererError`."""
    pictures = {
        f"{mode.value}-{name}": (ChartName(mode.value), draw(ChartName(mode.value)))
        for mode in Mode
        for name, draw in (("plain", chart_picture), ("wide", _wide))
    }
    dots = [chart_drawing(chart, picture).dot for chart, picture in pictures.values()]
    raws = [raw.decode() for raw in render_all(dots, "svg", renderer)]
    named = zip(pictures.items(), raws, strict=True)
    svgs = {
        name: _told(name, _marked(finished(raw.encode(), picture), raw, picture))
        for (name, (_, picture)), raw in named
    }
    style = _STYLE.search(finished(raws[0].encode(), next(iter(pictures.values()))[1]))
    return Charts(svgs, "" if style is None else style[1])


def _wide(name: ChartName) -> Picture:
    """The overview with every state of the chart, and what leads there under other readings."""
    chart, usually = declared(name), chart_picture(name)
    drawn = [rule for rule in chart.arcs if changes(rule) and usual(rule) and not ends_everything(rule)]
    connection = [rule for rule in drawn if light_session(rule) is not Weight.LIGHT and _usually_free(rule)]
    composer = Composer(chart, PLANS[name].spots)
    shown = {(arrow.source, arrow.target) for arrow in usually.arrows}
    arrows = composer.arrows(connection, light_session)
    boxes = composer.boxes(chart.facts, drawn, lambda rule: target_of(rule) == rule.source)
    known = {box.id: box for box in usually.boxes}
    return replace(
        usually,
        boxes=tuple(known.get(box.id, box) for box in boxes),
        arrows=(
            *usually.arrows,
            *(arrow for arrow in arrows if (arrow.source, arrow.target) not in shown),
        ),
    )


def _usually_free(rule: AnyRule) -> bool:
    """Whether the latitudes that a rule waits for are as the default has them: the others would crowd the picture."""
    guards = rule.guards if isinstance(rule.event, Event) else ()
    return all(DEFAULT[guard.name] in guard.options for guard in guards if guard.name in LATITUDES)


def _marked(svg: str, raw: str, picture: Picture) -> str:
    """Each group says what it is: the renderer names them in its own output.

    Raises `DefinitionError` where it leaves one of them out.
    """
    states = {box.id: box.states for box in picture.boxes}
    marks = [(group, _mark(unescape(name), states)) for group, name in _NAMED.findall(raw)]
    if len(marks) != len(picture.boxes) + len(picture.arrows):
        raise DefinitionError(f"{picture.name}: {len(marks)} groups drawn")
    for group, mark in marks:
        svg = svg.replace(f'<g id="{group}" ', f"<g {mark} ", 1)
    return svg


def _mark(name: str, states: Mapping[str, tuple[str, ...]]) -> str:
    if name in states:
        return f'data-states="{" ".join(states[name])}"'
    source, _, target = name.partition("->")
    return f'data-from="{source}" data-to="{target}"'


def _told(name: str, svg: str) -> str:
    """The SVG without links, style and ids of its own, so that it can stand beside others."""
    svg = _LINK.sub(lambda found: "</g>" if found[0] == "</a>" else "<g>", _STYLE.sub("", svg))
    svg = _ID.sub("", svg)
    for part in ("title", "desc"):
        svg = svg.replace(f'<{part} id="{part}">', f'<{part} id="{name}-{part}">')
    svg = svg.replace('aria-labelledby="title desc"', f'aria-labelledby="{name}-title {name}-desc"')
    return svg.replace("<svg ", f'<svg data-chart="{name}" ', 1)
