"""Which transitions a requirement touches: those that carry it, and those that its row says it is held by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from connref.protocol import Mode
from connref.spec.declare import Location, Transition
from connref.spec.requirement import Rows
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Move
from connref_adapters.drawing.charts import ChartName, Declared


def touched(requirement: str, chart: Declared) -> Iterator[Transition]:
    """The transitions of a chart that a requirement touches, in the order of the declaration."""
    held_by = [rows for rows in REQUIREMENTS[requirement].held_by if _of_mode(chart.name, rows.mode)]
    for transition in chart.arcs:
        if requirement in transition.requirements or any(
            _among(transition, rows, chart.locations) for rows in held_by
        ):
            yield transition


def _of_mode(chart: ChartName, mode: Mode | None) -> bool:
    """Whether a chart belongs to a mode, or to any."""
    return mode is None or chart.mode in {None, mode}


def _among(transition: Transition, rows: Rows, locations: Mapping[str, Location]) -> bool:
    """Whether a transition is one of those that a row of the specification speaks of."""
    before, after = locations[transition.source], locations[transition.destination]
    return all(
        (
            not rows.carrying or not {*rows.carrying}.isdisjoint(transition.requirements),
            not rows.events or transition.event in rows.events,
            rows.up in (None, (before.up, after.up)),
            rows.app in (None, before.app),
            rows.move in (None, transition.move),
            rows.answer in (None, transition.answer),
            not rows.leaves or after is not before,
        )
    )


def told(transitions: Iterable[Transition]) -> list[Transition]:
    """Of these transitions those in which something happens; all of them where nothing does in any."""
    every = list(transitions)
    return [each for each in every if _does_something(each)] or every


def _does_something(transition: Transition) -> bool:
    return transition.target is not None or transition.move is not Move.KEEP or transition.answer is not None
