"""What is asked of policy and link together, and of the machine that runs them: sockets, outcomes, messages, bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connref.protocol import Mode
from connref.semantics.table import DOWN_STATES, SOCKET_STATES
from connref.spec.vocabulary import Answer, LinkEvent
from connref.verify.monitor import PropertyKind
from connref.verify.product_check import Check, ProductEdge, ProductGraph, ProductNode

GONE = frozenset(
    {
        LinkEvent.SOCKET_FAILED,
        LinkEvent.SOCKET_CLOSED,
        LinkEvent.SOCKET_CLOSED_NORMALLY,
        LinkEvent.PROCESS_KILLED,
    }
)
"""The events that say that the socket is no more; after any other, whoever leaves it has to close it."""
FAIR: Mapping[str, LinkEvent] = {
    "offline": LinkEvent.NETWORK_AVAILABLE,
    "waiting": LinkEvent.RETRY_DUE,
    "opening": LinkEvent.SOCKET_OPENED,
}
"""What a fair world does next where a connection is wanted."""
FAIR_STEPS = 2
"""From anywhere to up in a fair world: the wait ends or the network is back, and the opening succeeds."""


def one_socket(_: ProductGraph, node: ProductNode, edge: ProductEdge) -> str | None:
    """A socket is opened only where there is none, and left only if it is gone or closed."""
    link = node.link
    for transition in edge.transitions:
        if transition.opens and link in SOCKET_STATES:
            return "a second socket is opened"
        leaves = link in SOCKET_STATES and transition.destination not in SOCKET_STATES
        if leaves and (transition.closes is None) is not (transition.event in GONE):
            return "a socket is left over, or one that is gone is closed"
        link = transition.destination
    return None


def link_follows(product: ProductGraph, _: ProductNode, edge: ProductEdge) -> str | None:
    """After each step the link is down exactly where nothing is wanted: no time passes between."""
    if product.wants(edge.after) is (edge.after.link in DOWN_STATES):
        return f"the link is {edge.after.link} in {edge.after.policy.location}"
    return None


def up_is_one(product: ProductGraph, _: ProductNode, edge: ProductEdge) -> str | None:
    """Policy and link agree on whether the connection is up."""
    if product.graph.view(edge.after.policy).up is not (edge.after.link == "up"):
        return f"the link is {edge.after.link} in {edge.after.policy.location}"
    return None


def fair_world_reaches_up(product: ProductGraph, _: ProductNode, edge: ProductEdge) -> str | None:
    """Where a connection is wanted, a fair world brings it up in a bounded number of steps, whatever was before."""
    if not product.wants(edge.after):
        return None
    standing = [edge.after]
    for _step in range(FAIR_STEPS):
        standing = [found for node in standing for found in _fair(product, node)]
    if any(node.link != "up" for node in standing):
        return f"a fair world does not bring it up from {edge.after.link} in {edge.after.policy.location}"
    return None


def _fair(product: ProductGraph, node: ProductNode) -> list[ProductNode]:
    event = FAIR.get(node.link)
    transition = None if event is None else product.links.get((node.link, event))
    return [node] if transition is None else [edge.after for edge in product.link_first(node, transition)]


def nothing_is_refused(product: ProductGraph, node: ProductNode, _: ProductEdge) -> str | None:
    """Wherever a socket is, all that a socket, a network or a timer can do has a transition."""
    events = {
        "opening": GONE - {LinkEvent.PROCESS_KILLED}
        | {LinkEvent.SOCKET_OPENED, LinkEvent.SOCKET_REJECTED, LinkEvent.OPEN_TIMEOUT},
        "up": GONE - {LinkEvent.PROCESS_KILLED} | {LinkEvent.PING_TIMEOUT},
        "waiting": frozenset({LinkEvent.RETRY_DUE}),
    }.get(node.link, frozenset())
    always = {LinkEvent.NETWORK_LOST, LinkEvent.NETWORK_AVAILABLE, LinkEvent.PROCESS_KILLED}
    missing = [event.value for event in always | events if (node.link, event) not in product.links]
    return f"{node.link} has no transition for {', '.join(missing)}" if missing else None


def waiting_is_for_something(_: ProductGraph, __: ProductNode, edge: ProductEdge) -> str | None:
    """connect() waits for a connection only where one is on its way: then either it comes, or the wish ends."""
    waits = any(each.transition is not None and each.transition.answer is Answer.OPENS for each in edge.edges)
    return "a connect() waits for nothing" if waits and not edge.after.pending else None


@dataclass(frozen=True, slots=True)
class LinkProperty:
    """One statement about policy and link together, for every history of a mode under every reading."""

    requirement: str
    name: str
    kind: PropertyKind
    mode: Mode
    check: Check


def _both(
    requirement: str, name: str, check: Check, kind: PropertyKind = PropertyKind.ALWAYS
) -> list[LinkProperty]:
    return [LinkProperty(requirement, name, kind, mode, check) for mode in Mode]


LINK_PROPERTIES: tuple[LinkProperty, ...] = (
    *_both("RES-ONE-SOCKET", "one socket, and none left over", one_socket),
    *_both("RES-ONE-SOCKET", "the link is down exactly where nothing is wanted", link_follows),
    *_both("EVT-STOPS", "up for the policy is up for the link", up_is_one),
    *_both("INP-ROBUST", "whatever the world does has a transition", nothing_is_refused),
    *_both("CALL-OUTCOME", "connect() waits only for what is on its way", waiting_is_for_something),
    LinkProperty(
        "AUTO-RECONNECT",
        "a fair world brings up what is wanted",
        PropertyKind.WITHIN,
        Mode.AUTO,
        fair_world_reaches_up,
    ),
    LinkProperty(
        "MAN-RECONNECT",
        "a fair world brings up what is wanted",
        PropertyKind.WITHIN,
        Mode.MANUAL,
        fair_world_reaches_up,
    ),
)
