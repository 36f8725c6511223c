"""Which rules a requirement touches: those declared with it, and for the few that no rule carries, where it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from connref.spec.declare import Location
from connref.spec.vocabulary import Answer, App, Event, LinkEvent, Move
from connref_adapters.drawing.build import AnyRule, target_of
from connref_adapters.drawing.source import ChartName, Declared

_Where = Callable[[AnyRule, Mapping[str, Location]], bool]


def _named(requirement: str) -> _Where:
    return lambda rule, _: rule.requirement == requirement


def _comes_up(rule: AnyRule, facts: Mapping[str, Location]) -> bool:
    return facts[target_of(rule)].up and not facts[rule.source].up


def _goes_down(rule: AnyRule, facts: Mapping[str, Location]) -> bool:
    return facts[rule.source].up and not facts[target_of(rule)].up


def _disconnects(rule: AnyRule, facts: Mapping[str, Location]) -> bool:
    return rule.event in {Event.DISCONNECT, LinkEvent.UNWANT} and _goes_down(rule, facts)


def _starts_a_grace(rule: AnyRule, _: Mapping[str, Location]) -> bool:
    return isinstance(rule.event, Event) and rule.event is Event.BACKGROUND and rule.move is Move.FROM_NOW


def _begins_by_itself(rule: AnyRule, _: Mapping[str, Location]) -> bool:
    return isinstance(rule.event, Event) and rule.requirement in {"SES-REOPEN-CONNECTS", "SES-LOGIN-CONNECTS"}


def _sends_in_background(rule: AnyRule, facts: Mapping[str, Location]) -> bool:
    in_background = facts[rule.source].app is App.BACKGROUND
    return isinstance(rule.event, Event) and rule.answer is Answer.SENDS and in_background


def _lapses(rule: AnyRule, facts: Mapping[str, Location]) -> bool:
    passes = rule.event is Event.DEADLINE and facts[rule.source].up and not facts[target_of(rule)].up
    return rule.requirement == "MAN-PING-LAPSES" or passes


def _keeps_the_user(rule: AnyRule, _: Mapping[str, Location]) -> bool:
    logs_in = rule.event is Event.LOGIN and target_of(rule) != rule.source
    return rule.requirement == "SES-LOGIN-SAVES" or rule.event is Event.REOPEN or logs_in


_HELD_BY: Mapping[str, _Where] = {
    "AUTO-DEFAULT": _begins_by_itself,
    "EVT-DELIVERED": _comes_up,
    "EVT-LOST": _goes_down,
    "EVT-STOPS": _disconnects,
    "MAN-GRACE-RESTARTS": _starts_a_grace,
    "MAN-PING-LAPSES": _lapses,
    "MAN-PING-LOOP": _named("MAN-PING-EXTENDS"),
    "MAN-PING-SENDS": _sends_in_background,
    "SES-LOGIN-SAVES": _keeps_the_user,
}
"""Requirements that speak of what several rules do together, or of what holds between them."""

_ONLY_IN: Mapping[str, frozenset[ChartName]] = {"EVT-STOPS": frozenset({ChartName.MANUAL, ChartName.LINK})}
"""The document promises some things for one mode only."""


def touched(requirement: str, chart: Declared) -> Iterator[AnyRule]:
    """The rules of a chart that a requirement touches, in the order of the declaration."""
    if chart.name in _ONLY_IN.get(requirement, frozenset(ChartName)):
        where = _HELD_BY.get(requirement, _named(requirement))
        yield from (rule for rule in chart.arcs if where(rule, chart.facts))


def told(rules: Iterable[AnyRule]) -> list[AnyRule]:
    """Of these rules those in which something happens; all of them where nothing does in any."""
    every = list(rules)
    return [rule for rule in every if _does_something(rule)] or every


def _does_something(rule: AnyRule) -> bool:
    if isinstance(rule.event, Event):
        return rule.target is not None or rule.move is not Move.KEEP or rule.answer is not None
    return rule.target is not None
