"""Builds the explorer: one static page with tables, charts and executor inside; it loads nothing.

Each mode has two charts: the overview of the default reading, and a wide one with the states that only other readings
reach. Their boxes and arrows say in the SVG what they stand for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from importlib.resources import files
from typing import Any

from connref.errors import DefinitionError
from connref.protocol import Mode, Profile
from connref.spec.declare import Guard, Transition
from connref.spec.interpretations import DEFAULT, LATITUDES
from connref.spec.interruptions import HANDOVERS, RESUMPTIONS
from connref.spec.variant import DOCUMENT_EVENTS
from connref.spec.vocabulary import Move
from connref_adapters.drawing.charts import EVENT_WORDS, MOVE_WORDS, ChartName, declared
from connref_adapters.drawing.compose import (
    Composer,
    changes,
    usual,
)
from connref_adapters.drawing.dot import finished
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.picture import Picture, Weight
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.render import PURE, render_all
from connref_adapters.drawing.views import chart_picture
from connref_adapters.reports.results import SCHEMA
from connref_adapters.vectors import policy_json

_PROGRAM = "import {"
"""With this line the executor's part begins that runs it as a program of its own."""


def page(renderer: str = PURE, learned: Mapping[str, Any] | None = None) -> str:
    """The whole page, with a learned SDK beside the chart where one is given, as learned.json has it.

    Raises `RendererError` where the charts cannot be drawn.
    """
    drawn = charts(renderer)
    parts = {
        "STYLE": f"{drawn.style}\n{_text('explorer', 'style.css')}",
        "CHARTS": "".join(drawn.svgs.values()),
        "DATA": _inside_script(json.dumps(_data(learned), separators=(",", ":"), ensure_ascii=False)),
        "SCRIPT": _script(),
    }
    made = _text("explorer", "page.html")
    for name, content in parts.items():
        made = made.replace(f"@@{name}@@", content.strip())
    return made


def _data(learned: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        **({} if learned is None else {"learned": learned}),
        "grace_ms": Profile().grace_ms,
        "results_schema": SCHEMA,
        **policy_json(),
        "resumptions": [{"when": _when(row.guard), "counts": row.counts} for row in RESUMPTIONS],
        "handovers": [
            {"when": _when(*row.guards), "notice": row.notice, "replaced": row.replaced} for row in HANDOVERS
        ],
        "words": {event.value: EVENT_WORDS[event] for event in DOCUMENT_EVENTS},
        "deadlines": {move.value: words for move, words in MOVE_WORDS.items() if move is not Move.KEEP},
    }


def _when(*guards: Guard) -> dict[str, list[str]]:
    return {guard.name: list(guard.options) for guard in guards}


def _script() -> str:
    """The policy as the executor has it, then the explorer's own code."""
    policy = _text("vectors", "execute.mjs").partition(_PROGRAM)[0].replace("export ", "")
    return "\n".join(
        (policy, *(_text("explorer", f"{part}.js") for part in ("story", "stepping", "learned", "view")))
    )


def _inside_script(text: str) -> str:
    return text.replace("</", "<\\/")


def _text(package: str, name: str) -> str:
    return files(f"connref_adapters.{package}").joinpath(name).read_text(encoding="utf-8")


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
    drawn = [each for each in chart.arcs if changes(each) and usual(each) and not chart.ends_everything(each)]
    connection = [each for each in drawn if chart.weight(each) is not Weight.LIGHT and _usually_free(each)]
    composer = Composer(chart, PLANS[name].spots)
    shown = {(arrow.source, arrow.target) for arrow in usually.arrows}
    arrows = composer.arrows(connection, chart.weight)
    boxes = composer.boxes(chart.locations, drawn, lambda each: each.destination == each.source)
    known = {box.id: box for box in usually.boxes}
    return replace(
        usually,
        boxes=tuple(known.get(box.id, box) for box in boxes),
        arrows=(
            *usually.arrows,
            *(arrow for arrow in arrows if (arrow.source, arrow.target) not in shown),
        ),
    )


def _usually_free(transition: Transition) -> bool:
    """Whether the latitudes that a transition needs are as the default has them: the others would crowd the picture."""
    latitudes = (guard for guard in transition.guards if guard.name in LATITUDES)
    return all(DEFAULT[guard.name] in guard.options for guard in latitudes)


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
