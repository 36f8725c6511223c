"""What text formats list: the states with their names and colours, and every transition on a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connref_adapters.drawing.picture import Arc, Picture, Tone
from connref_adapters.drawing.source import ChartName, declared
from connref_adapters.drawing.tones import tone_of


@dataclass(frozen=True, slots=True)
class Listing:
    """`states` are names and colours by id, in order; `initial` is empty where nothing starts."""

    title: str
    initial: str
    states: Mapping[str, tuple[str, Tone]]
    transitions: tuple[tuple[str, str, str], ...]


def chart_listing(name: ChartName, arcs: tuple[Arc, ...] | None = None) -> Listing:
    """The transitions of a chart as declared, or some of them."""
    chart = declared(name)
    shown = tuple(chart.arcs.values()) if arcs is None else arcs
    ids = dict.fromkeys([chart.initial, *(state for arc in shown for state in (arc.source, arc.target))])
    states = {each: (chart.facts[each].label, tone_of(name, chart.facts[each])) for each in ids}
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
