"""The claim of completeness, proved on this problem: no machine in its reach escapes the suite, and some do without."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import pytest
from tests.model.learning.machines import counter, lamp

from connref.learning import NOT_APPLICABLE, Machine, applicable, hsi, loops, without_prefixes
from connref.learning.mealy import Output, Symbol

Row = dict[Symbol, tuple[int, Output]]


def equivalent(one: Machine, other: Machine) -> bool:
    """Whether the machines answer every word alike: a walk over the pairs that both reach."""
    seen, left = {(0, 0)}, [(0, 0)]
    while left:
        here, there = left.pop()
        for symbol in one.symbols:
            (a, shown), (b, instead) = one.moves[here][symbol], other.moves[there][symbol]
            if shown != instead:
                return False
            if (a, b) not in seen:
                seen.add((a, b))
                left.append((a, b))
    return True


def told_apart(suite: list[tuple[str, ...]], one: Machine, other: Machine) -> bool:
    return any(one.outputs(word) != other.outputs(word) for word in suite)


def neighbours(reference: Machine) -> Iterator[Machine]:
    """Every machine that differs from the reference in one or two edges, with a copy of a state more or none."""
    outputs = sorted({output for row in reference.moves for _, output in row.values()})
    plain = [dict(row) for row in reference.moves]
    for rows in [plain, *([*plain, dict(copied)] for copied in plain)]:
        edges = list(product(range(len(rows)), reference.symbols))
        changes = list(product(range(len(rows)), outputs))
        for count in (1, 2):
            for chosen in combinations(edges, count):
                for new in product(changes, repeat=count):
                    changed: list[Row] = [dict(row) for row in rows]
                    for (state, symbol), move in zip(chosen, new, strict=True):
                        changed[state][symbol] = move
                    yield Machine(reference.symbols, tuple(changed))


def test_no_machine_with_one_state_more_escapes_the_suite_for_one() -> None:
    """All machines with at most n + 1 states that differ from the reference in one or two edges (24 120 machines)."""
    reference = lamp()
    for_none, for_one = hsi(reference, 0), hsi(reference, 1)
    machines = escaped = 0
    for machine in neighbours(reference):
        machines += 1
        same = equivalent(reference, machine)
        assert told_apart(for_one, reference, machine) is not same
        escaped += not same and not told_apart(for_none, reference, machine)
    assert machines == 24_120
    assert escaped > 0, "the suite for no extra state must miss some, or the proof proves nothing"


def test_what_the_suite_for_two_states_more_adds_is_needed_for_two() -> None:
    """A ring that has been made longer by two states behind its back: one extra state is too few to find it."""
    reference = counter(3)
    longer = list(map(dict, reference.moves))
    longer[2]["rest"] = (3, ())
    longer += [{"step": (0, ("round",)), "rest": (4, ())}, {"step": (0, ("round",)), "rest": (4, ("odd",))}]
    machine = Machine(reference.symbols, tuple(longer))
    assert not told_apart(hsi(reference, 1), reference, machine)
    assert told_apart(hsi(reference, 2), reference, machine)


def test_a_suite_has_no_word_that_another_begins_with() -> None:
    suite = hsi(lamp(), 1)
    assert suite == sorted(set(suite))
    assert not [(a, b) for a, b in combinations(suite, 2) if b[: len(a)] == a]
    assert without_prefixes([("a",), ("a", "b"), ("b",)]) == [("a", "b"), ("b",)]


def test_loops_find_a_counter_that_no_small_suite_finds() -> None:
    """The eleventh step in place counts: eleven times round finds it, three times does not."""
    idle: Row = {"step": (0, ("tick",)), "rest": (0, ())}
    reference = Machine(("step", "rest"), (idle,))
    counting = Machine(
        ("step", "rest"),
        tuple(
            {"step": (min(n + 1, 10), ("tick",) if n < 10 else ("stuck",)), "rest": (n, ())}
            for n in range(11)
        ),
    )
    assert not told_apart(hsi(reference, 2), reference, counting)
    assert not told_apart(loops(reference, (3,)), reference, counting)
    assert told_apart(loops(reference, (3, 11)), reference, counting)


def test_a_loop_passes_no_state_twice_and_is_heard() -> None:
    assert loops(lamp(), (3,))[-1][:9] == ("push", "push", "push") * 3
    quiet = Machine(("a",), ({"a": (0, ())},))
    assert loops(quiet, (3,)) == []


@pytest.mark.parametrize("extra", [0, 1])
def test_a_symbol_that_is_not_applicable_is_not_played(extra: int) -> None:
    machine = Machine(
        ("a", "b"),
        ({"a": (1, ()), "b": (0, NOT_APPLICABLE)}, {"a": (0, ()), "b": (1, ("x",))}),
    )
    assert applicable(machine, ("b", "a", "b", "b")) == ("a", "b", "b")
    assert all(NOT_APPLICABLE not in machine.outputs(word) for word in hsi(machine, extra))


def test_words_that_are_asked_besides_end_every_middle() -> None:
    plain, more = hsi(lamp(), 1), hsi(lamp(), 1, also=[("look", "push", "push")])
    assert all(any(word == longer[: len(word)] for longer in more) for word in plain)
    middles = [(*access, *middle) for access in lamp().cover for middle in product(lamp().symbols, repeat=2)]
    ends = {(*middle, "look", "push", "push") for middle in middles}
    assert all(any(end == longer[: len(end)] for longer in more) for end in ends)


def test_what_is_asked_besides_is_gone_round_in_silence_too() -> None:
    ring = counter(3)
    assert not any("rest" in word for word in loops(ring, [4]))
    assert ("rest",) * 5 in [word[:5] for word in loops(ring, [4], also=[("rest",)])]
