"""Policy and link together: the walk over both."""

from __future__ import annotations

import pytest

from connref.protocol import Mode
from connref.semantics.link_table import OFFLINE_STATES
from connref.semantics.table import compile_table
from connref.spec.vocabulary import Event
from connref.verify import product_check as composition
from connref.verify.product_check import explore
from connref.verify.regions import Places


def test_a_fault_has_a_shortest_way() -> None:
    places = Places(compile_table(Mode.MANUAL))
    found = explore(places, lambda _composition, _both, move: "up" if move.after.link == "up" else None)
    assert found.fault is not None
    assert len(found.fault.path) == 3


@pytest.mark.parametrize("mode", Mode)
def test_the_link_knows_of_the_network_what_connect_is_told(mode: Mode) -> None:
    """connect() with no network comes only where the link knows of none, and a pong only over a connection."""
    places = Places(compile_table(mode))
    whole = composition.Composition(places, {})
    for both in explore(places, lambda _composition, _both, _move: None).met:
        events = {edge.rule.event for move in whole.moves(both) for edge in move.edges if edge.rule}
        assert (Event.CONNECT_OFFLINE in events) is (both.link in OFFLINE_STATES)
        assert (Event.CONNECT in events) is (both.link not in OFFLINE_STATES)
        assert (Event.PONG in events) is (both.link == "up")
