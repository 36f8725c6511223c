"""Small machines that the tests of learning share, and a teacher that knows one."""

from __future__ import annotations

from collections.abc import Sequence

from connref.learning import Machine, Outputs, Word


def lamp() -> Machine:
    """Three states over two symbols, minimal: off, dim, bright."""
    return Machine(
        ("push", "look"),
        (
            {"push": (1, ()), "look": (0, ("dark",))},
            {"push": (2, ()), "look": (1, ("light",))},
            {"push": (0, ("click",)), "look": (2, ("light",))},
        ),
    )


def counter(states: int) -> Machine:
    """A ring of states of which one shows: only words as long as the ring tell its states apart."""
    return Machine(
        ("step", "rest"),
        tuple(
            {"step": ((n + 1) % states, ("round",) if n + 1 == states else ()), "rest": (n, ())}
            for n in range(states)
        ),
    )


class Knowing:
    """A teacher over a machine; `asked` are the words, `batches` how many times it was asked."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self.asked: list[Word] = []
        self.batches = 0

    def answer(self, words: Sequence[Word]) -> list[Outputs]:
        self.asked += words
        self.batches += 1
        return [self._machine.outputs(word) for word in words]
