"""Everything that is committed under diagrams/: the pictures, the tables in Markdown and CSV, and the index page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from connref.protocol import Mode
from connref.semantics.decision import (
    BEHAVIOUR_HEADINGS,
    DECISION_HEADINGS,
    csv,
    decision_table,
    document_tables,
    markdown,
)
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.charts import ChartName
from connref_adapters.drawing.dot import finished
from connref_adapters.drawing.drawing import Drawing, chart_drawing, complete_drawing, modes_drawing
from connref_adapters.drawing.render import PURE, Format, render_all
from connref_adapters.drawing.stories import STORIES, story_svg
from connref_adapters.drawing.views import chart_picture, requirement_pictures
from connref_adapters.reports import write_file
from connref_adapters.site import promises
from connref_adapters.site.traceability import HEADINGS, Trace, traces

_UP = "../../docs/requirements.html#"
"""What goes before a requirement's ID in pictures that stand one folder deeper."""

_ABOUT = (
    "Everything here is generated from the declaration that runs (`make diagrams`); a test fails when it is stale. "
    "Opened by itself, a picture has tooltips on its boxes and arrows, and each requirement links to its text."
)

_TABLES = {
    "app-states": "The document's two tables, app state → behaviour, as the model behaves",
    "decisions-auto": "Every decision of auto mode",
    "decisions-manual": "Every decision of manual mode",
    "interpretations": "Where the document can be read in two ways: question, options, default, why",
    "promises": "What vendors promise differently, by the profiles that ship",
    "traceability": "Requirement ↔ source heading ↔ transitions ↔ properties ↔ cases ↔ wrong fakes ↔ pictures",
}


def main_drawings() -> tuple[Drawing, ...]:
    """The drawings that are kept in every text format."""
    return (
        modes_drawing(),
        *(chart_drawing(name, chart_picture(name)) for name in ChartName),
        *(complete_drawing(name) for name in ChartName),
    )


def requirement_drawings(links: str = _UP) -> tuple[Drawing, ...]:
    """What each requirement touches."""
    return tuple(
        chart_drawing(ChartName(picture.name.rsplit("-", 1)[1]), picture, links)
        for requirement in REQUIREMENTS
        for picture in requirement_pictures(requirement)
    )


def texts(fakes: Mapping[str, Iterable[str]]) -> dict[str, bytes]:
    """Every file that needs no renderer, by its path in the folder."""
    found = {"README.md": index().encode()}
    for drawing in main_drawings():
        for kind in (Format.DOT, Format.MERMAID, Format.PLANTUML):
            found[f"{drawing.name}.{kind.ending}"] = drawing.written(kind)
    found |= {f"stories/{story.name}.svg": story_svg(story, _UP).encode() for story in STORIES}
    return found | {f"tables/{name}": text.encode() for name, text in tables(fakes).items()}


def images(renderer: str = PURE) -> dict[str, bytes]:
    """Every file that the renderer draws, by its path in the folder. Raises `RendererError`."""
    named = {
        **{f"{drawing.name}.svg": drawing for drawing in main_drawings()},
        **{f"requirements/{drawing.name}.svg": drawing for drawing in requirement_drawings()},
    }
    raw = render_all([drawing.dot for drawing in named.values()], "svg", renderer)
    return {
        path: finished(each, drawing.picture).encode()
        for (path, drawing), each in zip(named.items(), raw, strict=True)
    }


def write_gallery(folder: Path, fakes: Mapping[str, Iterable[str]], renderer: str = PURE) -> list[str]:
    """Write everything, and say which files. Raises `RendererError` and `WriteError`."""
    files = {**texts(fakes), **images(renderer)}
    for path, content in files.items():
        write_file(folder / path, content)
    return sorted(files)


def index() -> str:
    """The page that shows the pictures."""
    parts = [
        "# Pictures and tables",
        _ABOUT,
        "## On one page",
        _image("What becomes of the connection: mode × app state × internet", "modes"),
    ]
    for name in ChartName:
        title = name.words.capitalize()
        parts += [f"## {title}", _image(f"{title}, overview", name.value), _complete(name, title)]
    parts.append("## Stories in time")
    for story in STORIES:
        parts += [f"### {story.title}", story.tells, f"![{story.title}](stories/{story.name}.svg)"]
    parts += ["## Tables", "\n".join(_table_line(stem, says) for stem, says in _TABLES.items())]
    parts += ["## What each requirement touches", "\n".join(_requirement_line(each) for each in REQUIREMENTS)]
    return "\n\n".join(parts) + "\n"


def _image(title: str, stem: str) -> str:
    return f"![{title}]({stem}.svg)\n\n{_formats(stem)}"


def _formats(stem: str) -> str:
    kinds = (Format.SVG, Format.DOT, Format.MERMAID, Format.PLANTUML)
    return " · ".join(f"[{kind.value}]({stem}.{kind.ending})" for kind in kinds)


def _complete(name: ChartName, title: str) -> str:
    stem = f"{name.value}-complete"
    return f"Complete, every state × every event, nothing folded: [{title}]({stem}.svg) ({_formats(stem)})"


def _table_line(stem: str, says: str) -> str:
    return f"- [{says}](tables/{stem}.md) ([CSV](tables/{stem}.csv))"


def _requirement_line(requirement: str) -> str:
    links = ", ".join(
        f"[{picture.name.rsplit('-', 1)[1]}](requirements/{picture.name}.svg)"
        for picture in requirement_pictures(requirement)
    )
    return f"- **{requirement}** ({links}): {REQUIREMENTS[requirement].sentence}"


_INTERPRETATION_HEADINGS = ("id", "question", "options", "default", "why", "judged under")
_LATITUDE_HEADINGS = ("name", "question", "options", "what the reference does")
_MANY = 3

Cells = Sequence[Sequence[str]]


def tables(fakes: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Every table by the name of its file. `fakes` as for `traceability.traces`."""
    found = traces(fakes)
    return {
        **_document_tables(),
        **_decision_tables(),
        **_interpretations(),
        **_promises(),
        "traceability.md": _trace_page(found, fakes),
        "traceability.csv": rows_csv(
            *_without_unknown(HEADINGS, [_trace_cells(each) for each in found], fakes)
        ),
    }


def rows_markdown(headings: Sequence[str], rows: Cells) -> str:
    """Rows of text as a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def rows_csv(headings: Sequence[str], rows: Cells) -> str:
    """Rows of text as comma-separated values (RFC 4180, with line breaks of one character)."""
    return "".join(",".join(map(_quoted, line)) + "\n" for line in [headings, *rows])


def _document_tables() -> dict[str, str]:
    lines = document_tables(DEFAULT)
    page = "# The document's two tables, as the model behaves\n\n" + "".join(
        f"## {mode.value.capitalize()} mode\n\n"
        + markdown(BEHAVIOUR_HEADINGS, [line for line in lines if line.mode == mode.value])
        + "\n"
        for mode in Mode
    )
    return {"app-states.md": page.rstrip("\n") + "\n", "app-states.csv": csv(BEHAVIOUR_HEADINGS, lines)}


def _decision_tables() -> dict[str, str]:
    found: dict[str, str] = {}
    for mode in Mode:
        lines = decision_table(mode)
        title = (
            f"# Decision table of {mode.value} mode\n\nEvery state, event and instant, under every reading: "
        )
        found[f"decisions-{mode.value}.md"] = (
            f"{title}{len(lines)} lines.\n\n{markdown(DECISION_HEADINGS, lines)}"
        )
        found[f"decisions-{mode.value}.csv"] = csv(DECISION_HEADINGS, lines)
    return found


def _interpretations() -> dict[str, str]:
    rows = [
        [
            each.id,
            each.question,
            " · ".join(each.options),
            each.default,
            each.why,
            ", ".join(each.judged_under),
        ]
        for each in INTERPRETATIONS.values()
    ]
    free = [[each.id, each.question, " · ".join(each.options), each.default] for each in LATITUDES.values()]
    page = (
        "# Interpretations: where the document can be read in two ways\n\n"
        "An implementation may follow any option, and must follow the same one each time.\n\n"
        f"{rows_markdown(_INTERPRETATION_HEADINGS, rows)}\n"
        "## Latitudes: where it may decide anew each time\n\n"
        f"{rows_markdown(_LATITUDE_HEADINGS, free)}"
    )
    return {"interpretations.md": page, "interpretations.csv": rows_csv(_INTERPRETATION_HEADINGS, rows)}


def _promises() -> dict[str, str]:
    head, body = promises.headings(), promises.rows()
    page = (
        "# What vendors promise differently\n\n"
        "By the profiles that ship; `connref profile check NAME` has the sources.\n\n"
        f"{rows_markdown(head, body)}"
    )
    return {"promises.md": page, "promises.csv": rows_csv(head, body)}


def _trace_page(found: Sequence[Trace], fakes: Mapping[str, Iterable[str]]) -> str:
    headings = [heading for heading in HEADINGS if heading != "what must hold"]
    return (
        "# Traceability: who answers for each requirement\n\n"
        "The full lists are in [traceability.csv](traceability.csv).\n\n"
        + rows_markdown(*_without_unknown(headings, [_trace_line(each) for each in found], fakes))
    )


def _without_unknown(
    headings: Sequence[str], rows: Cells, fakes: Mapping[str, Iterable[str]]
) -> tuple[Sequence[str], Cells]:
    """The table without the column of the wrong fakes where nobody told of any: an installed package has no tests."""
    if fakes:
        return headings, rows
    place = list(headings).index("wrong fakes")
    return [*headings[:place], *headings[place + 1 :]], [[*row[:place], *row[place + 1 :]] for row in rows]


def _trace_line(each: Trace) -> list[str]:
    pictures = " ".join(f"[{stem.rsplit('-', 1)[1]}](../requirements/{stem}.svg)" for stem in each.pictures)
    return [
        each.requirement,
        each.kind,
        each.heading,
        str(len(each.transitions)),
        "<br>".join(each.properties),
        f"{len(each.cases)}: {_some(each.cases)}",
        f"{len(each.fakes)}: {_some(each.fakes)}",
        pictures,
    ]


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MANY]) + (", …" if len(names) > _MANY else "")


def _trace_cells(each: Trace) -> list[str]:
    lists = (each.transitions, each.properties, each.cases, each.fakes, each.pictures)
    return [each.requirement, each.kind, each.heading, each.sentence, *("; ".join(names) for names in lists)]


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(mark in text for mark in ',"\n\r') else text
