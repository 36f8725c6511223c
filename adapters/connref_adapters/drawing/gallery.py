"""Everything that is committed under diagrams/: which files there are, what is in each, and the index page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.drawing import Drawing, Format, chart_drawing, complete_drawing, modes_drawing
from connref_adapters.drawing.render import PURE, render_all
from connref_adapters.drawing.source import ChartName
from connref_adapters.drawing.stories import STORIES
from connref_adapters.drawing.story_svg import story_svg
from connref_adapters.drawing.svg import finished
from connref_adapters.drawing.tables import tables
from connref_adapters.drawing.views import chart_picture, requirement_pictures
from connref_adapters.reports import write_file

_UP = "../../docs/requirements.html#"
"""What goes before a requirement's ID in pictures that stand one folder deeper."""

_ABOUT = (
    "Everything here is generated from the declaration that runs (`make diagrams`); a test fails when it is stale. "
    "Opened by itself, a picture has tooltips on its boxes and arrows, and each requirement links to its text."
)

_CHARTS = {
    ChartName.AUTO: "Auto mode",
    ChartName.MANUAL: "Manual mode",
    ChartName.LINK: "The link",
}
_TABLES = {
    "app-states": "The document's two tables, app state → behaviour, as the model behaves",
    "decisions-auto": "Every decision of auto mode",
    "decisions-manual": "Every decision of manual mode",
    "interpretations": "Where the document can be read in two ways: question, options, default, why",
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
    for name, title in _CHARTS.items():
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
