"""One drawing in any format: what is drawn, and how its text and its image come about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from connref_adapters.drawing.dot import dot
from connref_adapters.drawing.listing import Listing, chart_listing, picture_listing
from connref_adapters.drawing.matrix import matrix_dot, matrix_picture
from connref_adapters.drawing.mermaid import mermaid
from connref_adapters.drawing.modes import modes_picture, modes_plan
from connref_adapters.drawing.picture import Picture
from connref_adapters.drawing.plans import PLANS
from connref_adapters.drawing.plantuml import plantuml
from connref_adapters.drawing.render import PURE, render
from connref_adapters.drawing.sheet import lay_out
from connref_adapters.drawing.source import ChartName
from connref_adapters.drawing.svg import finished

LINKS = "../docs/requirements.html#"
"""What goes before a requirement's ID in the links of the committed pictures."""


class Format(StrEnum):
    """What a drawing can be written as."""

    SVG = "svg"
    PNG = "png"
    DOT = "dot"
    MERMAID = "mermaid"
    PLANTUML = "plantuml"

    @property
    def ending(self) -> str:
        """The ending of a file of this format."""
        return {Format.MERMAID: "mmd", Format.PLANTUML: "puml"}.get(self, self.value)


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


def chart_drawing(name: ChartName, picture: Picture, links: str = LINKS) -> Drawing:
    """A picture of a chart, laid out by the chart's plan."""
    return Drawing(picture, dot(lay_out(picture, PLANS[name]), links), chart_listing(name, picture.arcs))


def complete_drawing(name: ChartName, links: str = LINKS) -> Drawing:
    """The matrix of a chart; its text formats list every declared transition."""
    return Drawing(matrix_picture(name), matrix_dot(name, links), chart_listing(name))


def modes_drawing(links: str = LINKS) -> Drawing:
    """The overview of mode × app state × internet."""
    picture = modes_picture()
    return Drawing(picture, dot(lay_out(picture, modes_plan()), links), picture_listing(picture))
