"""Symbols answer as their values do, and leave guards that any other values can be held against."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.monitoring.symbols import (
    NOW,
    ZERO,
    Difference,
    Instant,
    Name,
    Number,
    Path,
    UnplainError,
    spelled,
)

COMPARISONS = [operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne]


def satisfied(path: Path, clocks: list[int]) -> bool:
    """Whether other values take the same path."""
    return all(
        (clocks[guard.left] - clocks[guard.right] <= guard.most) is guard.held for guard in path.guards
    )


def instants(path: Path, clocks: list[int], offsets: list[int]) -> list[Any]:
    return [Instant(path, number, offset, clocks[number] + offset) for number, offset in enumerate(offsets)]


CLOCKS = st.lists(st.integers(0, 5), min_size=3, max_size=3).map(lambda values: [0, *values])
OFFSETS = st.lists(st.integers(-3, 3), min_size=4, max_size=4)


@given(CLOCKS, CLOCKS, OFFSETS, st.sampled_from(COMPARISONS), st.integers(0, 3), st.integers(0, 3))
def test_two_instants_compare_as_their_values_and_so_do_all_that_satisfy_the_guards(
    clocks: list[int],
    others: list[int],
    offsets: list[int],
    compare: Callable[[Any, Any], bool],
    one: int,
    two: int,
) -> None:
    path = Path()
    made = instants(path, clocks, offsets)
    found = compare(made[one], made[two])
    assert found is compare(clocks[one] + offsets[one], clocks[two] + offsets[two])
    if satisfied(path, others):
        assert found is compare(others[one] + offsets[one], others[two] + offsets[two])


@given(CLOCKS, CLOCKS, OFFSETS, st.sampled_from(COMPARISONS), st.integers(-4, 4))
def test_differences_and_their_lengths_too(
    clocks: list[int], others: list[int], offsets: list[int], compare: Callable[[Any, Any], bool], limit: int
) -> None:
    def told(values: list[Any]) -> tuple[bool, bool, bool]:
        late = values[1] - values[2] + 1
        return compare(late, limit), compare(abs(late), limit), compare(values[3], limit)

    path = Path()
    found = told(instants(path, clocks, offsets))
    assert found == told([value + offset for value, offset in zip(clocks, offsets, strict=True)])
    if satisfied(path, others):
        assert found == told([value + offset for value, offset in zip(others, offsets, strict=True)])


def test_what_holds_of_every_session_leaves_no_guard() -> None:
    path = Path(frozenset({ZERO, 2}))
    now: Any = Instant(path, NOW, 0, 9)
    before: Any = Instant(path, 2, 0, 5)
    assert before <= now
    assert not now < before
    assert now >= 0
    assert path.guards == []
    assert now - 3 <= before or path.guards
    assert len(path.guards) == 1


def test_what_follows_from_a_guard_is_not_asked_again() -> None:
    path = Path()
    early, late = Instant(path, 2, 0, 1), Instant(path, 3, 0, 9)
    assert early <= late
    assert early <= late + 5
    assert not late + 9 <= early or path.guards
    assert len(path.guards) == 2


def test_what_no_guard_answers_is_refused() -> None:
    instant: Any = Instant(Path(), NOW, 0, 9)
    late: Any = Difference(instant, instant)
    for ask in (lambda: instant + 1.5, lambda: f"{instant:>9}", lambda: late + 1.5):
        with pytest.raises(UnplainError):
            ask()
    for ask in (lambda: instant * 2, lambda: instant // 2, lambda: range(instant), lambda: int(instant)):
        with pytest.raises(TypeError):
            ask()


def test_instants_and_names_are_spelled_out_in_texts() -> None:
    instant = Instant(Path(), 2, -40, 60)
    name, number = Name(0), Number(1)
    text = f"call {name!r} of {name} at {instant}, due by {instant + 1_000}"
    assert spelled(text, [0, 9, 100], ["c'1", 7]) == "call \"c'1\" of c'1 at 60, due by 1060"
    assert (name.slot, number.slot) == (0, 1)
    assert str(name) is name
    assert spelled("nothing", [], []) == "nothing"


def test_names_are_like_themselves_alone() -> None:
    assert len({Name(0), Name(1), Name(0), "u"}) == 3
    assert len({Number(0), Number(1), Number(0), 7}) == 3
