"""How charts are declared: every row carries its requirement, and a wrong declaration is refused where it stands."""

from __future__ import annotations

import pytest

from connref.errors import DefinitionError
from connref.spec.auto import AUTO
from connref.spec.declare import Chart, Guard, Location, chart, interpretations_in, reads, rule
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref.spec.link import LINK
from connref.spec.manual import MANUAL
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Clock, Event, Region, Wish

HERE, THERE = Location("here", "here"), Location("there", "there")


@pytest.mark.parametrize("declared", [AUTO, MANUAL, LINK], ids=lambda declared: declared.name)
def test_every_transition_carries_a_requirement_and_joins_locations_of_its_chart(declared: Chart) -> None:
    assert declared.transitions
    for each in declared.transitions:
        assert each.requirement in REQUIREMENTS
        assert {each.source, each.destination} <= declared.locations.keys()
        assert each.target != each.source
    assert all(name == location.id for name, location in declared.locations.items())


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
        rule(HERE, Event.CONNECT, None, "MAN-NOTHING")


def test_a_transition_to_a_location_of_another_chart_is_refused() -> None:
    with pytest.raises(DefinitionError, match="here × connect"):
        chart("lost", [HERE], rule(HERE, Event.CONNECT, THERE, "MAN-CONNECT"))


def test_two_locations_of_one_name_are_refused() -> None:
    for again in (HERE, Location("elsewhere", "here")):
        with pytest.raises(DefinitionError, match="id or a label"):
            chart("twice", [HERE, again], ())


def test_a_chart_sorts_its_rows_by_location_and_keeps_their_order() -> None:
    rows = [
        *rule([THERE, HERE], Event.CONNECT, None, "MAN-CONNECT"),
        *rule(HERE, Event.PING, None, "MAN-CONNECT"),
    ]
    sorted_rows = chart("two", [HERE, THERE], rows).transitions
    assert [(each.source, each.event) for each in sorted_rows] == [
        ("here", Event.CONNECT),
        ("here", Event.PING),
        ("there", Event.CONNECT),
    ]


def test_regions_follow_the_clock_of_the_source() -> None:
    regions = {
        (each.source, each.event): each.regions for each in MANUAL.transitions if each.event is Event.LOGOUT
    }
    assert regions["connected", Event.LOGOUT] == (Region.BEFORE,)
    assert regions["grace", Event.LOGOUT] == (Region.BEFORE, Region.AT)
    assert regions["idle_background", Event.LOGOUT] == (Region.BEFORE, Region.PAST)


def test_guards_allow_what_the_reading_chose() -> None:
    closed = [
        each for each in MANUAL.transitions if each.event is Event.CLOSED and each.source == "connected"
    ]
    assert [each.destination for each in closed if each.allows(dict(DEFAULT.choices))] == ["reconnecting"]


def test_names_of_interpretations_come_before_those_of_latitudes() -> None:
    names = interpretations_in(
        each for each in MANUAL.transitions if each.source == "waiting" and each.event is Event.BACKGROUND
    )
    assert names == ("background-while-opening", "retry-at-entry")
    assert [name in INTERPRETATIONS for name in names] == [True, False]


def test_wishes_and_clocks_of_manual_mode_are_the_documents() -> None:
    up = {name for name, each in MANUAL.locations.items() if each.up}
    assert up == {"connected", "grace", "held"}
    assert all(each.wish is Wish.WANTED for each in MANUAL.locations.values() if each.up)
    assert MANUAL.locations["grace"].clock is Clock.DEADLINE
