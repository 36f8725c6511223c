"""The declared charts as arcs: one for each declared transition, none left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from connref.protocol import Mode
from connref.semantics.table import CHARTS
from connref.spec.declare import Chart, Location, Transition
from connref.spec.link import LinkChart, LinkTransition, declared_link_rules
from connref_adapters.drawing.picture import Arc
from connref_adapters.drawing.words import EVENT_WORDS, LINK_WORDS, link_effect, rule_effect, rule_when


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
    arcs: Mapping[Transition | LinkTransition, Arc]


@cache
def declared(name: ChartName) -> Declared:
    """The declaration of a chart, in words."""
    if name is ChartName.LINK:
        links: dict[Transition | LinkTransition, Arc] = {
            rule: _link_arc(rule) for rule in declared_link_rules()
        }
        return Declared(name, _initial(LinkChart), LinkChart.facts(), links)
    chart = CHARTS[Mode(name.value)]
    facts = chart.facts()
    arcs: dict[Transition | LinkTransition, Arc] = {
        rule: _arc(rule, facts[rule.source]) for rule in chart.rules()
    }
    return Declared(name, _initial(chart), facts, arcs)


def _initial(chart: type[Chart]) -> str:
    """The state in which a chart starts."""
    return next(str(state.id) for state in chart.states if state.initial)


def _arc(rule: Transition, facts: Location) -> Arc:
    when = rule_when(rule, facts)
    return Arc(
        source=rule.source,
        target=rule.destination,
        event=EVENT_WORDS[rule.event],
        requirement=rule.requirement,
        when=when,
        effect=rule_effect(rule),
    )


def _link_arc(rule: LinkTransition) -> Arc:
    return Arc(
        source=rule.source,
        target=rule.target,
        event=LINK_WORDS[rule.event],
        requirement=rule.requirement,
        effect=link_effect(rule),
    )
