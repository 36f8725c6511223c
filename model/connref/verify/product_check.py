"""Policy and link together: every history of both at once, under every reading, with a world that does what it likes.

A step is an event of the app or of time, put to the policy, or an event of the socket, the network or a timer, put to
the link. After the policy's turn the link hears whether a connection is wanted; after the link's turn the policy hears
what it has to know. `connref.semantics.product` does so for one reading; here it is done for all, from the tables.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from connref.semantics.link_table import DOWN_STATES, OFFLINE_STATES, link_table
from connref.semantics.table import combinations
from connref.spec.link import LinkEvent, LinkTransition
from connref.spec.vocabulary import LINK_EVENTS, PONG_EVENTS, Answer, Event
from connref.verify.explore import allows, disagreement
from connref.verify.monitor import Choices
from connref.verify.regions import Edge, Place, Places

TOLD = frozenset({LinkEvent.WANT, LinkEvent.UNWANT, LinkEvent.PROCESS_KILLED})
"""What the link hears from the policy and the process; all else comes from the world."""


@dataclass(frozen=True, slots=True)
class Both:
    """Where policy and link stand together; `pending` tells that a connect() is owed its outcome."""

    place: Place
    link: str
    pending: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One step of both: the policy's part and the link's, either may be none; `blocked` says what went wrong."""

    after: Both
    edges: tuple[Edge, ...] = ()
    rules: tuple[LinkTransition, ...] = ()
    blocked: str | None = None


Check = Callable[["Composition", Both, Move], str | None]
"""Says what is wrong with a step, or None."""


class Composition:
    """The steps of policy and link together, under some choices; all other choices are open at every step."""

    def __init__(self, places: Places, choices: Choices) -> None:
        self.places = places
        self.choices = choices
        self.links = link_table()
        self._open: dict[tuple[Place, bool], tuple[Edge, ...]] = {}
        self._rules_by_state: dict[str, tuple[LinkTransition, ...]] = {}
        for (state, event), rule in self.links.items():
            if event not in TOLD:
                self._rules_by_state[state] = (*self._rules_by_state.get(state, ()), rule)

    @property
    def start(self) -> Both:
        """A new process on a device that has a network."""
        return Both(self.places.start, "down")

    def wants(self, both: Both) -> bool:
        """Whether the policy wants a connection there, or lets an attempt go on."""
        return self.places.view(both.place).wants

    def moves(self, both: Both) -> Iterator[Move]:
        """Every step from there."""
        for edge in self.open_edges(both):
            if self._comes_from_the_app(both, edge):
                yield self._policy_first(both, edge)
        for rule in self._rules_by_state[both.link]:
            yield from self.link_first(both, rule)

    def open_edges(self, both: Both) -> tuple[Edge, ...]:
        """The policy's steps that the choices allow; the link knows if an attempt is under way (retry-at-entry)."""
        under_way = both.link == "opening"
        found = self._open.get((both.place, under_way))
        if found is None:
            known = {**self.choices, "retry-at-entry": "under-way" if under_way else "waiting"}
            edges = self.places.edges(both.place)
            found = tuple(edge for edge in edges if edge.rule is None or allows(edge.rule, known))
            self._open[both.place, under_way] = found
        return found

    def link_first(self, both: Both, rule: LinkTransition) -> Iterator[Move]:
        """The link's turn, and then the policy's, where it has to be told."""
        if rule.tells is None:
            yield Move(Both(both.place, rule.target, both.pending), (), (rule,))
            return
        told = [edge for edge in self.open_edges(both) if edge.rule and edge.rule.event is rule.tells]
        if not told:
            blocked = f"the link tells of {rule.tells.value} in {both.place.state}, where that cannot be"
            yield Move(both, (), (rule,), blocked)
        for edge in told:
            yield self._settled(both, edge, rule.target, (rule,))

    def _policy_first(self, both: Both, edge: Edge) -> Move:
        killed = edge.rule is not None and edge.rule.event is Event.KILL
        if not killed:
            return self._settled(both, edge, both.link, ())
        rule = self.links[both.link, LinkEvent.PROCESS_KILLED]
        return self._settled(Both(both.place, both.link), edge, rule.target, (rule,))

    def _settled(self, both: Both, edge: Edge, link: str, rules: tuple[LinkTransition, ...]) -> Move:
        """The link hears what the policy wants now, and calls that waited for the connection hear the end of it."""
        after = edge.seen.after
        if after.wants is (link in DOWN_STATES):
            rule = self.links.get((link, LinkEvent.WANT if after.wants else LinkEvent.UNWANT))
            if rule is None:
                return Move(both, (edge,), rules, f"the link cannot be told what is wanted in {link}")
            link, rules = rule.target, (*rules, rule)
        owed = edge.rule is not None and edge.rule.answer is Answer.OPENS
        pending = (both.pending or owed) and after.wants and not after.up
        return Move(Both(edge.target, link, pending), (edge,), rules)

    def _comes_from_the_app(self, both: Both, edge: Edge) -> bool:
        """Whether the policy hears of this without the link: the network and the socket decide what can come."""
        event = None if edge.rule is None else edge.rule.event
        if event in LINK_EVENTS:
            return False
        if event in {Event.CONNECT, Event.CONNECT_OFFLINE}:
            return (event is Event.CONNECT_OFFLINE) is (both.link in OFFLINE_STATES)
        return event not in PONG_EVENTS or both.link == "up"


@dataclass(frozen=True, slots=True)
class Fault:
    """A step at which a check finds something wrong, and a shortest way to it."""

    why: str
    path: tuple[Move, ...]

    @property
    def edges(self) -> tuple[Edge, ...]:
        """The policy's part of the way."""
        return tuple(edge for move in self.path for edge in move.edges)


@dataclass(frozen=True, slots=True)
class Explored:
    """How much of the composition was met, and the first fault, if there is one, with the choices that lead there."""

    states: int
    transitions: int
    combinations: int
    fault: Fault | None = None
    choices: Choices | None = None
    met: tuple[Both, ...] = ()


def explore(places: Places, check: Check, known: Choices | None = None) -> Explored:
    """Walk everything under every reading, as `connref.verify.explore.examine` does: choices are fixed only in dispute.

    `known` are choices that are fixed from the beginning, and the same in all walks.
    """
    fixed: tuple[str, ...] = ()
    while True:
        explored = [
            _walk(Composition(places, {**(known or {}), **choices}), check) for choices in combinations(fixed)
        ]
        broken = next((each for each in explored if each.fault is not None), None)
        if broken is None or broken.fault is None:
            return _sum(explored, None)
        disputed = disagreement(broken.fault.edges, broken.choices or {})
        if disputed is None:
            return _sum(explored, broken)
        fixed = (*fixed, disputed)


def _sum(explored: list[Explored], broken: Explored | None) -> Explored:
    states, transitions = (sum(each.states for each in explored), sum(each.transitions for each in explored))
    if broken is None:
        return Explored(states, transitions, len(explored), met=explored[0].met)
    return Explored(states, transitions, len(explored), broken.fault, broken.choices)


def _walk(composition: Composition, check: Check) -> Explored:
    start = composition.start
    came: dict[Both, tuple[Both, Move] | None] = {start: None}
    queue = deque([start])
    transitions = 0
    while queue:
        both = queue.popleft()
        for move in composition.moves(both):
            transitions += 1
            why = move.blocked or check(composition, both, move)
            if why is not None:
                fault = Fault(why, (*_way(came, both), move))
                return Explored(len(came), transitions, 1, fault, composition.choices)
            if move.after not in came:
                came[move.after] = (both, move)
                queue.append(move.after)
    return Explored(len(came), transitions, 1, met=tuple(came))


def _way(came: dict[Both, tuple[Both, Move] | None], both: Both) -> tuple[Move, ...]:
    way: list[Move] = []
    step = came[both]
    while step is not None:
        both, move = step
        way.append(move)
        step = came[both]
    return tuple(reversed(way))
