"""The two reference pages of the documentation that are read from the data: requirements and interpretations.

Each page is Markdown (MyST) with an entry for each ID under an anchor that is spelled like the ID, so that pictures and
reports can link to it. Pictures are named by their paths below the site's root: those of requirements, which are
committed, under `diagrams/requirements/`, those of options under `diagrams/readings/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from connref.cases.catalogue import reading_cases
from connref.protocol import Profile
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES, Interpretation
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event
from connref_adapters.docs_options import OPTION_WORDS
from connref_adapters.docs_pictures import option_pictures
from connref_adapters.drawing.source import ChartName, declared
from connref_adapters.drawing.traceability import Trace, pictures_of, traces

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

_CHART_WORDS = {
    ChartName.AUTO: "auto mode",
    ChartName.MANUAL: "manual mode",
    ChartName.LINK: "the link",
}


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
    words = f"What {requirement} touches in {_CHART_WORDS[ChartName(chart)]}"
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
    rules = tuple(_consulting(each.id))
    yield from _details(f"{len(rules)} transitions that depend on it", rules)
    yield from _details(f"{len(cases)} cases by name", cases, code=True)


def _option_pictures(each: Interpretation) -> Iterator[str]:
    drawn = [picture for picture in option_pictures() if picture.interpretation == each.id]
    for picture in drawn:
        words = f"{_CHART_WORDS[picture.chart].capitalize()} where {each.id} is {picture.option}"
        yield from _figure(f"diagrams/readings/{picture.picture.name}.svg", words)
    if not drawn:
        # No overview shows it: it matters at one instant, or in an answer. The requirement's picture shows where.
        for name in each.judged_under:
            for picture in pictures_of(name):
                yield from _picture(picture)


def _consulting(interpretation: str) -> Iterator[str]:
    for name in ChartName:
        chart = declared(name)
        for rule, arc in chart.arcs.items():
            if not isinstance(rule.event, Event):
                continue
            for guard in rule.guards:
                if guard.name == interpretation:
                    source, target = chart.facts[arc.source].label, chart.facts[arc.target].label
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
