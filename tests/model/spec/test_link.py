"""The link chart: what is declared, and that it can never have two sockets."""

from __future__ import annotations

import pytest

from connref.effects import CloseReason
from connref.errors import DefinitionError
from connref.semantics.table import SOCKET_STATES
from connref.spec.declare import link_rule
from connref.spec.link import DOWN, LINK, OPENING
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event, LinkEvent

RULES = LINK.transitions


def test_every_rule_carries_a_requirement() -> None:
    assert RULES
    assert {rule.requirement for rule in RULES} <= set(REQUIREMENTS)


def test_an_unknown_requirement_is_refused() -> None:
    with pytest.raises(DefinitionError, match="MAN-NOTHING"):
        link_rule(DOWN, LinkEvent.WANT, OPENING, "MAN-NOTHING")


def test_a_socket_is_opened_only_where_there_is_none() -> None:
    opening = [rule for rule in RULES if rule.opens]
    assert opening
    assert not {rule.source for rule in opening} & SOCKET_STATES


def test_every_way_out_of_a_socket_closes_it_or_was_told_that_it_is_gone() -> None:
    gone_already = {
        LinkEvent.SOCKET_FAILED,
        LinkEvent.SOCKET_CLOSED,
        LinkEvent.SOCKET_CLOSED_NORMALLY,
        LinkEvent.PROCESS_KILLED,
    }
    for rule in RULES:
        leaves = rule.source in SOCKET_STATES and rule.destination not in SOCKET_STATES
        assert (rule.closes is not None) == (leaves and rule.event not in gone_already), rule


def test_each_reason_to_close_is_used() -> None:
    assert {rule.closes for rule in RULES} == {None, *CloseReason}


def test_the_policy_hears_of_every_change_of_up() -> None:
    told_of_the_end = {Event.LOST, Event.CLOSED}
    for rule in RULES:
        assert (rule.tells is Event.OPENED) == (rule.destination == "up" != rule.source)
        ends = rule.source == "up" != rule.destination
        by_wish = rule.event in {LinkEvent.UNWANT, LinkEvent.PROCESS_KILLED}
        assert (rule.tells in told_of_the_end) == (ends and not by_wish), rule


def test_wish_and_network_have_a_rule_wherever_they_can_come() -> None:
    declared = {(rule.source, rule.event) for rule in RULES}
    states = set(LINK.locations)
    for state in states:
        assert (state, LinkEvent.NETWORK_LOST) in declared
        assert (state, LinkEvent.NETWORK_AVAILABLE) in declared
        assert (state, LinkEvent.PROCESS_KILLED) in declared
        wish = LinkEvent.WANT if state.startswith("down") else LinkEvent.UNWANT
        assert (state, wish) in declared
