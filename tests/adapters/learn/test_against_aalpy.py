"""AALpy, a learner that shares nothing with ours, finds the same diagrams.

Its own suites end early on these machines (docs/decisions/0007-learning.md), so both are told of counterexamples.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

import pytest
from aalpy.base import SUL, Oracle  # pyright: ignore[reportMissingTypeStubs] - it has none
from aalpy.learning_algs import run_KV  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from tests.model.learning.machines import Knowing

from connref.learning import ALPHABETS, Learner, Machine, Output, Symbol, Word
from connref.protocol import Mode
from connref_adapters.learn.reference import SHIPPED, shipped


class _Sdk(SUL):
    """An SDK that is this machine."""

    def __init__(self, machine: Machine) -> None:
        super().__init__()
        self._machine = machine
        self._state = 0

    def pre(self) -> None:
        self._state = 0

    def post(self) -> None:
        """Nothing is left over."""

    def step(self, letter: Symbol) -> Output:
        self._state, output = self._machine.moves[self._state][letter]
        return output


State = TypeVar("State")


def counterexample(
    machine: Machine, start: State, step: Callable[[State, Symbol], tuple[State, Output]]
) -> Word | None:
    """The first word that a machine answers otherwise than another one, walked side by side; None for none."""
    words: dict[tuple[int, State], Word] = {(0, start): ()}
    left = deque(words)
    while left:
        at = left.popleft()
        for symbol in machine.symbols:
            target, output = machine.moves[at[0]][symbol]
            there, instead = step(at[1], symbol)
            word = (*words[at], symbol)
            if instead != output:
                return word
            if (target, there) not in words:
                words[target, there] = word
                left.append((target, there))
    return None


class _Knowing(Oracle):
    """Tells AALpy of a counterexample."""

    def __init__(self, machine: Machine, sdk: _Sdk) -> None:
        super().__init__(list(machine.symbols), sdk)  # pyright: ignore[reportUnknownMemberType]
        self._machine = machine

    def find_cex(self, hypothesis: Any) -> Word | None:  # noqa: ANN401 - as the library has it
        def step(state: Any, symbol: Symbol) -> tuple[Any, Output]:  # noqa: ANN401
            return state.transitions[symbol], state.output_fun[symbol]

        return counterexample(self._machine, hypothesis.initial_state, step)


def found_by_aalpy(machine: Machine) -> Machine:
    """What Kearns and Vazirani's algorithm finds."""
    symbols = list(machine.symbols)
    sdk = _Sdk(machine)
    found = cast("Any", run_KV(symbols, sdk, _Knowing(machine, sdk), "mealy", print_level=0))
    states = [found.initial_state, *(each for each in found.states if each is not found.initial_state)]
    rows = tuple(
        {symbol: (states.index(each.transitions[symbol]), each.output_fun[symbol]) for symbol in symbols}
        for each in states
    )
    return Machine(machine.symbols, rows)


def found_by_us(machine: Machine) -> Machine:
    """What our learner finds."""
    learner = Learner(machine.symbols, Knowing(machine))
    found = learner.hypothesis()
    while (word := counterexample(machine, 0, partial(_moved, found))) is not None:
        found = learner.refine(word)
    return found


def _moved(machine: Machine, state: int, symbol: Symbol) -> tuple[int, Output]:
    return machine.moves[state][symbol]


@pytest.mark.parametrize("alphabet", SHIPPED)
@pytest.mark.parametrize("mode", [Mode.MANUAL, Mode.AUTO])
def test_both_find_the_documents_diagram(mode: Mode, alphabet: str) -> None:
    # The states in the order in which they are reached: two machines that answer alike are then equal.
    document = shipped(mode, alphabet).restricted(ALPHABETS[alphabet])
    assert found_by_aalpy(document).restricted(document.symbols) == document
    assert found_by_us(document).restricted(document.symbols) == document
