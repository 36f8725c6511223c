"""What a requirement touches: its own transitions, and for what several transitions do together, those transitions."""

from __future__ import annotations

import pytest

from connref.spec.declare import Transition
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Answer, App, Event, Move
from connref_adapters.drawing.charts import ChartName, declared
from connref_adapters.drawing.touching import told, touched


def transitions(requirement: str, name: ChartName = ChartName.MANUAL) -> list[Transition]:
    return [each for each in touched(requirement, declared(name)) if isinstance(each.event, Event)]


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_each_requirement_touches_something(requirement: str) -> None:
    assert any(list(touched(requirement, declared(name))) for name in ChartName)


@pytest.mark.parametrize("name", ChartName)
def test_each_rule_is_touched_by_a_requirement(name: ChartName) -> None:
    found = {each for requirement in REQUIREMENTS for each in touched(requirement, declared(name))}
    assert found == set(declared(name).arcs)


def test_grace_restarts_where_an_entry_starts_a_deadline() -> None:
    found = transitions("MAN-GRACE-RESTARTS")
    assert found
    assert {(each.event, each.move) for each in found} == {(Event.BACKGROUND, Move.FROM_NOW)}


def test_ping_is_sent_in_the_background_whatever_else_it_does() -> None:
    locations = declared(ChartName.MANUAL).locations
    found = transitions("MAN-PING-SENDS")
    assert {each.source for each in found} == {"grace", "held"}
    assert {(locations[each.source].app, each.answer) for each in found} == {(App.BACKGROUND, Answer.SENDS)}


def test_events_stop_in_manual_mode_only() -> None:
    assert transitions("EVT-STOPS")
    assert transitions("EVT-STOPS", ChartName.AUTO) == []


def test_saving_is_seen_at_login_at_the_kill_and_at_init() -> None:
    assert {Event.LOGIN, Event.KILL, Event.REOPEN} <= {each.event for each in transitions("SES-LOGIN-SAVES")}


def test_told_leaves_out_where_nothing_happens() -> None:
    every = transitions("MAN-PING-EXTENDS")
    kept = [each for each in told(every) if isinstance(each.event, Event)]
    assert all(each.target or each.answer or each.move is not Move.KEEP for each in kept)
    assert 0 < len(kept) < len(every)


def test_told_keeps_all_where_nothing_ever_happens() -> None:
    silent = [
        each for each in transitions("MAN-PING-EXTENDS") if each.event is Event.PONG and each.source == "idle"
    ]
    assert told(silent) == silent != []
