"""The whole chart as one table: every state × every event, with where it leads; nothing is left out or folded.

A cell names each state that some reading or instant leads to. "…" stands for "stays", with the deadline or an answer
that changes; an empty cell is an event that cannot happen there.
"""

from __future__ import annotations

from html import escape

from connref.spec.declare import Transition
from connref.spec.vocabulary import Move
from connref_adapters.drawing.charts import ChartName, Declared, declared, tone_of
from connref_adapters.drawing.dot import FILL, GROUND, INK, LINK, SOFT
from connref_adapters.drawing.layout import wrapped
from connref_adapters.drawing.picture import Picture

_LEGEND = (
    "Rows: states. Columns: what happens. Cells: the state after it; “stays” where it does not change; "
    "several where the reading or the instant decides (hover for the conditions). Empty: cannot happen there."
)


def matrix_picture(name: ChartName) -> Picture:
    """What the matrix stands for, for titles and descriptions."""
    chart = declared(name)
    return Picture(
        name=f"{name.value}-complete",
        title=f"{name.words.capitalize()}, complete: {len(chart.arcs)} transitions of {len(chart.locations)} states",
        description=_LEGEND,
        boxes=(),
        arrows=(),
        arcs=tuple(chart.arcs.values()),
        initial=chart.initial,
        notes=(_LEGEND,),
    )


def matrix_dot(name: ChartName, base: str) -> str:
    """The matrix as DOT: one node whose label is the table; `base` goes before a requirement's ID in links."""
    chart = declared(name)
    picture = matrix_picture(name)
    events = list(dict.fromkeys(arc.event for arc in chart.arcs.values()))
    wide = len(events) + 1
    head = "".join(_cell(_lines(event, 12), INK, GROUND, bold=True) for event in ["", *events])
    rows = "".join(_row(chart, state, events, base) for state in chart.locations)
    table = (
        f'<TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" CELLPADDING="4" COLOR="#c3c9d2">'
        f'<TR><TD BORDER="0" ALIGN="LEFT" COLSPAN="{wide}"><FONT POINT-SIZE="20" COLOR="{INK}">'
        f"<B>{escape(picture.title)}</B></FONT></TD></TR><TR>{head}</TR>{rows}"
        f'<TR><TD BORDER="0" ALIGN="LEFT" COLSPAN="{wide}"><FONT POINT-SIZE="12" COLOR="{SOFT}">{escape(_LEGEND)}'
        f"</FONT></TD></TR></TABLE>"
    )
    return (
        f'digraph "{picture.name}" {{\n  graph [pad=0.15]\n'
        f'  matrix [shape=plaintext, fontname="Arial", fontsize=10.5, tooltip=" ", pos="0,0!", label=<{table}>]\n}}\n'
    )


def _row(chart: Declared, state: str, events: list[str], base: str) -> str:
    location = chart.locations[state]
    tone = tone_of(chart.name, location)
    cells = [_cell(_lines(location.label, 16), INK, FILL[tone], bold=True)]
    for event in events:
        transitions = [
            each for each, arc in chart.arcs.items() if each.source == state and arc.event == event
        ]
        cells.append(_target_cell(chart, transitions, base) if transitions else _cell("", SOFT, "#ffffff"))
    return f"<TR>{''.join(cells)}</TR>"


def _target_cell(chart: Declared, transitions: list[Transition], base: str) -> str:
    words = list(dict.fromkeys(_target(chart, each) for each in transitions))
    tones = {tone_of(chart.name, chart.locations[each.destination]) for each in transitions}
    moving = any(each.destination != each.source for each in transitions)
    ground = FILL[tones.pop()] if moving and len(tones) == 1 else "#ffffff"
    tooltip = "&#10;".join(escape(chart.arcs[each].sentence) for each in transitions)
    requirement = transitions[0].requirement
    link = f' HREF="{escape(base + requirement)}" TOOLTIP="{tooltip}"'
    return _cell(_lines(_apart(words), 15), LINK if moving else SOFT, ground, link=link)


def _target(chart: Declared, transition: Transition) -> str:
    if transition.destination != transition.source:
        return chart.locations[transition.destination].label
    moved = transition.move in {Move.FROM_NOW, Move.FROM_ENTRY}
    return "stays, new deadline" if moved else "stays"


def _apart(words: list[str]) -> str:
    """States with an "or" between them; the comma within a state's name gives way."""
    return " or ".join(word.replace(",", "") if len(words) > 1 else word for word in words)


def _lines(words: str, longest: int) -> str:
    return "<BR/>".join(escape(line) for line in wrapped(words, longest))


def _cell(words: str, colour: str, ground: str, *, bold: bool = False, link: str = "") -> str:
    if not words:
        return f'<TD BGCOLOR="{ground}"> </TD>'
    shown = f"<B>{words}</B>" if bold else words
    return f'<TD BGCOLOR="{ground}"{link}><FONT COLOR="{colour}">{shown}</FONT></TD>'
