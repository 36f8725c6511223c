"""The atlas: every place that a walk through the policy table can come to from outside, and the ways that lead there.

What the walks reach is what a test can provoke; the rows of the table that none of them takes cannot be reached from
outside, and `why_unreachable` says what forbids each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from connref.cases.paths import FRESH, Move, Spot, Walk, beginning, moves_from
from connref.protocol import Mode, Profile
from connref.semantics.search import Successor, search
from connref.semantics.table import Key, compile_table
from connref.spec.vocabulary import PONG_EVENTS, Event, Region

Arrival = tuple[Key, str]
"""A row and the state that one of its branches leads to."""

Pair = tuple[Key, str, Key]
"""A row, the state that one of its branches leads to, and a row of that state."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """What a search over all walks of one mode has found: a walk for each spot, and every way into each spot.

    `edges` are the moves that take a row, by the row and the state that they lead to, the shortest first.
    """

    spots: Mapping[Spot, Walk]
    edges: Mapping[Arrival, tuple[Move, ...]]

    @property
    def rows(self) -> Mapping[Key, Move]:
        """The shortest walk that takes each row, by the default reading where that takes it."""
        found: dict[Key, Move] = {}
        for (key, _), moves in self.edges.items():
            found.setdefault(key, moves[0])
        return found


def pair_walks(profile: Profile, mode: Mode) -> Iterator[tuple[Pair, Walk]]:
    """Every pair that can be provoked, with the shortest walk that was found."""
    atlas = explore(profile, mode)
    onward: dict[Spot, Mapping[Key, tuple[str, ...]]] = {}
    for (first, state), moves in atlas.edges.items():
        done: set[Key] = set()
        for move in moves:
            spot = move.walk.spot
            if spot not in onward:
                onward[spot] = _rows_next(atlas.spots[spot])
            going_on = _Onward(move.walk)
            for second, path in onward[spot].items():
                walk = None if second in done else going_on.follow(path, second)
                if walk is not None:
                    done.add(second)
                    yield (first, state, second), walk


@cache
def explore(profile: Profile, mode: Mode) -> Atlas:
    """Search over all walks of a mode, breadth first: what the default reading reaches, then all that any does."""
    start = beginning(profile, mode)
    spots: dict[Spot, Walk] = {start.spot: start}
    edges: dict[Arrival, dict[Spot, Move]] = {}

    def moves(spot: Spot, *, by_default: bool) -> Iterator[Successor[Move, Spot]]:
        for move in moves_from(spots[spot]):
            if by_default and move.branch is not None and not move.branch.by_default:
                continue
            target = move.walk.spot
            spots.setdefault(target, move.walk)
            if move.key is not None:
                edges.setdefault((move.key, target[0]), {}).setdefault(target, move)
            yield move, target, None

    search(tuple(spots), partial(moves, by_default=True))
    search(tuple(spots), partial(moves, by_default=False))
    return Atlas(spots, {arrival: tuple(found.values()) for arrival, found in edges.items()})


def reachable_rows(profile: Profile, mode: Mode) -> frozenset[Key]:
    """The rows that can be provoked from outside."""
    return frozenset(explore(profile, mode).rows)


def unreachable_rows(profile: Profile, mode: Mode) -> tuple[Key, ...]:
    """The rows that exist in the table and that no test can provoke: those that no walk takes."""
    reached = reachable_rows(profile, mode)
    coarse = profile.tolerance_ms > 0
    return tuple(
        key for key in compile_table(mode).rows if key not in reached and not (coarse and key[2] is Region.AT)
    )


def why_unreachable(key: Key) -> str:
    """What forbids a row that cannot be provoked. Raises `KeyError` for one that is not known to be forbidden."""
    state, event, _ = key
    fresh = state in FRESH
    if fresh and event in PONG_EVENTS:
        return "before init no ping is sent, and a kill takes the unanswered ones with it"
    if fresh and event in (Event.LOGIN, Event.LOGOUT):
        return "the protocol sends login and logout to an initialised app only"
    if state == "not_initialised_background" and event is Event.REOPEN:
        return "a user is saved only by a process that has ended, and a new process starts in the foreground"
    raise KeyError(key)


@cache
def reachable_pairs(profile: Profile, mode: Mode) -> frozenset[tuple[Key, Key]]:
    """The pairs of rows that can be provoked one right after the other."""
    return frozenset((first, second) for (first, _, second), _ in pair_walks(profile, mode))


def _rows_next(walk: Walk) -> Mapping[Key, tuple[str, ...]]:
    """The rows that can be taken next, each with the moves to it: at most changes of the conditions come before."""
    walks: dict[Spot, Walk] = {walk.spot: walk}
    taken: dict[Key, tuple[Spot, str]] = {}

    def changes(spot: Spot) -> Iterator[Successor[str, Spot]]:
        for move in moves_from(walks[spot]):
            if move.key is not None:
                taken.setdefault(move.key, (spot, move.what))
                continue
            walks.setdefault(move.walk.spot, move.walk)
            yield move.what, move.walk.spot, None

    done = search([walk.spot], changes)
    return {key: (*done.path_to(spot), what) for key, (spot, what) in taken.items()}


class _Onward:
    """Where the walks lead that go on from one place, each move made once however many paths begin with it."""

    def __init__(self, walk: Walk) -> None:
        self._walks: dict[tuple[str, ...], Walk | None] = {(): walk}
        self._moves: dict[tuple[str, ...], tuple[Move, ...]] = {}

    def follow(self, path: tuple[str, ...], key: Key) -> Walk | None:
        """The walk after the path, whose last move takes the row; None where what it asks of a reading forbids it."""
        found = (move.walk for move in self._from(path[:-1]) if move.what == path[-1] and move.key == key)
        return next(found, None)

    def _from(self, path: tuple[str, ...]) -> tuple[Move, ...]:
        if path not in self._moves:
            walk = self._at(path)
            self._moves[path] = () if walk is None else tuple(moves_from(walk))
        return self._moves[path]

    def _at(self, path: tuple[str, ...]) -> Walk | None:
        if path not in self._walks:
            found = (m.walk for m in self._from(path[:-1]) if m.what == path[-1] and m.key is None)
            self._walks[path] = next(found, None)
        return self._walks[path]
