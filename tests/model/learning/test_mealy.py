"""Machines: running words, covers, and identifiers that tell any two states apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.model.learning.machines import counter, lamp

from connref.errors import DefinitionError
from connref.learning import NOT_APPLICABLE, Machine, Split, Word


def test_a_word_is_run_from_any_state() -> None:
    machine = lamp()
    assert machine.outputs(("push", "look", "push")) == ((), ("light",), ())
    assert machine.after(("push", "push")) == 2
    assert machine.after(("push",), 2) == 0
    assert len(machine) == 3


def test_the_cover_leads_to_every_state_by_a_shortest_word() -> None:
    assert lamp().cover == ((), ("push",), ("push", "push"))
    machine = counter(6)
    assert [machine.after(word) for word in machine.cover] == list(range(6))


@pytest.mark.parametrize("machine", [lamp(), counter(5), counter(8)], ids=["lamp", "five", "eight"])
def test_any_two_states_share_a_word_that_tells_them_apart(machine: Machine) -> None:
    def beginnings(word: Word) -> set[Word]:
        return {word[:length] for length in range(1, len(word) + 1)}

    for one, other in combinations(range(len(machine)), 2):
        ours, theirs = (
            set[Word]().union(*map(beginnings, machine.identifiers[state])) for state in (one, other)
        )
        assert any(machine.outputs(word, one) != machine.outputs(word, other) for word in ours & theirs)


def test_a_machine_of_one_state_needs_no_identifier() -> None:
    assert Machine(("a",), ({"a": (0, ())},)).identifiers == ((),)


def test_equal_states_are_refused_where_they_have_to_be_told_apart() -> None:
    twin = Machine(("a",), ({"a": (1, ())}, {"a": (0, ())}))
    with pytest.raises(DefinitionError, match="states 0 and 1 cannot be told apart"):
        _ = twin.identifiers


def test_a_state_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(DefinitionError, match="1 states cannot be reached"):
        _ = Machine(("a",), ({"a": (0, ())}, {"a": (0, ("x",))})).cover


@pytest.mark.parametrize(
    ("row", "said"),
    [({}, "no move"), ({"a": (7, ())}, "leads nowhere"), ({"a": (1, NOT_APPLICABLE)}, "leads away")],
)
def test_a_move_that_cannot_be_is_refused(row: dict[str, tuple[int, tuple[str, ...]]], said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        Machine(("a",), (row, {"a": (1, ())}))


def test_a_machine_of_fewer_symbols_is_minimal_and_begins_where_it_is_told() -> None:
    """Without looking, dim cannot be told from off; the ring without its step is one state."""
    only_push = lamp().restricted(("push",), ("push", "push"))
    assert only_push.outputs(("push",) * 4) == (("click",), (), (), ("click",))
    assert len(only_push) == 3
    assert len(counter(5).restricted(("rest",))) == 1


def test_the_splitting_tree_has_every_state_once() -> None:
    def states(node: Split | int) -> list[int]:
        return [node] if isinstance(node, int) else [s for part in node.parts.values() for s in states(part)]

    assert sorted(states(counter(7).splits)) == list(range(7))
