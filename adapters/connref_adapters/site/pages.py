"""The two reference pages that are read from the data, requirements and interpretations, with the options' pictures.

Each page is Markdown (MyST) with an entry for each ID under an anchor that is spelled like the ID, so that pictures and
reports can link to it. Pictures are named by their paths below the site's root: those of requirements, which are
committed, under `diagrams/requirements/`, those of options under `diagrams/readings/`: a chart under another option,
with what differs from ours in front.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape

from connref.cases.catalogue import reading_cases
from connref.protocol import Profile
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES, Interpretation, reading
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.dot import finished
from connref_adapters.drawing.drawing import chart_drawing
from connref_adapters.drawing.picture import Arrow, Line, Picture, Weight
from connref_adapters.drawing.render import PURE, render_all
from connref_adapters.drawing.views import chart_picture
from connref_adapters.site.options import OPTION_WORDS
from connref_adapters.site.traceability import Trace, pictures_of, traces

GROUPS = {
    "SES": "Session",
    "AUTO": "Auto mode",
    "MAN": "Manual mode",
    "EVT": "Events",
    "CALL": "Calls",
    "RES": "Resources",
    "INP": "Inputs",
}
"""The headings of the page, by the first word of an ID."""


def requirement_entries(fakes: Mapping[str, Iterable[str]]) -> str:
    """An entry for each requirement: sentence, source heading, transitions, pictures, properties, cases, wrong SDKs.

    `fakes` names, for each wrong SDK of the tests, the requirements that it breaks.
    """
    lines: list[str] = []
    group = ""
    for trace in traces(fakes):
        heading = GROUPS[trace.requirement.split("-")[0]]
        if heading != group:
            group = heading
            lines += ["", f"## {group}"]
        lines += ["", *_requirement(trace)]
    return "\n".join(lines) + "\n"


def interpretation_entries() -> str:
    """An entry for each interpretation: question, options, ours and why, where it is consulted; then latitudes."""
    cases: dict[str, list[str]] = {}
    for case in reading_cases(Profile()):
        cases.setdefault(case.id.split("/", maxsplit=1)[0], []).append(case.id)
    lines: list[str] = []
    for each in INTERPRETATIONS.values():
        lines += ["", *_interpretation(each, cases.get(each.id, []))]
    return "\n".join([*lines, *_latitudes()]) + "\n"


def _requirement(trace: Trace) -> Iterator[str]:
    yield f'<span class="anchor" id="{trace.requirement}"></span>'
    yield ""
    yield f"### {trace.requirement}"
    yield ""
    yield f"**{trace.sentence}**"
    yield ""
    yield f"{trace.kind.capitalize()}; source heading: “{trace.heading}”."
    open_questions = [each.id for each in INTERPRETATIONS.values() if trace.requirement in each.judged_under]
    if open_questions:
        links = ", ".join(f"[{name}](interpretations.md#{name})" for name in open_questions)
        yield f"Where the document leaves room: {links}."
    yield ""
    for picture in trace.pictures:
        yield from _picture(picture)
    yield from _details(f"{len(trace.transitions)} transitions", trace.transitions)
    yield from _details(f"{len(trace.properties)} properties proven of the model", trace.properties)
    yield from _details(f"{len(trace.cases)} cases by name", trace.cases, code=True)
    yield from _details(f"{len(trace.fakes)} wrong SDKs that have to fail it", trace.fakes, code=True)
    yield f"The cases with their steps: `connref cases --only {trace.requirement} --json`."


def _picture(name: str) -> Iterator[str]:
    requirement, chart = name.rsplit("-", 1)
    words = f"What {requirement} touches in {ChartName(chart).words}"
    yield from _figure(f"diagrams/requirements/{name}.svg", words)


def _figure(path: str, words: str) -> Iterator[str]:
    yield f'<figure><a href="{path}"><img loading="lazy" src="{path}" alt="{words}"></a></figure>'
    yield ""


def _details(summary: str, entries: Sequence[str], *, code: bool = False) -> Iterator[str]:
    tag = ("<code>", "</code>") if code else ("", "")
    items = "".join(f"<li>{tag[0]}{escape(entry)}{tag[1]}</li>" for entry in entries)
    yield f"<details><summary>{summary}</summary><ul>{items}</ul></details>"
    yield ""


def _interpretation(each: Interpretation, cases: Sequence[str]) -> Iterator[str]:
    yield f"## {each.id}"
    yield ""
    yield f"**{each.question}**"
    yield ""
    for option in each.options:
        ours = " (ours)" if option == each.default else ""
        yield f"- **{option}**{ours}: {OPTION_WORDS[each.id][option]}"
    yield ""
    yield f"*Why ours:* {each.why}"
    yield ""
    judged = ", ".join(f"[{name}](requirements.md#{name.lower()})" for name in each.judged_under)
    headings = dict.fromkeys(REQUIREMENTS[name].heading for name in each.judged_under)
    sources = ", ".join(f"“{heading}”" for heading in headings)
    yield f"Anything else is a violation of {judged}; nearest source heading: {sources}."
    yield ""
    yield from _option_pictures(each)
    transitions = tuple(_consulting(each.id))
    yield from _details(f"{len(transitions)} transitions that depend on it", transitions)
    yield from _details(f"{len(cases)} cases by name", cases, code=True)


def _option_pictures(each: Interpretation) -> Iterator[str]:
    drawn = [picture for picture in option_pictures() if picture.interpretation == each.id]
    for picture in drawn:
        words = f"{picture.chart.words.capitalize()} where {each.id} is {picture.option}"
        yield from _figure(f"diagrams/readings/{picture.picture.name}.svg", words)
    if not drawn:
        # No overview shows it: it matters at one instant, or in an answer. The requirement's picture shows where.
        for name in each.judged_under:
            for picture in pictures_of(name):
                yield from _picture(picture)


def _consulting(interpretation: str) -> Iterator[str]:
    for name in ChartName:
        chart = declared(name)
        for transition, arc in chart.arcs.items():
            for guard in transition.guards:
                if guard.name == interpretation:
                    source, target = chart.locations[arc.source].label, chart.locations[arc.target].label
                    effect = f" ({arc.effect})" if arc.effect else ""
                    options = " or ".join(guard.options)
                    yield f"{options} – {name.value}: {source} → {target}, {arc.event}{effect}"


def _latitudes() -> Iterator[str]:
    yield ""
    yield "## Latitudes"
    yield ""
    yield (
        "Where the texts say “may”, an SDK decides anew each time; it is never reported. "
        "The model's own machine needs a choice all the same:"
    )
    yield ""
    yield "| name | question | options | ours |"
    yield "| --- | --- | --- | --- |"
    for each in LATITUDES.values():
        yield f"| {each.id} | {each.question} | {' · '.join(each.options)} | {each.default} |"


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
    return any(guard.name == interpretation for each in declared(chart).arcs for guard in each.guards)


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
