"""Cubes of readings against explicit sets: meet, join, fuse and what is left mean what they say."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from connref.oracle.agreement import at_odds
from connref.oracle.readings import (
    BITS,
    EVERYTHING,
    Cube,
    fuse,
    join,
    mask_of,
    meet,
    meet_all,
    options_left,
    project,
)
from connref.spec.interpretations import INTERPRETATIONS

NAMES = ("ping-at-deadline", "connect-in-background", "init-again")
ALL = set(product(*(INTERPRETATIONS[name].options for name in NAMES)))


def options(name: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(INTERPRETATIONS[name].options), min_size=1, unique=True)


CUBES = st.fixed_dictionaries({name: options(name) for name in NAMES}).map(mask_of)
UNIONS = st.lists(CUBES, max_size=5)


def readings(*cubes: Cube) -> set[tuple[str, ...]]:
    """The readings of a union, over the three interpretations that the tests vary."""
    return {
        chosen
        for chosen in ALL
        if any(
            all(cube & BITS[name, option] for name, option in zip(NAMES, chosen, strict=True))
            for cube in cubes
        )
    }


def test_everything_is_every_option() -> None:
    assert readings(EVERYTHING) == ALL
    assert mask_of({}) == EVERYTHING


@given(CUBES, CUBES)
def test_meet_is_the_intersection(one: Cube, other: Cube) -> None:
    both = meet(one, other)
    assert readings(*([] if both is None else [both])) == readings(one) & readings(other)


@given(UNIONS, UNIONS)
def test_unions_meet_where_their_readings_do(left: list[Cube], right: list[Cube]) -> None:
    assert readings(*meet_all(left, right)) == readings(*left) & readings(*right)


@given(UNIONS)
def test_join_keeps_the_readings_in_no_more_cubes(cubes: list[Cube]) -> None:
    joined = join(cubes)
    assert readings(*joined) == readings(*cubes)
    assert len(joined) <= len(cubes)
    assert readings(*join(reversed(cubes))) == readings(*joined)


@given(CUBES, CUBES)
def test_fuse_adds_no_reading(one: Cube, other: Cube) -> None:
    union = fuse(one, other)
    if union is not None:
        assert readings(union) == readings(one, other)


@given(CUBES, CUBES)
def test_what_one_cube_can_hold_is_fused(one: Cube, other: Cube) -> None:
    sides = [{chosen[place] for chosen in readings(one, other)} for place in range(len(NAMES))]
    is_a_cube = set(product(*sides)) == readings(one, other)
    assert (fuse(one, other) is not None) == is_a_cube


@given(st.lists(CUBES, min_size=1, max_size=5))
def test_options_left_are_those_of_some_reading(cubes: list[Cube]) -> None:
    for place, name in enumerate(NAMES):
        seen = {chosen[place] for chosen in readings(*cubes)}
        left = options_left(cubes, name)
        assert set(left) == seen
        assert left == tuple(option for option in INTERPRETATIONS[name].options if option in seen)


@given(CUBES, CUBES)
def test_cubes_are_at_odds_where_they_do_not_meet(one: Cube, other: Cube) -> None:
    names = at_odds((one,), (other,))
    assert (meet(one, other) is None) == (not meet_all(project((one,), names), project((other,), names)))


def test_what_is_at_odds_is_named() -> None:
    assert at_odds(
        (mask_of({"init-again": ["ignored"]}),), (mask_of({"init-again": ["error", "reopens"]}),)
    ) == ("init-again",)


def test_projection_opens_what_is_not_named() -> None:
    inclusive = mask_of({"ping-at-deadline": ["inclusive"]})
    both = (inclusive & mask_of({"init-again": ["ignored"]}),)
    assert project(both, ["ping-at-deadline"]) == (inclusive,)
    assert project(both, []) == (EVERYTHING,)
