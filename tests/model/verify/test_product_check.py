"""Policy and link together: the search over both."""

from __future__ import annotations

import pytest

from connref.protocol import Mode
from connref.semantics.table import OFFLINE_STATES, compile_table
from connref.spec.vocabulary import Event
from connref.verify.product_check import ProductGraph, anything_goes, check_product, policy_edges
from connref.verify.regions import RegionGraph


def test_a_fault_has_a_shortest_way() -> None:
    graph = RegionGraph(compile_table(Mode.MANUAL))
    found = check_product(graph, lambda _product, _node, edge: "up" if edge.after.link == "up" else None)
    assert found.why == "up"
    assert len(found.path) == 3


@pytest.mark.parametrize("mode", Mode)
def test_the_link_knows_of_the_network_what_connect_is_told(mode: Mode) -> None:
    """connect() with no network comes only where the link knows of none, and a pong only over a connection."""
    graph = RegionGraph(compile_table(mode))
    whole = ProductGraph(graph, {})
    for node in check_product(graph, anything_goes).met:
        edges = policy_edges(whole.edges(node))
        events = {edge.transition.event for edge in edges if edge.transition}
        assert (Event.CONNECT_OFFLINE in events) is (node.link in OFFLINE_STATES)
        assert (Event.CONNECT in events) is (node.link not in OFFLINE_STATES)
        assert (Event.PONG in events) is (node.link == "up")
