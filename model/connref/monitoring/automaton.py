"""A timed automaton that the oracle grows: what it did once with symbols is looked up from then on.

Theory of operation
-------------------
A state is all that the oracle holds of a session (`template`), with clocks for its instants and slots for its names;
the values are the session's. To take an event for the first time, the oracle is made again from the template, its
instants and names being symbols (`symbols`), and is fed. What it asks of instants on the way are guards; what it holds
afterwards is the next state; and where its instants and names come from says how the session's clocks and slots are to
be set. So each state has, for each class of events, a tree of guards with such a step at each leaf. A leaf is right for
every session that satisfies the guards on the way to it, because the oracle can tell such sessions apart by nothing.

It ends: a state holds no values, and the oracle holds boundedly many things, so there are finitely many states. They
are capped all the same, and where a step is not plain (a violation, an unusual question, a state too many) the tree
says so: then the oracle is made from the session's own values and goes on alone. There is no second set of rules.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter
from typing import Any, NamedTuple

from connref.monitoring.events import Event, Over, follow, symbolic
from connref.monitoring.symbols import NOW, ZERO, Instant, Name, Number, Path, UnplainError
from connref.monitoring.template import Freezer, Template, Thawer, shared_by, written
from connref.oracle.judge import Judge
from connref.oracle.past import Past
from connref.oracle.readings import Cube

FIRST = 2
"""The number of the first clock of a template: before it come those of zero and of the present instant."""
MOST_STATES = 20_000
"""From so many states on nothing new is learned: about 100 MB, and far more than well-kept recordings need."""

FORK: Any = list
Trees = Any
"""By the class of an event: a guard as a list `[left, right, most, if held, if not]`, a `Step`, `ALONE`, or None.

They are looked up for every event, so they are of no class of their own.
"""


class _Alone(Enum):
    ALONE = "the oracle has to go on alone"


ALONE = _Alone.ALONE


class Ending(NamedTuple):
    """What the oracle says of a session that is over: readings, what was tested, and whether it stopped judging."""

    readings: tuple[Cube, ...]
    tested: frozenset[str]
    unjudged: bool


class State:
    """A state of the oracle without values; `steps` are the trees that are known so far, by the class of the event."""

    __slots__ = ("past", "steps", "template")

    def __init__(self, template: Template, past: frozenset[int]) -> None:
        self.template = template
        self.past = past
        self.steps: Trees = {}


@dataclass(frozen=True, slots=True)
class Step:
    """What an event does where all guards are met.

    `clocks` takes the new values from the old ones, `shifts` are added to some of them (clock, ms). `names` are the
    slots from before, None where they stay; one more than there were is the event's own name. `over` are names to be
    put into what is past, `log` is what the oracle wrote down.
    """

    state: State
    clocks: Callable[[Sequence[int]], tuple[int, ...]]
    shifts: tuple[tuple[int, int], ...]
    names: tuple[int, ...] | None
    over: tuple[tuple[int, int, object], ...]
    log: tuple[Template, ...]
    ending: Ending | None = None


class Taken(NamedTuple):
    """An event at hand, with all that a session holds when it comes.

    `names` are those in its slots, and the event's own after them where it stands in none: its `slot` says where it is.
    `live` is how many slots there are. `became` is what is known of the event's name in each `Past`.
    """

    event: Event | Over | None
    clocks: Sequence[int]
    names: Sequence[object]
    live: int
    slot: int | None = None
    became: Sequence[object] = ()


class Automaton:
    """Grows from one oracle, as it stands where sessions of its kind begin.

    `learns`: a kind of observation counts as seen by the recorder from its first occurrence on.
    """

    def __init__(self, start: Judge, like: Judge, *, learns: bool) -> None:
        self.shared = shared_by(start, like)
        self.learns = learns
        frozen = Freezer(self.shared).freeze(start)
        self.kept = frozen.kept
        self.begin_names = tuple(frozen.names)
        self._states: dict[tuple[Template, frozenset[int]], State] = {}
        self.start = self._state(frozen.template, frozenset({ZERO}))

    @property
    def size(self) -> int:
        """How many states are known."""
        return len(self._states)

    def states(self) -> Collection[State]:
        """All that are known."""
        return self._states.values()

    def kept_anew(self) -> list[Any]:
        """What a session keeps beside its state, when it begins."""
        return [
            deque[Any](maxlen=kept.maxlen) if isinstance(kept, deque) else Past[Any]() for kept in self.kept
        ]

    def thaw(
        self, state: State, clocks: Sequence[int], names: Sequence[object], kept: Sequence[object]
    ) -> Judge:
        """The oracle, as it would be had it judged the session alone."""
        return Thawer(self.shared, lambda number, _: clocks[number + FIRST], names, kept).thaw(state.template)

    def grow(self, state: State, key: Hashable, taken: Taken) -> None:
        """Learn what an event of this class does on this path, unless that is known."""
        node = state.steps.get(key)
        while type(node) is FORK:
            node = node[3] if taken.clocks[node[0]] - taken.clocks[node[1]] <= node[2] else node[4]
        if node is None:
            path = Path(state.past)
            step = self._traced(path, state, taken)
            _insert(state.steps, key, path, step)

    def _traced(self, path: Path, state: State, taken: Taken) -> Step | _Alone:
        clocks = taken.clocks
        symbols = [
            Number(slot) if isinstance(name, int) else Name(slot) for slot, name in enumerate(taken.names)
        ]
        kept = self._kept_symbolic(None if taken.slot is None else symbols[taken.slot], taken.became)
        thawer = Thawer(
            self.shared,
            lambda number, _: Instant(path, number + FIRST, 0, clocks[number + FIRST]),
            symbols,
            kept,
        )
        try:
            judge: Judge = thawer.thaw(state.template)
            ending = self._feed(judge, taken, Instant(path, NOW, 0, clocks[NOW]), symbols)
            return ALONE if judge.violation is not None else self._step(state, judge, kept, taken, ending)
        except (UnplainError, TypeError):
            return ALONE

    def _kept_symbolic(self, symbol: object, became: Sequence[object]) -> list[Any]:
        kept = [deque[Any]() if isinstance(each, deque) else each for each in self.kept_anew()]
        for past, status in zip(pasts_in(kept), became, strict=False):
            if status is not None:
                past[symbol] = status
        return kept

    def _feed(self, judge: Judge, taken: Taken, now: Any, symbols: Sequence[Any]) -> Ending | None:  # noqa: ANN401 - an instant
        event = taken.event
        if isinstance(event, Over):
            verdict = judge.verdict() if event.ended else judge.so_far()
            return Ending(verdict.readings, verdict.tested, judge.estimate.unjudged)
        symbol = None if taken.slot is None else symbols[taken.slot]
        follow(judge, None if event is None else symbolic(event, now, symbol), now, learns=self.learns)
        return None

    def _step(
        self, state: State, judge: Judge, kept: Sequence[Any], taken: Taken, ending: Ending | None
    ) -> Step | _Alone:
        frozen = Freezer(self.shared).freeze(judge)
        if [id(each) for each in frozen.kept] != [id(each) for each in kept]:
            raise UnplainError("the oracle keeps its past elsewhere than before")
        sources = tuple((each.clock, each.offset) for each in frozen.clocks)
        behind = state.past | {NOW}
        past = frozenset({ZERO}).union(
            place + FIRST for place, (clock, offset) in enumerate(sources) if offset <= 0 and clock in behind
        )
        if self.size >= MOST_STATES and (frozen.template, past) not in self._states:
            return ALONE
        slots = tuple(each.slot for each in frozen.names)
        return Step(
            self._state(frozen.template, past),
            itemgetter(ZERO, NOW, *(clock for clock, _ in sources)),
            tuple((place + FIRST, offset) for place, (_, offset) in enumerate(sources) if offset),
            None if slots == tuple(range(taken.live)) else slots,
            _over(kept, taken.became),
            tuple(written(entry) for each in logs_in(kept) for entry in each),
            ending,
        )

    def _state(self, template: Template, past: frozenset[int]) -> State:
        key = template, past
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = State(template, past)
        return found


def _insert(steps: Trees, key: Hashable, path: Path, leaf: Step | _Alone) -> None:
    holder: Any = steps
    place: Any = key
    for guard in path.guards:
        node = holder.get(place) if holder is steps else holder[place]
        if node is None:
            node = holder[place] = [guard.left, guard.right, guard.most, None, None]
        holder, place = node, 3 if guard.held else 4
    holder[place] = leaf


def pasts_in(kept: Sequence[Any]) -> list[dict[Any, Any]]:
    """What became of names, of all that a session keeps."""
    return [each.by_name for each in kept if type(each) is _PAST]


def logs_in(kept: Sequence[Any]) -> list[deque[Any]]:
    """What the oracle wrote down, of all that a session keeps."""
    return [each for each in kept if type(each) is _LOG]


_PAST: Any = Past
_LOG: Any = deque


def _over(kept: Sequence[Any], became: Sequence[object]) -> tuple[tuple[int, int, object], ...]:
    """What was put into each `Past`: its place among them, the slot of the name, and what became of it."""
    found: list[tuple[int, int, object]] = []
    for place, past in enumerate(pasts_in(kept)):
        before = became[place] if became else None
        found.extend((place, name.slot, status) for name, status in past.items() if status is not before)
    return tuple(found)
