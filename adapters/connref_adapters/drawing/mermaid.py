"""A declared chart as a Mermaid state diagram: one line for each declared transition, none merged, none lost."""

from __future__ import annotations

from connref_adapters.drawing.picture import Arc
from connref_adapters.drawing.source import ChartName, declared

_FORBIDDEN = str.maketrans({":": " -", ";": ",", '"': "'", "#": " ", "{": "(", "}": ")"})


def mermaid(name: ChartName, arcs: tuple[Arc, ...] | None = None) -> str:
    """The chart as Mermaid; `arcs` limits it to some transitions."""
    chart = declared(name)
    shown = tuple(chart.arcs.values()) if arcs is None else arcs
    states = dict.fromkeys([chart.initial, *(state for arc in shown for state in (arc.source, arc.target))])
    return "\n".join(
        [
            "stateDiagram-v2",
            f"  %% {name.value}: {len(shown)} transitions",
            *(f"  state {_quoted(chart.facts[state].label)} as {state}" for state in states),
            f"  [*] --> {chart.initial}",
            *(f"  {mermaid_line(arc)}" for arc in shown),
            "",
        ]
    )


def mermaid_line(arc: Arc) -> str:
    """One transition."""
    return f"{arc.source} --> {arc.target}: {arc.sentence.translate(_FORBIDDEN)}"


def _quoted(text: str) -> str:
    return f'"{text}"'
