"""Explored stories: named by seed and number, the same for a seed, steered by what was reached before."""

from __future__ import annotations

from itertools import islice

import pytest

from connref.cases.coverage import Coverage
from connref.cases.state_space import reachable_rows
from connref.errors import DefinitionError
from connref.protocol import Do, InputName, Mode, Profile
from connref_adapters.kit.play import explored

PLAIN = Profile()


def test_stories_are_named_by_seed_and_number() -> None:
    assert [case.id for case in explored(PLAIN, 7, 3)] == ["explore/7/001", "explore/7/002", "explore/7/003"]


def test_a_seed_tells_the_same_stories_each_time() -> None:
    assert list(explored(PLAIN, 7, 20)) == list(explored(PLAIN, 7, 20))
    seven, eight = ([case.steps for case in explored(PLAIN, seed, 20)] for seed in (7, 8))
    assert seven != eight


def test_more_stories_begin_with_the_fewer() -> None:
    assert list(explored(PLAIN, 7, 20))[:5] == list(explored(PLAIN, 7, 5))


def test_none_are_asked_for_none_are_told() -> None:
    assert list(explored(PLAIN, 7, 0)) == []


def test_stories_are_steered_by_what_was_reached_when_the_first_is_asked_for() -> None:
    coverage = Coverage(PLAIN)
    early = explored(PLAIN, 7, 10, coverage=coverage)
    coverage.rows.update((mode, key) for mode in Mode for key in reachable_rows(PLAIN, mode))
    told = list(early)
    assert told == list(explored(PLAIN, 7, 10, coverage=coverage))
    assert [case.steps for case in told] != [case.steps for case in explored(PLAIN, 7, 10)]


def test_inputs_that_the_driver_lacks_do_not_occur() -> None:
    inputs = frozenset(InputName) - {InputName.PING}
    for case in islice(explored(PLAIN, 7, 100, inputs), 100):
        assert all(step.input in inputs for step in case.steps if isinstance(step, Do))


def test_a_profile_that_cannot_be_judged_is_an_error() -> None:
    with pytest.raises(DefinitionError, match="too short"):
        next(explored(Profile(grace_ms=100, tolerance_ms=50), 7, 1))
