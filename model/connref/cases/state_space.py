"""The state space of the product as a test sees it: every state that a path from outside comes to, and the ways there.

What the paths reach is what a test can provoke; the rows of the table that none of them takes cannot be reached from
outside, and `why_unreachable` says what forbids each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from connref.cases.paths import Move, Path, ProductState, beginning, moves_from
from connref.protocol import Mode, Profile
from connref.semantics.search import Successor, search
from connref.semantics.table import Key, compile_table
from connref.spec.vocabulary import PONG_EVENTS, App, Event, Session

Arrival = tuple[Key, str]
"""A row and the state that one of its branches leads to."""

Pair = tuple[Key, str, Key]
"""A row, the state that one of its branches leads to, and a row of that state."""


@dataclass(frozen=True, slots=True)
class StateSpace:
    """What a search over all paths of one mode has found: a path to each state, and every way into it.

    `edges` are the moves that take a row, by the row and the state that they lead to, the shortest first.
    """

    product_states: Mapping[ProductState, Path]
    edges: Mapping[Arrival, tuple[Move, ...]]

    @property
    def rows(self) -> Mapping[Key, Move]:
        """The shortest path that takes each row, by the default reading where that takes it."""
        found: dict[Key, Move] = {}
        for (key, _), moves in self.edges.items():
            found.setdefault(key, moves[0])
        return found


def pair_paths(profile: Profile, mode: Mode) -> Iterator[tuple[Pair, Path]]:
    """Every pair that can be provoked, with the shortest path that was found."""
    space = explore(profile, mode)
    onward: dict[ProductState, Mapping[Key, tuple[str, ...]]] = {}
    for (first, state), moves in space.edges.items():
        done: set[Key] = set()
        for move in moves:
            product_state = move.path.product_state
            if product_state not in onward:
                onward[product_state] = _rows_next(space.product_states[product_state])
            going_on = _Onward(move.path)
            for second, steps_on in onward[product_state].items():
                path = None if second in done else going_on.follow(steps_on, second)
                if path is not None:
                    done.add(second)
                    yield (first, state, second), path


@cache
def explore(profile: Profile, mode: Mode) -> StateSpace:
    """Search over all paths of a mode, breadth first: what the default reading reaches, then all that any does."""
    start = beginning(profile, mode)
    product_states: dict[ProductState, Path] = {start.product_state: start}
    edges: dict[Arrival, dict[ProductState, Move]] = {}

    def moves(product_state: ProductState, *, by_default: bool) -> Iterator[Successor[Move, ProductState]]:
        for move in moves_from(product_states[product_state]):
            if by_default and move.branch is not None and not move.branch.by_default:
                continue
            target = move.path.product_state
            product_states.setdefault(target, move.path)
            if move.key is not None:
                edges.setdefault((move.key, target[0]), {}).setdefault(target, move)
            yield move, target, None

    search(tuple(product_states), partial(moves, by_default=True))
    search(tuple(product_states), partial(moves, by_default=False))
    return StateSpace(product_states, {arrival: tuple(found.values()) for arrival, found in edges.items()})


def reachable_rows(profile: Profile, mode: Mode) -> frozenset[Key]:
    """The rows that can be provoked from outside."""
    return frozenset(explore(profile, mode).rows)


def why_unreachable(key: Key) -> str:
    """What forbids a row that cannot be provoked. Raises `KeyError` for one that is not known to be forbidden."""
    state, event, _ = key
    location = next(
        locations[state]
        for locations in (compile_table(mode).locations for mode in Mode)
        if state in locations
    )
    fresh = location.session is Session.NOT_INITIALISED
    if fresh and event in PONG_EVENTS:
        return "before init no ping is sent, and a kill takes the unanswered ones with it"
    if fresh and event in (Event.LOGIN, Event.LOGOUT):
        return "the protocol sends login and logout to an initialised app only"
    if fresh and location.app is App.BACKGROUND and event is Event.REOPEN:
        return "a user is saved only by a process that has ended, and a new process starts in the foreground"
    raise KeyError(key)


@cache
def reachable_pairs(profile: Profile, mode: Mode) -> frozenset[tuple[Key, Key]]:
    """The pairs of rows that can be provoked one right after the other."""
    return frozenset((first, second) for (first, _, second), _ in pair_paths(profile, mode))


def _rows_next(path: Path) -> Mapping[Key, tuple[str, ...]]:
    """The rows that can be taken next, each with the moves to it: at most changes of the conditions come before."""
    paths: dict[ProductState, Path] = {path.product_state: path}
    taken: dict[Key, tuple[ProductState, str]] = {}

    def changes(product_state: ProductState) -> Iterator[Successor[str, ProductState]]:
        for move in moves_from(paths[product_state]):
            if move.key is not None:
                taken.setdefault(move.key, (product_state, move.what))
                continue
            paths.setdefault(move.path.product_state, move.path)
            yield move.what, move.path.product_state, None

    done = search([path.product_state], changes)
    return {key: (*done.path_to(product_state), what) for key, (product_state, what) in taken.items()}


class _Onward:
    """Where the paths lead that go on from one place, each move made once however many paths begin with it."""

    def __init__(self, path: Path) -> None:
        self._paths: dict[tuple[str, ...], Path | None] = {(): path}
        self._moves: dict[tuple[str, ...], tuple[Move, ...]] = {}

    def follow(self, steps_on: tuple[str, ...], key: Key) -> Path | None:
        """The path after these moves, the last of which takes the row; None where no reading allows all of it."""
        found = (
            move.path for move in self._from(steps_on[:-1]) if move.what == steps_on[-1] and move.key == key
        )
        return next(found, None)

    def _from(self, steps_on: tuple[str, ...]) -> tuple[Move, ...]:
        if steps_on not in self._moves:
            path = self._at(steps_on)
            self._moves[steps_on] = () if path is None else tuple(moves_from(path))
        return self._moves[steps_on]

    def _at(self, steps_on: tuple[str, ...]) -> Path | None:
        if steps_on not in self._paths:
            found = (m.path for m in self._from(steps_on[:-1]) if m.what == steps_on[-1] and m.key is None)
            self._paths[steps_on] = next(found, None)
        return self._paths[steps_on]
