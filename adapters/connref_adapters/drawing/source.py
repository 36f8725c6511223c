"""The declared charts as arcs: one for each declared transition, none left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from connref.protocol import Mode
from connref.semantics.table import CHARTS
from connref.spec.declare import Location, Transition
from connref.spec.link import LINK
from connref_adapters.drawing.picture import Arc
from connref_adapters.drawing.words import WORDS, link_effect, rule_effect, rule_when


class ChartName(StrEnum):
    """The charts that can be drawn."""

    AUTO = "auto"
    MANUAL = "manual"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Declared:
    """A chart as declared: its states with their facts, its rules, and each rule's arc."""

    name: ChartName
    initial: str
    facts: Mapping[str, Location]
    arcs: Mapping[Transition, Arc]


@cache
def declared(name: ChartName) -> Declared:
    """The declaration of a chart, in words."""
    if name is ChartName.LINK:
        return Declared(
            name, LINK.initial, LINK.locations, {rule: _link_arc(rule) for rule in LINK.transitions}
        )
    chart = CHARTS[Mode(name.value)]
    arcs = {rule: _arc(rule, chart.locations[rule.source]) for rule in chart.transitions}
    return Declared(name, chart.initial, chart.locations, arcs)


def _arc(rule: Transition, facts: Location) -> Arc:
    when = rule_when(rule, facts)
    return Arc(
        source=rule.source,
        target=rule.destination,
        event=WORDS[rule.event],
        requirement=rule.requirement,
        when=when,
        effect=rule_effect(rule),
    )


def _link_arc(rule: Transition) -> Arc:
    return Arc(
        source=rule.source,
        target=rule.destination,
        event=WORDS[rule.event],
        requirement=rule.requirement,
        effect=link_effect(rule),
    )
