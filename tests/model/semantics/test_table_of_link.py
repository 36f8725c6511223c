"""The link's table: every declared row, each under its own key, and every location within reach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.errors import DefinitionError
from connref.protocol import Mode
from connref.semantics.table import DOWN_STATES, OFFLINE_STATES, SOCKET_STATES, link_table, link_table_of
from connref.spec.declare import chart
from connref.spec.link import LINK, LOCATIONS
from connref.spec.vocabulary import Event


def test_every_declared_transition_is_in_the_table() -> None:
    assert list(link_table_of(LINK).values()) == list(LINK.transitions)


@pytest.mark.parametrize(("mode", "other"), [(Mode.AUTO, "MAN-"), (Mode.MANUAL, "AUTO-")])
def test_no_row_carries_the_id_of_the_other_mode(mode: Mode, other: str) -> None:
    carried = {each.requirement for each in link_table(mode).values()}
    assert not {each for each in carried if each.startswith(other)}
    assert {each.removeprefix("AUTO-").removeprefix("MAN-") for each in carried} >= {"RECONNECT"}


def test_the_rows_of_both_modes_differ_in_nothing_but_the_id() -> None:
    auto, manual = ([replace(each, requirement="") for each in link_table(mode).values()] for mode in Mode)
    assert auto == manual


def test_every_location_is_reached() -> None:
    reached, frontier = {LINK.initial}, [LINK.initial]
    while frontier:
        location = frontier.pop()
        for (source, _), taken in link_table_of(LINK).items():
            if source == location and taken.destination not in reached:
                reached.add(taken.destination)
                frontier.append(taken.destination)
    assert reached == set(LINK.locations)


def test_the_groups_of_locations_are_those_of_the_document() -> None:
    assert {"down", "down_offline"} == DOWN_STATES
    assert {"down_offline", "offline"} == OFFLINE_STATES
    assert {"opening", "up"} == SOCKET_STATES


def test_a_key_that_is_declared_twice_is_refused() -> None:
    with pytest.raises(DefinitionError, match="declared twice"):
        link_table_of(chart("link", LOCATIONS, [*LINK.transitions, LINK.transitions[0]]))


def test_an_event_of_another_chart_is_refused() -> None:
    stray = replace(LINK.transitions[0], event=Event.CONNECT)
    with pytest.raises(DefinitionError, match="no event of the link"):
        link_table_of(chart("link", LOCATIONS, [stray]))
