"""Learns one machine out of a trie: whatever was played once teaches, until a suite shows nothing new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from connref.learning.mealy import Machine, Symbol, Word
from connref.learning.symbols import TIME
from connref.learning.tree import Learner, disagreements, first_difference
from connref_adapters.learn.trie import Trie

Suite = Callable[[Machine], Sequence[Word]]
"""Makes the words that a machine is put to the test with."""


class Student:
    """A learner with all that its trie has: `machine` is what is known; `settle` makes it contradict nothing played.

    `like` is a machine that this one may be like; it saves questions.

    Raises `TooManyStatesError` and whatever the trie raises; `machine` is then what was known before.
    """

    def __init__(
        self, symbols: Sequence[Symbol], trie: Trie, like: Machine | None = None, most_states: int = 250
    ) -> None:
        self._trie = trie
        first = [(symbol,) for symbol in symbols if symbol in TIME]
        self._learner = Learner(symbols, trie, most_states, first, like)
        self.machine = self._learner.hypothesis()

    @property
    def access(self) -> tuple[Word, ...]:
        """The words that lead to the states found so far, in the order in which they were found."""
        return tuple(self._learner.access)

    def settle(self) -> None:
        """Learn from everything that was played, until nothing of it contradicts the machine."""
        again = True
        while again:
            again = False
            for word, outputs in list(self._trie.known()):
                if first_difference(self.machine, word, outputs) is not None:
                    self._take(word)
                    again = True

    def study(self, suite: Suite) -> int:
        """Learn until the suite of the machine shows nothing new; the number of its words."""
        while True:
            words = suite(self.machine)
            if not self.read(words):
                return len(words)
            self.settle()

    def read(self, words: Iterable[Word]) -> bool:
        """Learn from these words; whether there was anything to learn."""
        learned = False
        for word in disagreements(self.machine, self._trie, words):
            self._take(word)
            learned = True
        return learned

    def _take(self, word: Word) -> None:
        """A counterexample, played once more before it is believed."""
        self._trie.confirm([word])
        self.machine = self._learner.refine(word)
