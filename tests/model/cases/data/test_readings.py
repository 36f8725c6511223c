"""Readings: each option of each interpretation can be told from every other from outside, and more than once."""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.model.cases.legality import PROFILES
from tests.model.cases.playing import tells_apart, with_option

from connref.cases.catalogue import reading_cases
from connref.protocol import Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from fakes.options import INTERPRETATIONS as OPTIONS

# The protocol has no observation of what an ignored or a failing init or login reports: they look the same.
LOOK_ALIKE = {("init-again", "ignored", "error"), ("login-again", "ignored", "error")}
FEWEST = 2
PAIRS = [
    (name, one, other)
    for name, item in INTERPRETATIONS.items()
    for one, other in combinations(item.options, 2)
    if (name, one, other) not in LOOK_ALIKE
]


def test_the_simulated_sdks_have_the_same_options() -> None:
    assert {name.replace("_", "-"): set(options) for name, options in OPTIONS.items()} == {
        name: set(item.options) for name, item in INTERPRETATIONS.items()
    }


@pytest.mark.parametrize(("name", "one", "other"), PAIRS)
def test_two_options_look_different_in_several_cases(name: str, one: str, other: str) -> None:
    first, second = with_option(name, one), with_option(name, other)
    assert sum(tells_apart(case, first, second) for case in reading_cases(Profile(), (name,))) >= FEWEST


@pytest.mark.parametrize("name", INTERPRETATIONS)
def test_the_requirement_is_one_under_which_the_interpretation_is_judged(name: str) -> None:
    for profile in PROFILES:
        assert {case.requirement for case in reading_cases(profile, (name,))} <= set(
            INTERPRETATIONS[name].judged_under
        )


def test_a_close_in_manual_mode_is_judged_under_the_requirement_of_manual_mode() -> None:
    for case in reading_cases(Profile(), ("server-close",)):
        assert case.requirement == ("MAN-RECONNECT" if case.mode is Mode.MANUAL else "AUTO-RECONNECT")


def test_an_unknown_interpretation_has_no_cases() -> None:
    assert list(reading_cases(Profile(), ("ping-at-breakfast",))) == []
