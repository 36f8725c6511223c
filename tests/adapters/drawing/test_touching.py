"""What a requirement touches: its own rules, and for what several rules do together, those rules."""

from __future__ import annotations

import pytest

from connref.spec.declare import Transition
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Answer, App, Event, Move
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.touching import told, touched


def rules(requirement: str, name: ChartName = ChartName.MANUAL) -> list[Transition]:
    return [rule for rule in touched(requirement, declared(name)) if isinstance(rule.event, Event)]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_each_requirement_touches_something(requirement: str) -> None:
    assert any(list(touched(requirement, declared(name))) for name in ChartName)


@pytest.mark.parametrize("name", ChartName)
def test_each_rule_is_touched_by_a_requirement(name: ChartName) -> None:
    found = {rule for requirement in REQUIREMENTS for rule in touched(requirement, declared(name))}
    assert found == set(declared(name).arcs)


def test_grace_restarts_where_an_entry_starts_a_deadline() -> None:
    found = rules("MAN-GRACE-RESTARTS")
    assert found
    assert {(rule.event, rule.move) for rule in found} == {(Event.BACKGROUND, Move.FROM_NOW)}


def test_ping_is_sent_in_the_background_whatever_else_it_does() -> None:
    facts = declared(ChartName.MANUAL).facts
    found = rules("MAN-PING-SENDS")
    assert {rule.source for rule in found} == {"grace", "held"}
    assert {(facts[rule.source].app, rule.answer) for rule in found} == {(App.BACKGROUND, Answer.SENDS)}


def test_events_stop_in_manual_mode_only() -> None:
    assert rules("EVT-STOPS")
    assert rules("EVT-STOPS", ChartName.AUTO) == []


def test_saving_is_seen_at_login_at_the_kill_and_at_init() -> None:
    assert {Event.LOGIN, Event.KILL, Event.REOPEN} <= {rule.event for rule in rules("SES-LOGIN-SAVES")}


def test_told_leaves_out_where_nothing_happens() -> None:
    every = rules("MAN-PING-EXTENDS")
    kept = [rule for rule in told(every) if isinstance(rule.event, Event)]
    assert all(rule.target or rule.answer or rule.move is not Move.KEEP for rule in kept)
    assert 0 < len(kept) < len(every)


def test_told_keeps_all_where_nothing_ever_happens() -> None:
    silent = [
        rule for rule in rules("MAN-PING-EXTENDS") if rule.event is Event.PONG and rule.source == "idle"
    ]
    assert told(silent) == silent != []
