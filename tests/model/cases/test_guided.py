"""Steered stories: legal whatever is drawn, the same for the same draws, and far better than unsteered ones."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.model.cases.judging import judged
from tests.model.cases.legality import PROFILES, closest_inputs, faults, last_wait
from tests.model.cases.playing import profile_of

from connref.cases import EVERY_INPUT, needs
from connref.cases.guided import MODES, Steering
from connref.cases.paths import beginning, moves_from
from connref.protocol import Case, InputName, Mode, Profile
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.options import Options
from fakes.right import random_right

PLAIN = Profile()
STORIES = 150


def drawn(
    profile: Profile, seed: int, count: int = STORIES, inputs: frozenset[InputName] = EVERY_INPUT
) -> list[Case]:
    steering, choose = Steering(profile, inputs), Random(seed).randrange
    return [steering.draw(f"explore/{number}", choose) for number in range(count)]


@pytest.mark.parametrize("profile", PROFILES)
def test_every_story_is_legal_and_observed_to_its_end(profile: Profile) -> None:
    for case in drawn(profile, 1):
        assert faults(case) == []
        assert last_wait(case) > profile.reconnect_bound_ms
        assert case.requirement in REQUIREMENTS
        gap = closest_inputs(case)
        assert not profile.tolerance_ms or gap is None or gap > profile.tolerance_ms


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_hypothesis_chooses_is_a_legal_story(data: st.DataObject) -> None:
    def choose(count: int) -> int:
        return data.draw(st.integers(0, count - 1))

    assert faults(Steering(PLAIN).draw("explore/1", choose)) == []


def test_the_same_draws_tell_the_same_stories_and_others_tell_others() -> None:
    assert drawn(PLAIN, 3) == drawn(PLAIN, 3)
    assert drawn(PLAIN, 3) != drawn(PLAIN, 4)


def test_all_modes_are_drawn() -> None:
    assert {case.mode for case in drawn(PLAIN, 1)} == set(MODES)


def plainly(count: int, choose: Callable[[int], int]) -> set[tuple[Mode, object]]:
    """The rows that unsteered paths of the same lengths take."""
    rows: set[tuple[Mode, object]] = set()
    for _ in range(count):
        path = beginning(PLAIN, MODES[choose(len(MODES))])
        for _ in range(3 + choose(10)):
            moves = list(moves_from(path))
            move = moves[choose(len(moves))]
            if move.key is not None:
                rows.add((path.mode, move.key))
            path = move.path
    return rows


def test_steering_reaches_far_more_rows_than_chance() -> None:
    steering, choose = Steering(PLAIN), Random(1).randrange
    for number in range(STORIES):
        steering.draw(f"explore/{number}", choose)
    steered, by_chance = len(steering.rows), len(plainly(STORIES, Random(1).randrange))
    assert steered > 250, steered
    assert steered > 2 * by_chance


def test_what_was_reached_before_is_drawn_less() -> None:
    first, choose = Steering(PLAIN), Random(1).randrange
    for number in range(STORIES):
        first.draw(f"explore/{number}", choose)
    fresh, going_on = Steering(PLAIN), Steering(PLAIN, rows=first.rows, pairs=first.pairs)
    for steering in (fresh, going_on):
        choose = Random(2).randrange
        for number in range(STORIES):
            steering.draw(f"explore/{number}", choose)
    new = {key for key, count in going_on.rows.items() if count > first.rows[key]} - first.rows.keys()
    assert len(new) > len(fresh.rows.keys() - first.rows.keys())


def test_a_driver_gets_only_inputs_that_it_has() -> None:
    inputs = frozenset(InputName) - {InputName.KILL, InputName.SERVER_MESSAGE, InputName.SERVER_REJECT}
    cases = drawn(PLAIN, 1, inputs=inputs)
    assert all(needs(case) <= inputs for case in cases)
    assert all(faults(case) == [] for case in cases)


@pytest.mark.parametrize("options", [Options(), Options(tick_ms=1_000), random_right(3), random_right(7)])
def test_right_sdks_pass(options: Options) -> None:
    profile, driver = profile_of(options), FakeDriver(options)
    inputs = frozenset(name for name in InputName if name.value not in options.unsupported_inputs)
    for case in drawn(profile, 5, inputs=inputs):
        assert judged(driver, case, profile).violation is None, case
