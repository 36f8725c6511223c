"""How charts are declared: wrong declarations are refused, and a chart says which rule it took."""

from __future__ import annotations

import pytest

from connref.errors import DefinitionError, ImpossibleInputError
from connref.semantics.table import CHARTS
from connref.spec.auto import AutoMode
from connref.spec.declare import Chart, Guard, Situation, interpretations_in, place, reads, rule, run_chart
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref.spec.manual import ManualMode
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Clock, Event, Move, Region, Wish

CHOICES = dict(DEFAULT.choices)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.__name__)
def test_every_transition_carries_a_requirement_and_every_state_its_facts(chart: type[Chart]) -> None:
    facts = chart.facts()
    rules = list(chart.rules())
    assert rules
    for each in rules:
        assert each.requirement in REQUIREMENTS
        assert each.source in facts
        assert each.destination in facts
    assert len({each.label for each in facts.values()}) == len(facts)


def test_guards_are_checked_when_they_are_declared() -> None:
    assert reads("server-close", "reconnects") == Guard("server-close", ("reconnects",))
    for name, options in (
        ("server-close", ("perhaps",)),
        ("server-close", ()),
        ("no-such-question", ("yes",)),
    ):
        with pytest.raises(DefinitionError):
            reads(name, *options)


def test_a_rule_needs_a_requirement_that_exists() -> None:
    with pytest.raises(DefinitionError, match="MAN-NOTHING"):
        rule(place("here"), Event.CONNECT, None, "MAN-NOTHING")


def test_a_transition_without_a_rule_is_refused() -> None:
    class Careless(Chart):
        here = place("here", initial=True)
        there = place("there")
        here.to(there, event=Event.CONNECT.value)
        there.to(here, event=Event.DISCONNECT.value)

    with pytest.raises(DefinitionError, match="without a requirement"):
        list(Careless.rules())


def test_zones_follow_the_clock_of_the_source() -> None:
    zones = {
        (each.source, each.event): each.zones for each in ManualMode.rules() if each.event is Event.LOGOUT
    }
    assert zones["connected", Event.LOGOUT] == (Region.BEFORE,)
    assert zones["grace", Event.LOGOUT] == (Region.BEFORE, Region.AT)
    assert zones["idle_background", Event.LOGOUT] == (Region.BEFORE, Region.PAST)


def test_the_library_takes_the_step_and_leaves_the_rule() -> None:
    situation = Situation(CHOICES)
    assert run_chart(ManualMode, "connected", Event.BACKGROUND, situation) == "grace"
    assert situation.taken is not None
    assert (situation.taken.requirement, situation.taken.move) == ("MAN-GRACE", Move.FROM_NOW)
    assert run_chart(AutoMode, "connected", Event.BACKGROUND, Situation(CHOICES)) == "background"


def test_guards_and_zones_decide() -> None:
    late = {**CHOICES, "ping-at-deadline": "inclusive"}
    assert run_chart(ManualMode, "grace", Event.PING, Situation(CHOICES, Region.AT)) == "idle_background"
    assert run_chart(ManualMode, "grace", Event.PING, Situation(late, Region.AT)) == "grace"
    assert run_chart(ManualMode, "grace", Event.PING, Situation(CHOICES, Region.BEFORE)) == "grace"


def test_an_impossible_event_names_state_and_event_and_leaves_no_rule() -> None:
    situation = Situation(CHOICES)
    with pytest.raises(ImpossibleInputError, match=r"opened.*idle|idle.*opened"):
        run_chart(ManualMode, "idle", Event.OPENED, situation)
    assert situation.taken is None


def test_names_of_interpretations_come_before_those_of_latitudes() -> None:
    rules = [
        each for each in ManualMode.rules() if each.source == "waiting" and each.event is Event.BACKGROUND
    ]
    names = interpretations_in(rules)
    assert names == ("background-while-opening", "retry-at-entry")
    assert [name in INTERPRETATIONS for name in names] == [True, False]


def test_wishes_and_clocks_of_manual_mode_are_the_documents() -> None:
    facts = ManualMode.facts()
    assert {state for state, each in facts.items() if each.up} == {"connected", "grace", "held"}
    assert all(each.wish is Wish.WANTED for each in facts.values() if each.up)
    assert facts["grace"].clock is Clock.DEADLINE
