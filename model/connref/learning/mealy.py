"""A Mealy machine over words, with what its states are reached by and told apart with: covers, separators, identifiers.

States are numbered from 0, where the machine starts. A symbol that the protocol forbids in a state is *not applicable*
there: it leads back to the state and does nothing, so that a word with it says what the word without it says.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from connref.errors import DefinitionError

Symbol: TypeAlias = str
Word: TypeAlias = tuple[Symbol, ...]
Output: TypeAlias = tuple[str, ...]
"""What was seen of one symbol: a set of labels, sorted."""
Outputs: TypeAlias = tuple[Output, ...]

NOT_APPLICABLE: Output = ("not applicable",)
"""The output of a symbol that the protocol forbids at this point; it is never sent."""
SILENT: Output = ()


@dataclass(frozen=True)
class Machine:
    """A complete, deterministic Mealy machine: for each state and symbol the next state and the output.

    Raises `DefinitionError` where a move is missing, leads nowhere, or is not applicable and yet leads away.
    """

    symbols: tuple[Symbol, ...]
    moves: tuple[Mapping[Symbol, tuple[int, Output]], ...]

    def __post_init__(self) -> None:
        for state, row in enumerate(self.moves):
            for symbol in self.symbols:
                target, output = row.get(symbol, (-1, SILENT))
                if not 0 <= target < len(self.moves):
                    raise DefinitionError(
                        f"state {state} has no move for {symbol!r}, or one that leads nowhere"
                    )
                if output == NOT_APPLICABLE and target != state:
                    raise DefinitionError(f"state {state}: {symbol!r} is not applicable and leads away")

    def __len__(self) -> int:
        return len(self.moves)

    def outputs(self, word: Iterable[Symbol], state: int = 0) -> Outputs:
        """What is seen of each symbol of the word, from a state on."""
        seen: list[Output] = []
        for symbol in word:
            state, output = self.moves[state][symbol]
            seen.append(output)
        return tuple(seen)

    def after(self, word: Iterable[Symbol], state: int = 0) -> int:
        """The state that the word leads to, from a state on."""
        for symbol in word:
            state = self.moves[state][symbol][0]
        return state

    @cached_property
    def cover(self) -> tuple[Word, ...]:
        """The state cover: for each state a shortest word that leads there, the first in the order of the symbols.

        Raises `DefinitionError` where some state cannot be reached.
        """
        found: dict[int, Word] = {0: ()}
        queue = deque([0])
        while queue:
            state = queue.popleft()
            for symbol in self.symbols:
                target = self.moves[state][symbol][0]
                if target not in found:
                    found[target] = (*found[state], symbol)
                    queue.append(target)
        if len(found) < len(self):
            raise DefinitionError(f"{len(self) - len(found)} states cannot be reached")
        return tuple(found[state] for state in range(len(self)))

    @cached_property
    def splits(self) -> Split | int:
        """A tree that tells all states apart: each inner node asks the word that splits its states best.

        Raises `DefinitionError` where two states cannot be told apart: the machine is not minimal.
        """
        separators = _Separators(self)

        def split(block: Sequence[int]) -> Split | int:
            if len(block) == 1:
                return block[0]
            word, parts = separators.split(block)
            return Split(word, {outputs: split(part) for outputs, part in parts.items()})

        return split(range(len(self)))

    @cached_property
    def identifiers(self) -> tuple[tuple[Word, ...], ...]:
        """Harmonised state identifiers: words for each state, of which any two states share one that tells them apart.

        They are the words on the way to the state in `splits`. Raises `DefinitionError` as that does.
        """
        words: list[tuple[Word, ...]] = [()] * len(self)
        left: list[tuple[Split | int, tuple[Word, ...]]] = [(self.splits, ())]
        while left:
            node, above = left.pop()
            if isinstance(node, int):
                words[node] = above
            else:
                left += [(part, (*above, node.word)) for part in node.parts.values()]
        return tuple(words)

    def alike(self, symbols: Sequence[Symbol]) -> tuple[int, ...]:
        """For each state the first one that cannot be told from it by these symbols."""
        rows = tuple({symbol: row[symbol] for symbol in symbols} for row in self.moves)
        classes = _Separators(Machine(tuple(symbols), rows)).classes
        return tuple(classes.index(number) for number in classes)

    def restricted(self, symbols: Sequence[Symbol], before: Word = ()) -> Machine:
        """The minimal machine of what is left with fewer symbols, from the state on that `before` leads to."""
        start = self.after(before)
        reached = {start: 0}
        queue = deque([start])
        while queue:
            row = self.moves[queue.popleft()]
            for symbol in symbols:
                target = row[symbol][0]
                if target not in reached:
                    reached[target] = len(reached)
                    queue.append(target)
        moves = [
            {
                symbol: (reached[self.moves[state][symbol][0]], self.moves[state][symbol][1])
                for symbol in symbols
            }
            for state in reached
        ]
        return _merged(Machine(tuple(symbols), tuple(moves)))


@dataclass(frozen=True, slots=True)
class Split:
    """An inner node of a splitting tree: a word, and for each answer to it a smaller tree or the one state left."""

    word: Word
    parts: Mapping[Outputs, Split | int]


def _merged(machine: Machine) -> Machine:
    """The machine with one state for all that cannot be told apart, in the order of the first of them."""
    classes = _Separators(machine).classes
    firsts = {number: state for state, number in reversed(list(enumerate(classes)))}
    order = {number: place for place, number in enumerate(sorted(firsts, key=firsts.__getitem__))}
    moves = [
        {
            symbol: (order[classes[target]], output)
            for symbol, (target, output) in machine.moves[firsts[number]].items()
        }
        for number in order
    ]
    return Machine(machine.symbols, tuple(moves))


class _Separators:
    """Shortest words that tell two states apart, by refining the partition of the states from length to length."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._partitions = [[0] * len(machine)]
        while self._refine():
            pass

    def _refine(self) -> bool:
        machine, last = self._machine, self._partitions[-1]
        numbers: dict[object, int] = {}
        refined = [
            numbers.setdefault(
                tuple((row[symbol][1], last[row[symbol][0]]) for symbol in machine.symbols), len(numbers)
            )
            for row in machine.moves
        ]
        if len(numbers) == len(set(last)):
            return False
        self._partitions.append(refined)
        return True

    def word(self, one: int, other: int) -> Word:
        """A shortest word that tells two states apart. Raises `DefinitionError` where there is none."""
        level = next((n for n, part in enumerate(self._partitions) if part[one] != part[other]), None)
        if level is None:
            raise DefinitionError(f"states {one} and {other} cannot be told apart")
        found: list[Symbol] = []
        while level:
            level -= 1
            symbol = self._first_step(one, other, level)
            found.append(symbol)
            (one, seen), (other, instead) = (
                self._machine.moves[one][symbol],
                self._machine.moves[other][symbol],
            )
            if seen != instead:
                break
        return tuple(found)

    def _first_step(self, one: int, other: int, level: int) -> Symbol:
        moves, part = self._machine.moves, self._partitions[level]
        return next(
            symbol
            for symbol in self._machine.symbols
            if (moves[one][symbol][1], part[moves[one][symbol][0]])
            != (moves[other][symbol][1], part[moves[other][symbol][0]])
        )

    @property
    def classes(self) -> Sequence[int]:
        """For each state the number of its class: states of one class cannot be told apart."""
        return self._partitions[-1]

    def split(self, block: Sequence[int]) -> tuple[Word, Mapping[Outputs, Sequence[int]]]:
        """The word that splits a block into the smallest parts, the shortest of those, and the parts."""
        words = {self.word(block[0], other) for other in block[1:]}
        words |= {self.word(one, other) for one, other in pairwise(block)}
        cut = [(self._parts(block, word), word) for word in sorted(words)]
        parts, word = min(
            cut, key=lambda each: (sum(len(part) ** 2 for part in each[0].values()), len(each[1]))
        )
        return word, parts

    def _parts(self, block: Sequence[int], word: Word) -> Mapping[Outputs, Sequence[int]]:
        by_outputs: dict[Outputs, list[int]] = {}
        for state in block:
            by_outputs.setdefault(self._machine.outputs(word, state), []).append(state)
        return by_outputs
