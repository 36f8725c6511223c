"""Learns a Mealy machine by asking words: a discrimination tree, and Rivest and Schapire's use of a counterexample.

Theory of operation
-------------------
*The tree.* An inner node holds a separator, a leaf a state with its access word. A word is sifted: at an inner node it
is asked with the separator behind it, and what is seen decides the branch. A branch that leads nowhere is a new state.
*The hypothesis.* Each access word with each symbol behind it is sifted; the leaf is where the move leads.
*A counterexample* is a word of which the hypothesis foretells something else. Along it there is a place at which the
access word of the state foretold may not replace the part of the word before it, and one symbol later may
(Rivest and Schapire, 1993). The symbol there leads to a state that the hypothesis takes for another; what is left of
the word tells the two apart, and splits that leaf. So each counterexample adds a state, and learning ends for every
finite machine. Optimal it is not: separators are kept as they were found, and the first may be long.
*Batches.* All words that can be asked without knowing the answer to another go to the teacher together, since it plays
many at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from connref.errors import ConnrefError, DefinitionError
from connref.learning.mealy import Machine, Outputs, Split, Symbol, Word


class Teacher(Protocol):
    """Whoever plays words."""

    def answer(self, words: Sequence[Word]) -> list[Outputs]:
        """What is seen of each symbol of each word, each word played from the start."""
        ...


class TooManyStatesError(ConnrefError):
    """The machine has more states than were allowed for; `access` are the words that lead to those found."""

    def __init__(self, access: Sequence[Word]) -> None:
        super().__init__(f"more than {len(access) - 1} states: no finite diagram was found")
        self.access = tuple(access)


@dataclass(slots=True)
class _Leaf:
    state: int


@dataclass(slots=True)
class _Inner:
    """`level` counts the words that every state is asked first, from 1; 0 below those."""

    separator: Word
    level: int = 0
    children: dict[Outputs, _Inner | _Leaf] = field(default_factory=dict[Outputs, "_Inner | _Leaf"])


_Move = tuple[int, Symbol]


def _tree(split: Split | int) -> _Inner:
    """The inner nodes of a splitting tree; its leaves are found when something is sifted there."""
    if isinstance(split, int):
        raise DefinitionError("a tree of one state tells nothing apart")
    inner = {outputs: _tree(part) for outputs, part in split.parts.items() if not isinstance(part, int)}
    return _Inner(split.word, 0, dict(inner))


class Learner:
    """Learns the machine behind a teacher. `hypothesis` is what is known, `refine` takes a counterexample in.

    Every state is asked the words of `first`. `like` is a machine that this one may be like: its words tell states
    apart from the start. Nothing else is taken from it, so that a wrong guess costs questions and no more. Raises
    `TooManyStatesError` where more than `most_states` are found.
    """

    def __init__(
        self,
        symbols: Sequence[Symbol],
        teacher: Teacher,
        most_states: int = 250,
        first: Sequence[Word] = (),
        like: Machine | None = None,
    ) -> None:
        self.access: list[Word] = [()]
        self._symbols = tuple(symbols)
        self._teacher = teacher
        self._most = most_states
        self._first = tuple(first)
        self._like = None if like is None or len(like) == 1 else like.splits
        self._root: _Inner | _Leaf = self._below(0) or _Leaf(0)
        self._parents: dict[int, tuple[_Inner, Outputs] | None] = {0: None}
        self._leads: dict[_Move, int] = {}
        self._unsifted: list[tuple[_Move, _Inner | _Leaf]] = []
        self._hang_first()
        self._expect(0)

    def hypothesis(self) -> Machine:
        """The machine so far: every access word with every symbol behind it, sifted. Asks what is missing."""
        while self._unsifted:
            self._sift()
        moves = [(state, symbol) for state in range(len(self.access)) for symbol in self._symbols]
        seen = self._teacher.answer([(*self.access[state], symbol) for state, symbol in moves])
        rows: list[dict[Symbol, tuple[int, tuple[str, ...]]]] = [{} for _ in self.access]
        for (state, symbol), outputs in zip(moves, seen, strict=True):
            rows[state][symbol] = (self._leads[state, symbol], outputs[-1])
        return Machine(self._symbols, tuple(rows))

    def refine(self, word: Word) -> Machine:
        """The hypothesis after it was taught this word; the same as before where the word is foretold rightly."""
        machine = self.hypothesis()
        while (shown := self._shown(machine, word)) is not None:
            self._split(machine, shown)
            machine = self.hypothesis()
        return machine

    # The tree

    def _hang_first(self) -> None:
        """Where the state at the start belongs in a tree that was there before it."""
        node = self._root
        while isinstance(node, _Inner):
            [branch] = self._teacher.answer([node.separator])
            child = node.children.get(branch) or (self._below(node.level) if node.level else None)
            if child is None:
                child = _Leaf(0)
                self._hang(child, node, branch)
            node.children[branch] = node = child

    def _below(self, level: int) -> _Inner | None:
        """A new tree for states that have answered so many of the first words; None where nothing more is asked."""
        if level < len(self._first):
            return _Inner(self._first[level], level + 1)
        return _tree(self._like) if level == len(self._first) and self._like is not None else None

    def _expect(self, state: int) -> None:
        self._unsifted += [((state, symbol), self._root) for symbol in self._symbols]

    def _sift(self) -> None:
        """One level for all moves that are not at a leaf yet."""
        at_inner: list[tuple[_Move, _Inner]] = []
        for move, node in self._unsifted:
            if isinstance(node, _Leaf):
                self._leads[move] = node.state
            else:
                at_inner.append((move, node))
        self._unsifted = []
        words = [(*self.access[state], symbol, *node.separator) for (state, symbol), node in at_inner]
        for (move, node), outputs in zip(at_inner, self._teacher.answer(words), strict=True):
            branch = outputs[-len(node.separator) :]
            child = node.children.get(branch) or self._found(node, branch, move)
            self._unsifted.append((move, child))

    def _found(self, node: _Inner, branch: Outputs, move: _Move) -> _Inner | _Leaf:
        """What a branch leads to that nothing has come to before: more questions, or a new state."""
        below = self._below(node.level) if node.level else None
        if below is not None:
            node.children[branch] = below
            return below
        state, symbol = move
        return self._add((*self.access[state], symbol), node, branch)

    def _add(self, access: Word, node: _Inner, branch: Outputs) -> _Leaf:
        leaf = _Leaf(len(self.access))
        self.access.append(access)
        if len(self.access) > self._most:
            raise TooManyStatesError(self.access)
        self._hang(leaf, node, branch)
        self._expect(leaf.state)
        return leaf

    def _hang(self, leaf: _Leaf, node: _Inner, branch: Outputs) -> None:
        node.children[branch] = leaf
        self._parents[leaf.state] = (node, branch)

    # Counterexamples

    def _shown(self, machine: Machine, word: Word) -> Word | None:
        """The shortest beginning of the word of which the hypothesis foretells something else."""
        [seen] = self._teacher.answer([word])
        return first_difference(machine, word, seen)

    def _split(self, machine: Machine, word: Word) -> None:
        good, bad = len(word) - 1, 0
        while good - bad > 1:
            middle = (good + bad) // 2
            good, bad = (middle, bad) if self._foretold(machine, word, middle) else (good, middle)
        symbol, separator = word[bad], word[good:]
        before = machine.after(word[:bad])
        taken_for = machine.moves[before][symbol][0]
        access = (*self.access[before], symbol)
        old, new = self._teacher.answer([(*self.access[taken_for], *separator), (*access, *separator)])
        branches = old[-len(separator) :], new[-len(separator) :]
        if branches[0] == branches[1]:
            raise DefinitionError(f"the teacher contradicts itself about {' '.join(access + separator)}")
        self._replace(taken_for, separator, branches, access)

    def _foretold(self, machine: Machine, word: Word, place: int) -> bool:
        """Whether the rest of the word is foretold, with the access word of the state there before it."""
        state, rest = machine.after(word[:place]), word[place:]
        [seen] = self._teacher.answer([(*self.access[state], *rest)])
        return seen[-len(rest) :] == machine.outputs(rest, state)

    def _replace(self, state: int, separator: Word, branches: tuple[Outputs, Outputs], access: Word) -> None:
        """A leaf becomes an inner node with two; whatever led to the leaf is sifted on from there."""
        inner = _Inner(separator)
        parent = self._parents[state]
        if parent is None:
            self._root = inner
        else:
            parent[0].children[parent[1]] = inner
        self._unsifted += [(move, inner) for move, target in self._leads.items() if target == state]
        self._hang(_Leaf(state), inner, branches[0])
        self._add(access, inner, branches[1])


def first_difference(machine: Machine, word: Word, seen: Outputs) -> Word | None:
    """The shortest beginning of a word at whose end the machine shows something else than was seen; None for none."""
    foretold = machine.outputs(word)
    place = next((n for n, (a, b) in enumerate(zip(foretold, seen, strict=True)) if a != b), None)
    return None if place is None else word[: place + 1]


def disagreement(machine: Machine, teacher: Teacher, words: Iterable[Word], batch: int = 500) -> Word | None:
    """The first word of a suite at whose end the machine behind the teacher shows something else; None for none."""
    return next(disagreements(machine, teacher, words, batch), None)


def disagreements(
    machine: Machine, teacher: Teacher, words: Iterable[Word], batch: int = 500
) -> Iterator[Word]:
    """Every word of a suite that shows a difference, cut where it shows. Lazy, in batches."""
    waiting: list[Word] = []
    for word in words:
        waiting.append(word)
        if len(waiting) == batch:
            yield from _differing(machine, teacher, waiting)
            waiting = []
    yield from _differing(machine, teacher, waiting)


def _differing(machine: Machine, teacher: Teacher, words: list[Word]) -> Iterator[Word]:
    for word, seen in zip(words, teacher.answer(words), strict=True):
        shown = first_difference(machine, word, seen)
        if shown is not None:
            yield shown
