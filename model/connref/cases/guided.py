"""A guided walk: stories drawn at random, steered towards rows and pairs that no story before them has reached.

A plain random walk rarely reaches a deep row: most of it is spent in the few states that everything leads back to.
Here a story begins at a state of the product (`connref.cases.state_space.explore`), drawn more often the more
rows there are still to take, and each next move is drawn among those that are possible where the story stands: one
that takes a row, or a pair of rows, not met before weighs more. Waits to the brink of a deadline and moments in
flight are moves too. The model has no random source: `choose(n)` is handed in and gives an integer from 0 to n - 1. A
seeded generator makes a run repeatable; Hypothesis can stand behind it as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import TypeVar

from connref.cases.paths import Move, Path, beginning, link_report, moves_from
from connref.cases.preambles import few_offsets
from connref.cases.state_space import explore
from connref.cases.transition_cover import played_with, probed, uses
from connref.protocol import Case, InputName, Mode, Profile
from connref.semantics.environment import Process
from connref.semantics.table import Key, compile_table
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Clock, Event, Region

_Item = TypeVar("_Item")

Choose = Callable[[int], int]
"""Gives an integer from 0 to n - 1."""

FEWEST_MOVES, MOST_MOVES = 3, 12

MODES: tuple[Mode | None, ...] = (Mode.MANUAL, Mode.MANUAL, Mode.MANUAL, Mode.AUTO, Mode.AUTO, None)
"""The modes in the shares in which they are drawn."""

_NEW_ROW, _NEW_PAIR = 24, 12
_FROM_THE_START = 8
"""One story in this many begins on a new device."""

_ENDINGS = frozenset({Event.KILL, Event.LOGOUT})
"""The events after which a story has to start anew; they are drawn less often."""


class Steering:
    """Draws stories, and remembers which rows and pairs of rows they were drawn for.

    `rows` and `pairs` are what was reached before; `inputs` are those that the driver has.
    """

    def __init__(
        self,
        profile: Profile,
        inputs: frozenset[InputName] = frozenset(InputName),
        rows: Iterable[tuple[Mode, Key]] = (),
        pairs: Iterable[tuple[Mode, Key, Key]] = (),
    ) -> None:
        self._profile = profile
        self._inputs = inputs
        self.rows: Counter[tuple[Mode, Key]] = Counter(rows)
        self.pairs: Counter[tuple[Mode, Key, Key]] = Counter(pairs)
        self._spaces: dict[Mode, list[Path]] = {}

    def draw(self, name: str, choose: Choose) -> Case:
        """The next story, as the case `name`, with probes at its end that show the state that it has reached."""
        path = self._start(MODES[choose(len(MODES))], choose)
        last: Key | None = None
        for _ in range(FEWEST_MOVES + choose(MOST_MOVES - FEWEST_MOVES + 1)):
            moves = [move for move in _possible(path) if self._playable(path, move)]
            if not moves:
                break
            move = _drawn(moves, [self._weight(path.mode, last, each) for each in moves], choose)
            last = self._note(path.mode, last, move)
            path = move.path
        return self._told(name, path, last)

    def _start(self, mode: Mode | None, choose: Choose) -> Path:
        """A new device, or a state of the product."""
        if mode is None or not choose(_FROM_THE_START):
            return beginning(self._profile, mode)
        beginnings = self._beginnings(mode)
        todo = Counter(key[0] for key in compile_table(mode).rows if not self.rows[mode, key])
        return _drawn(beginnings, [1 + _NEW_ROW * todo[each.memory.state] for each in beginnings], choose)

    def _beginnings(self, mode: Mode) -> list[Path]:
        """The states of the product to which the driver has the inputs."""
        if mode not in self._spaces:
            paths = explore(self._profile, mode).product_states.values()
            self._spaces[mode] = [path for path in paths if uses(path.story.steps) <= self._inputs]
        return self._spaces[mode]

    def _told(self, name: str, path: Path, last: Key | None) -> Case:
        requirement = "INP-ROBUST"
        if last is not None:
            requirement = compile_table(path.mode).rows[last].branch(dict(DEFAULT.choices)).requirement
        group, _, rest = name.partition("/")
        proves = (
            "A story drawn towards rows that no other has reached shows nothing that the document forbids."
        )
        case = probed(path.story.fork()).case(requirement, rest, proves, group=group)
        return played_with(self._inputs, case, path) or case

    def _playable(self, path: Path, move: Move) -> bool:
        return uses(move.path.story.steps[len(path.story.steps) :]) <= self._inputs

    def _weight(self, mode: Mode, last: Key | None, move: Move) -> int:
        if move.key is None:
            return 2
        weight = 2 + _NEW_ROW // (1 + self.rows[mode, move.key])
        if last is not None:
            weight += _NEW_PAIR // (1 + self.pairs[mode, last, move.key])
        if move.key[1] is Event.DEADLINE:
            return 2 * weight
        return weight // 3 + 1 if move.key[1] in _ENDINGS else weight

    def _note(self, mode: Mode, last: Key | None, move: Move) -> Key | None:
        if move.key is None:
            return last
        self.rows[mode, move.key] += 1
        if last is not None:
            self.pairs[mode, last, move.key] += 1
        return move.key


def _drawn(items: list[_Item], weights: list[int], choose: Choose) -> _Item:
    return items[bisect_right(list(accumulate(weights)), choose(sum(weights)))]


def _possible(path: Path) -> Iterator[Move]:
    """Every move, and the interludes of which the policy sees nothing."""
    yield from moves_from(path)
    yield from _interludes(path)


def _interludes(path: Path) -> Iterator[Move]:
    """A message, a moment in flight, half a grace, the last instant that is surely inside it."""
    story, device = path.story, path.story.device
    if device.answering and device.process is Process.RUNNING:
        yield Move("message", None, None, replace(path, story=story.fork().message()))
    if link_report(path) is not None or path.pong is not None:
        for offset in few_offsets(story.profile):
            if offset and _before_deadline(path, story.now + offset):
                yield Move("moment", None, None, replace(path, story=story.fork().wait(offset)))
        return
    if _before_deadline(path, story.now + story.profile.grace_ms // 2):
        yield Move("half", None, None, replace(path, story=story.fork().wait(story.profile.grace_ms // 2)))
    deadline = path.memory.deadline
    if deadline is not None and path.region is Region.BEFORE and story.now < deadline - story.edge:
        yield Move("brink", None, None, replace(path, story=story.fork().wait_until(deadline - story.edge)))


def _before_deadline(path: Path, instant: int) -> bool:
    runs = path.table.locations[path.memory.state].clock is Clock.DEADLINE
    return not runs or path.memory.deadline is None or instant + path.story.edge <= path.memory.deadline
