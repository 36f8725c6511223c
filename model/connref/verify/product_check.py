"""The product of policy and link: all histories of both at once, in a world that does what it likes.

An edge is an event of the app or of time, put to the policy, or an event of the socket, the network or a timer, put to
the link. After the policy's turn the link hears whether a connection is wanted; after the link's turn the policy hears
what it has to know. `connref.semantics.product` does so for one reading; here it is done for all, so that what holds
of every edge holds of every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from connref.semantics.search import Search, Successor, search
from connref.semantics.table import DOWN_STATES, OFFLINE_STATES, link_table
from connref.spec.declare import Transition
from connref.spec.vocabulary import LINK_EVENTS, PONG_EVENTS, Answer, Event, LinkEvent
from connref.verify.explore import Finding, allows, check_family
from connref.verify.monitor import Choices
from connref.verify.regions import Edge, Node, RegionGraph

FROM_WITHIN = frozenset({LinkEvent.WANT, LinkEvent.UNWANT, LinkEvent.PROCESS_KILLED})
"""What the link hears from the policy and the process; all else comes from the world."""


@dataclass(frozen=True, slots=True)
class ProductNode:
    """Where policy and link stand together; `pending` says that a connect() is owed its outcome."""

    policy: Node
    link: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class ProductEdge:
    """One step of both: the policy's edges and the link's transitions; `blocked` says why it cannot be taken."""

    after: ProductNode
    edges: tuple[Edge, ...] = ()
    transitions: tuple[Transition, ...] = ()
    blocked: str | None = None

    @property
    def event(self) -> Event | None:
        """The policy's event, if the policy hears of one."""
        transition = self.edges[0].transition if self.edges else None
        return transition.event if transition and isinstance(transition.event, Event) else None


ProductFinding = Finding[ProductNode, ProductEdge]
Check = Callable[["ProductGraph", ProductNode, ProductEdge], str | None]
"""Says what is wrong with a step, or None."""


class ProductGraph:
    """The edges of policy and link together, under some choices; all other choices are open at every step."""

    def __init__(self, graph: RegionGraph, choices: Choices) -> None:
        self.graph = graph
        self.choices = choices
        self.links = link_table(graph.table.mode)
        self._open: dict[tuple[Node, bool], tuple[Edge, ...]] = {}
        self._of_the_world: dict[str, tuple[Transition, ...]] = {}
        for (state, event), transition in self.links.items():
            if event not in FROM_WITHIN:
                self._of_the_world[state] = (*self._of_the_world.get(state, ()), transition)

    @property
    def start(self) -> ProductNode:
        """A new process on a device that has a network."""
        return ProductNode(self.graph.start, "down")

    def wants(self, node: ProductNode) -> bool:
        """Whether the policy wants a connection there, or lets an attempt go on."""
        return self.graph.view(node.policy).wants

    def edges(self, node: ProductNode) -> Iterator[ProductEdge]:
        """Every edge from a node."""
        for edge in self._open_edges(node):
            if self._comes_from_the_app(node, edge):
                yield self._policy_first(node, edge)
        for transition in self._of_the_world[node.link]:
            yield from self.link_first(node, transition)

    def link_first(self, node: ProductNode, transition: Transition) -> Iterator[ProductEdge]:
        """The link's turn, and then the policy's, where it has to hear of it."""
        event = transition.tells
        if event is None:
            yield ProductEdge(
                ProductNode(node.policy, transition.destination, node.pending), (), (transition,)
            )
            return
        heard = [
            edge for edge in self._open_edges(node) if edge.transition and edge.transition.event is event
        ]
        if not heard:
            blocked = f"the link tells of {event.value} in {node.policy.location}, where that cannot be"
            yield ProductEdge(node, (), (transition,), blocked)
        for edge in heard:
            yield self._settled(node, edge, transition.destination, (transition,))

    def _open_edges(self, node: ProductNode) -> tuple[Edge, ...]:
        """The policy's edges that the choices allow; the link knows if an attempt is under way (retry-at-entry)."""
        under_way = node.link == "opening"
        found = self._open.get((node.policy, under_way))
        if found is None:
            known = {**self.choices, "retry-at-entry": "under-way" if under_way else "waiting"}
            edges = self.graph.edges(node.policy)
            found = tuple(edge for edge in edges if edge.transition is None or allows(edge.transition, known))
            self._open[node.policy, under_way] = found
        return found

    def _policy_first(self, node: ProductNode, edge: Edge) -> ProductEdge:
        killed = edge.transition is not None and edge.transition.event is Event.KILL
        if not killed:
            return self._settled(node, edge, node.link, ())
        transition = self.links[node.link, LinkEvent.PROCESS_KILLED]
        return self._settled(ProductNode(node.policy, node.link), edge, transition.destination, (transition,))

    def _settled(
        self, node: ProductNode, edge: Edge, link: str, transitions: tuple[Transition, ...]
    ) -> ProductEdge:
        """The link hears what the policy wants now, and calls that waited for the connection hear the end of it."""
        after = edge.step.after
        if after.wants is (link in DOWN_STATES):
            transition = self.links.get((link, LinkEvent.WANT if after.wants else LinkEvent.UNWANT))
            if transition is None:
                blocked = f"the link cannot be told what is wanted in {link}"
                return ProductEdge(node, (edge,), transitions, blocked)
            link, transitions = transition.destination, (*transitions, transition)
        owed = edge.transition is not None and edge.transition.answer is Answer.OPENS
        pending = (node.pending or owed) and after.wants and not after.up
        return ProductEdge(ProductNode(edge.target, link, pending), (edge,), transitions)

    def _comes_from_the_app(self, node: ProductNode, edge: Edge) -> bool:
        """Whether the policy hears of this without the link: the network and the socket decide what can come."""
        event = None if edge.transition is None else edge.transition.event
        if event in LINK_EVENTS:
            return False
        if event in {Event.CONNECT, Event.CONNECT_OFFLINE}:
            return (event is Event.CONNECT_OFFLINE) is (node.link in OFFLINE_STATES)
        return event not in PONG_EVENTS or node.link == "up"


def check_product(graph: RegionGraph, check: Check, known: Choices | None = None) -> ProductFinding:
    """Judge every edge of the product under every reading; `known` are choices that are the same in all searches."""

    def under(choices: Choices) -> Search[ProductNode, ProductEdge]:
        return _checked(ProductGraph(graph, choices), check)

    return check_family(under, policy_edges, known=known)


def anything_goes(_: ProductGraph, __: ProductNode, ___: ProductEdge) -> str | None:
    """A check that finds nothing wrong, to search for the nodes alone."""
    return None


def policy_edges(path: Iterable[ProductEdge]) -> tuple[Edge, ...]:
    """The policy's part of a path."""
    return tuple(edge for each in path for edge in each.edges)


def _checked(product: ProductGraph, check: Check) -> Search[ProductNode, ProductEdge]:
    def successors(node: ProductNode) -> Iterator[Successor[ProductEdge, ProductNode]]:
        for edge in product.edges(node):
            yield edge, edge.after, edge.blocked or check(product, node, edge)

    return search([product.start], successors)
