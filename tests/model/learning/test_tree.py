"""The learner: it finds the machine behind a teacher, from counterexamples of any length, and says when it cannot."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from tests.model.learning.machines import Knowing, counter, lamp

from connref.errors import DefinitionError
from connref.learning import (
    Learner,
    Machine,
    Outputs,
    TooManyStatesError,
    Word,
    disagreement,
    disagreements,
    first_difference,
    hsi,
)


def random_machine(seed: int, states: int) -> Machine:
    """A machine with random moves and rare outputs; states that nothing leads to are of no account."""
    choose = random.Random(seed)
    symbols = ("a", "b", "c")
    return Machine(
        symbols,
        tuple(
            {s: (choose.randrange(states), ("x",) if choose.random() < 0.2 else ()) for s in symbols}
            for _ in range(states)
        ),
    )


def learned(machine: Machine) -> Machine:
    """Learn with counterexamples of the suite for one extra state, as long as it finds any."""
    teacher = Knowing(machine)
    learner = Learner(machine.symbols, teacher)
    hypothesis = learner.hypothesis()
    while (word := disagreement(hypothesis, teacher, hsi(hypothesis, 1))) is not None:
        hypothesis = learner.refine(word)
    return hypothesis


@pytest.mark.parametrize("machine", [lamp(), counter(2)], ids=["lamp", "ring"])
def test_a_machine_is_learned_state_for_state(machine: Machine) -> None:
    found = learned(machine)
    assert len(found) == len(machine)
    assert disagreement(found, Knowing(machine), hsi(machine, 1)) is None


@pytest.mark.parametrize("seed", range(12))
def test_one_long_counterexample_teaches_all_that_it_shows(seed: int) -> None:
    machine = random_machine(seed, 9)
    teacher = Knowing(machine)
    learner = Learner(machine.symbols, teacher)
    choose = random.Random(seed + 100)
    words = [tuple(choose.choices(machine.symbols, k=40)) for _ in range(60)]
    for word in words:
        learner.refine(word)
    final = learner.hypothesis()
    assert [final.outputs(word) for word in words] == [machine.outputs(word) for word in words]
    assert final.identifiers, "no two of its states are alike"
    assert {final.after(access) for access in learner.access} == set(range(len(final)))


def test_words_are_asked_in_batches() -> None:
    teacher = Knowing(counter(4))
    Learner(("step", "rest"), teacher).refine(("step",) * 4)
    assert teacher.batches < len(teacher.asked) / 2


def test_a_machine_without_end_is_told_with_its_access_words() -> None:
    class Counting:
        def answer(self, words: Sequence[Word]) -> list[Outputs]:
            return [tuple((str(n),) for n in range(len(word))) for word in words]

    learner = Learner(("a",), Counting(), most_states=5)
    with pytest.raises(TooManyStatesError, match="more than 5 states") as raised:
        learner.refine(("a",) * 12)
    assert len(raised.value.access) == 6


def test_a_teacher_that_contradicts_itself_is_named() -> None:
    class Fickle(Knowing):
        def answer(self, words: Sequence[Word]) -> list[Outputs]:
            given = super().answer(words)
            return [(*outputs[:-1], (str(self.batches % 2),)) if outputs else () for outputs in given]

    with pytest.raises(DefinitionError):
        Learner(("push", "look"), Fickle(lamp()), most_states=4).refine(("push", "push", "look"))


def test_the_first_difference_ends_where_it_shows() -> None:
    assert first_difference(lamp(), ("push", "look"), ((), ("light",))) is None
    assert first_difference(lamp(), ("push", "look", "push"), ((), ("dark",), ())) == ("push", "look")


def test_every_difference_of_a_suite_is_found_in_batches() -> None:
    words = [("look",)] * 7 + [("push",)] * 3
    dark = Machine(("push", "look"), ({"push": (0, ()), "look": (0, ())},))
    teacher = Knowing(lamp())
    assert list(disagreements(dark, teacher, words, batch=4)) == [("look",)] * 7
    assert teacher.batches == 3


@pytest.mark.parametrize("seed", range(6))
def test_a_machine_that_it_may_be_like_saves_questions_and_changes_nothing(seed: int) -> None:
    machine = random_machine(seed, 9)
    plain = learned(machine)
    teacher = Knowing(plain)
    known = Learner(plain.symbols, teacher, like=plain).hypothesis()
    assert len(known) == len(plain)
    assert disagreement(known, Knowing(plain), hsi(plain, 1)) is None
    misled = Learner(
        plain.symbols, Knowing(plain), like=random_machine(seed + 50, 5).restricted(plain.symbols)
    )
    hypothesis = misled.hypothesis()
    while (word := disagreement(hypothesis, Knowing(plain), hsi(hypothesis, 1))) is not None:
        hypothesis = misled.refine(word)
    assert disagreement(hypothesis, Knowing(plain), hsi(plain, 1)) is None
