"""A declared chart as PlantUML: one line for each declared transition, with colours for up, on its way and down."""

from __future__ import annotations

from connref_adapters.drawing.dot import FILL
from connref_adapters.drawing.picture import Arc
from connref_adapters.drawing.source import ChartName, declared
from connref_adapters.drawing.tones import tone_of


def plantuml(name: ChartName, arcs: tuple[Arc, ...] | None = None) -> str:
    """The chart as PlantUML; `arcs` limits it to some transitions."""
    chart = declared(name)
    shown = tuple(chart.arcs.values()) if arcs is None else arcs
    states = dict.fromkeys([chart.initial, *(state for arc in shown for state in (arc.source, arc.target))])
    colours = {state: FILL[tone_of(name, state, chart.facts[state])] for state in states}
    return "\n".join(
        [
            f"@startuml {name.value}",
            "hide empty description",
            *(f'state "{chart.facts[state].label}" as {state} {colour}' for state, colour in colours.items()),
            f"[*] --> {chart.initial}",
            *(plantuml_line(arc) for arc in shown),
            "@enduml",
            "",
        ]
    )


def plantuml_line(arc: Arc) -> str:
    """One transition."""
    return f"{arc.source} --> {arc.target} : {arc.sentence}"
