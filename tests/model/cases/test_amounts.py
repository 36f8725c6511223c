"""Amounts of time: what they are for a profile, that they are read as they are printed, and what is wrong with text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.cases.amounts import (
    INSTANTS,
    NAMES,
    UNITS,
    Amount,
    NotationError,
    Part,
    Share,
    Sum,
    milliseconds,
    names_in,
    read_amount,
    values,
)
from connref.protocol import Profile

COARSE = Profile(grace_ms=1_000, reconnect_bound_ms=7_000, tolerance_ms=9)

parts = st.builds(Part, st.integers(0, 99), st.sampled_from(["", *NAMES, *UNITS]))
amounts: st.SearchStrategy[Amount] = st.recursive(
    parts,
    lambda inner: (
        st.builds(Sum, inner, st.sampled_from(["+", "-"]), inner)
        | st.builds(Share, inner, st.sampled_from(["*", "/"]), st.integers(1, 99))
    ),
    max_leaves=6,
)
"""Any amount."""


@given(amounts)
def test_an_amount_is_read_as_it_is_printed(amount: Amount) -> None:
    assert read_amount(str(amount)) == amount


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("250", 250), ("grace", 1_000), ("2grace/3", 666), ("grace/3*2", 666), ("R", 7_000), ("T", 9), ("edge", 10),
        ("bound", 7_010), ("R+edge", 7_010), ("grace-edge", 990), ("(grace-3edge)*5/12", 404), ("10-3-2", 5),
        ("10-(3-2)", 9), ("5s", 5_000), ("2min+1ms", 120_001), ("10h", 36_000_000),
    ],
)  # fmt: skip
def test_an_amount_follows_the_profile(text: str, expected: int) -> None:
    assert milliseconds(read_amount(text), values(COARSE)) == expected


def test_the_names_in_an_amount_are_found_wherever_they_stand() -> None:
    assert names_in(read_amount("(grace-3edge)*5/12+7")) == {"grace", "edge", ""}


@pytest.mark.parametrize(
    ("text", "column", "found"),
    [
        ("grac", 1, "'grac'"), ("3grac", 2, "'grac'"), ("s", 1, "'s'"), ("", 1, "the end"), ("grace+", 7, "the end"),
        ("grace/0", 7, "'0'"), ("grace/R", 7, "'R'"), ("(grace", 7, "the end"), ("grace)", 6, "')'"), ("-5", 1, "'-'"),
        ("grâce", 1, "'gr'"), ("deadline", 1, "'deadline'"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_shown_with_its_column(text: str, column: int, found: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_amount(text)
    assert caught.value.column == column
    assert caught.value.problem.startswith(found)
    assert str(caught.value) == f"column {column}: {caught.value.problem}; {caught.value.remedy}"


def test_instants_are_names_only_where_they_are_asked_for() -> None:
    assert names_in(read_amount("deadline-edge", (*NAMES, *INSTANTS))) == {"deadline", "edge"}
