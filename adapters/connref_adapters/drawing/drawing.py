"""One drawing in any format: SVG and PNG by a renderer, DOT, Mermaid and PlantUML as text.

A listing is what the text formats are written from: one line for each transition, none merged, none lost.
Mermaid draws only one of several arrows from a state to itself, so what leaves a state as it is stands inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from connref.spec.variant import DOCUMENT, Variant
from connref_adapters.drawing.charts import ChartName, declared, tone_of
from connref_adapters.drawing.dot import FILL, dot, finished
from connref_adapters.drawing.layout import lay_out
from connref_adapters.drawing.matrix import matrix_dot, matrix_picture
from connref_adapters.drawing.modes import modes_picture, modes_plan
from connref_adapters.drawing.picture import Arc, Picture, Tone
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.render import PURE, Format, render

LINKS = "../docs/requirements.html#"
"""What goes before a requirement's ID in the links of the committed pictures."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with its DOT text and its listing."""

    picture: Picture
    dot: str
    listing: Listing

    @property
    def name(self) -> str:
        """The stem of its files."""
        return self.picture.name

    def written(self, kind: Format, renderer: str = PURE) -> bytes:
        """The drawing in a format. Raises `RendererError` for one that needs a renderer that fails."""
        match kind:
            case Format.SVG:
                return finished(render(self.dot, "svg", renderer), self.picture).encode()
            case Format.PNG:
                return render(self.dot, "png", renderer)
            case Format.DOT:
                return self.dot.encode()
            case Format.MERMAID:
                return mermaid(self.listing).encode()
            case Format.PLANTUML:
                return plantuml(self.listing).encode()
            case _:
                assert_never(kind)


def chart_drawing(
    name: ChartName, picture: Picture, links: str = LINKS, variant: Variant = DOCUMENT
) -> Drawing:
    """A picture of a chart, the document's or a variant's, laid out by the chart's plan."""
    listing = chart_listing(name, picture.arcs, variant)
    return Drawing(picture, dot(lay_out(picture, PLANS[name]), links), listing)


def complete_drawing(name: ChartName, links: str = LINKS) -> Drawing:
    """The matrix of a chart; its text formats list every declared transition."""
    return Drawing(matrix_picture(name), matrix_dot(name, links), chart_listing(name))


def modes_drawing(links: str = LINKS) -> Drawing:
    """The overview of mode × app state × internet."""
    picture = modes_picture()
    return Drawing(picture, dot(lay_out(picture, modes_plan()), links), picture_listing(picture))


@dataclass(frozen=True, slots=True)
class Listing:
    """`states` are names and colours by id, in order; `initial` is empty where nothing starts."""

    title: str
    initial: str
    states: Mapping[str, tuple[str, Tone]]
    transitions: tuple[tuple[str, str, str], ...]


def chart_listing(
    name: ChartName, arcs: tuple[Arc, ...] | None = None, variant: Variant = DOCUMENT
) -> Listing:
    """The transitions of a chart as declared, or some of them."""
    chart = declared(name, variant)
    shown = tuple(chart.arcs.values()) if arcs is None else arcs
    ids = dict.fromkeys([chart.initial, *(state for arc in shown for state in (arc.source, arc.target))])
    states = {each: (chart.locations[each].label, tone_of(name, chart.locations[each])) for each in ids}
    return Listing(
        f"{name.value}: {len(shown)} transitions", chart.initial, states, tuple(map(transition, shown))
    )


def picture_listing(picture: Picture) -> Listing:
    """The arrows of a picture, for one that stands for no declared transitions."""
    states = {box.id: (f"{box.id.split('_')[0]} mode, {box.label}", box.tone) for box in picture.boxes}
    ways = [
        (a.source, a.target, f"{line.words} ({', '.join(line.requirements)})")
        for a in picture.arrows
        for line in a.lines
    ]
    return Listing(picture.title, picture.initial, states, tuple(ways))


def transition(arc: Arc) -> tuple[str, str, str]:
    """One transition: from, to, and what it says."""
    return arc.source, arc.target, arc.sentence


_FORBIDDEN = str.maketrans({":": " -", ";": ",", '"': "'", "#": " ", "{": "(", "}": ")"})


def mermaid(listing: Listing) -> str:
    """The listing as Mermaid."""
    start = [f"  [*] --> {listing.initial}"] if listing.initial else []
    return "\n".join(
        [
            "stateDiagram-v2",
            f"  %% {listing.title}",
            *(f'  state "{label}" as {state}' for state, (label, _) in listing.states.items()),
            *start,
            *(f"  {mermaid_line(*way)}" for way in listing.transitions),
            "",
        ]
    )


def mermaid_line(source: str, target: str, words: str) -> str:
    """One transition; signs that mean something to Mermaid give way."""
    way = source if source == target else f"{source} --> {target}"
    return f"{way}: {words.translate(_FORBIDDEN)}"


def plantuml(listing: Listing) -> str:
    """The listing as PlantUML."""
    start = [f"[*] --> {listing.initial}"] if listing.initial else []
    return "\n".join(
        [
            "@startuml",
            f"title {listing.title}",
            "hide empty description",
            *(f'state "{label}" as {state} {FILL[tone]}' for state, (label, tone) in listing.states.items()),
            *start,
            *(plantuml_line(*way) for way in listing.transitions),
            "@enduml",
            "",
        ]
    )


def plantuml_line(source: str, target: str, words: str) -> str:
    """One transition."""
    return f"{source} --> {target} : {words}"
