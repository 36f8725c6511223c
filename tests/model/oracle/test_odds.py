"""Why readings do not meet: the fewest interpretations, and the fewest cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import UsageError
from connref.oracle.odds import Union, at_odds, explain, project
from connref.oracle.readings import EVERYTHING, mask_of, meet_all

INCLUSIVE = mask_of({"ping-at-deadline": ["inclusive"]})
EXCLUSIVE = mask_of({"ping-at-deadline": ["exclusive"]})
RETURN_EXCLUSIVE = mask_of({"return-at-deadline": ["exclusive"]})
EITHER_INCLUSIVE = (INCLUSIVE, mask_of({"return-at-deadline": ["inclusive"]}))
BOTH_EXCLUSIVE = (EXCLUSIVE & RETURN_EXCLUSIVE,)


def test_one_interpretation_at_odds() -> None:
    assert at_odds((INCLUSIVE,), (EXCLUSIVE & RETURN_EXCLUSIVE,)) == ("ping-at-deadline",)


def test_two_that_are_at_odds_only_together() -> None:
    assert at_odds(EITHER_INCLUSIVE, BOTH_EXCLUSIVE) == ("ping-at-deadline", "return-at-deadline")


def test_projection_opens_what_is_not_named() -> None:
    assert project(BOTH_EXCLUSIVE, ["ping-at-deadline"]) == (EXCLUSIVE,)
    assert project(BOTH_EXCLUSIVE, []) == (EVERYTHING,)


def test_one_earlier_union_explains_where_one_is_enough() -> None:
    assert explain(BOTH_EXCLUSIVE, [(RETURN_EXCLUSIVE,), EITHER_INCLUSIVE]) == (EITHER_INCLUSIVE,)


def test_two_earlier_unions_explain_where_it_takes_two() -> None:
    needed = explain(EITHER_INCLUSIVE, [(EVERYTHING,), (EXCLUSIVE,), (RETURN_EXCLUSIVE,)])
    assert set(needed) == {(EXCLUSIVE,), (RETURN_EXCLUSIVE,)}


def test_nothing_explains_what_meets() -> None:
    with pytest.raises(UsageError, match="nothing to explain"):
        explain((INCLUSIVE,), [(RETURN_EXCLUSIVE,)])


CUBES = st.sampled_from(
    [
        EVERYTHING,
        INCLUSIVE,
        EXCLUSIVE,
        RETURN_EXCLUSIVE,
        mask_of({"return-at-deadline": ["inclusive"]}),
        mask_of({"server-close": ["reconnects"]}),
        mask_of({"server-close": ["stays-down"]}),
    ]
)
UNIONS = st.lists(CUBES, min_size=1, max_size=2).map(tuple)


@given(st.lists(UNIONS, min_size=1, max_size=6), UNIONS)
def test_none_of_those_that_explain_can_be_left_out(earlier: list[Union], readings: Union) -> None:
    if not _met(earlier) or _met([*earlier, readings]):
        return
    needed = explain(readings, earlier)
    assert not _met([*needed, readings])
    for union in needed:
        others = [other for other in needed if other is not union]
        assert _met([*others, readings])


def _met(unions: list[Union]) -> Union:
    met: Union = (EVERYTHING,)
    for union in unions:
        met = meet_all(met, union)
    return met
