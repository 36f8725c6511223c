"""Which rules a requirement touches: those that carry it, and those that its row says it is held by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from connref.protocol import Mode
from connref.spec.declare import Location, Transition
from connref.spec.requirements import REQUIREMENTS, Rows
from connref.spec.vocabulary import Event, Move
from connref_adapters.drawing.charts import ChartName, Declared


def touched(requirement: str, chart: Declared) -> Iterator[Transition]:
    """The rules of a chart that a requirement touches, in the order of the declaration."""
    held_by = [rows for rows in REQUIREMENTS[requirement].held_by if _of_mode(chart.name, rows.mode)]
    for rule in chart.arcs:
        if requirement in rule.requirements or any(_among(rule, rows, chart.facts) for rows in held_by):
            yield rule


def _of_mode(chart: ChartName, mode: Mode | None) -> bool:
    """Whether a chart belongs to a mode, or to any."""
    return mode is None or chart is ChartName.LINK or chart.value == mode.value


def _among(rule: Transition, rows: Rows, facts: Mapping[str, Location]) -> bool:
    """Whether a rule is one of those that a row of the specification speaks of."""
    before, after = facts[rule.source], facts[rule.destination]
    return all(
        (
            not rows.carrying or not {*rows.carrying}.isdisjoint(rule.requirements),
            not rows.events or rule.event in rows.events,
            rows.up in (None, (before.up, after.up)),
            rows.app in (None, before.app),
            rows.move in (None, rule.move),
            rows.answer in (None, rule.answer),
            not rows.leaves or after is not before,
        )
    )


def told(rules: Iterable[Transition]) -> list[Transition]:
    """Of these rules those in which something happens; all of them where nothing does in any."""
    every = list(rules)
    return [rule for rule in every if _does_something(rule)] or every


def _does_something(rule: Transition) -> bool:
    if isinstance(rule.event, Event):
        return rule.target is not None or rule.move is not Move.KEEP or rule.answer is not None
    return rule.target is not None
