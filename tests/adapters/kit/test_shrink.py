"""Shrinking: no step can be left out, every story is legal, and the same failure gives the same story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.kit.playing import fails_with, violation, wrong

from connref.protocol import Advance, Do, InputName, Step
from connref_adapters.kit.shrink import legal, shrink, tidy
from fakes.stories import story
from fakes.wrong import WRONG

NOISE = story("+7 network_down +3 network_up background +1 foreground server_message=noise +13")
SAMPLE = [
    "grace-one-ms-early", "ping-adds-to-deadline", "third-background-without-grace", "login-not-saved",
    "auto-uses-grace", "network-undoes-disconnect", "connect-reports-twice", "fetches-missed-messages",
    "connect-opens-another", "throws-on-abort", "dies-on-return-with-ping", "hangs-offline",
]  # fmt: skip


def candidates(steps: tuple[Step, ...]) -> list[tuple[Step, ...]]:
    return [tidy(steps[:index] + steps[index + 1 :]) for index in range(len(steps))]


def noisy(name: str) -> tuple[Step, ...]:
    """The story that shows a defect, with more before its end that has nothing to do with it."""
    steps = WRONG[name].story
    padded = (*steps[:2], *NOISE, *steps[2:], *story("+90000 server_message=last +5"))
    return padded if legal(padded) and violation(wrong(name), WRONG[name].mode, padded) else steps


@pytest.mark.parametrize("name", SAMPLE)
def test_no_step_can_be_left_out(name: str) -> None:
    driver, steps, mode = wrong(name), noisy(name), WRONG[name].mode
    found = violation(driver, mode, steps)
    assert found is not None
    fails = fails_with(driver, mode, found.requirement)
    small = shrink(steps, fails)
    assert fails(small)
    assert legal(small)
    assert len(small) <= len(steps)
    for shorter in candidates(small):
        assert not legal(shorter) or not fails(shorter), shorter
    assert shrink(steps, fails) == small


STEPS = st.lists(
    st.one_of(
        st.integers(0, 40_000).map(Advance), st.sampled_from(story("init background foreground ping=p kill"))
    ),
    max_size=12,
).map(tuple)


@given(STEPS, st.sets(st.integers(0, 11)))
def test_a_failure_that_needs_certain_steps_keeps_those_alone(
    steps: tuple[Step, ...], needed: set[int]
) -> None:
    """Against an SDK that fails when it has got a certain multiset of inputs, in whatever order of waits."""
    wanted = [steps[index] for index in sorted(needed) if index < len(steps) and isinstance(steps[index], Do)]

    def fails(candidate: tuple[Step, ...]) -> bool:
        left = [step for step in candidate if isinstance(step, Do)]
        for step in wanted:
            if step not in left:
                return False
            left.remove(step)
        return True

    small = shrink(steps, fails)
    if legal(steps) and wanted:
        assert not any(legal(shorter) and shorter and fails(shorter) for shorter in candidates(small))
    assert fails(small)


@given(STEPS)
def test_waits_are_made_as_short_as_they_can_be(steps: tuple[Step, ...]) -> None:
    def fails(candidate: tuple[Step, ...]) -> bool:
        return sum(step.ms for step in candidate if isinstance(step, Advance)) >= 1_000

    if legal(steps) and fails(steps):
        small = shrink(steps, fails)
        assert [type(step) for step in small] == [Advance]
        assert fails(small)
        assert sum(step.ms for step in small if isinstance(step, Advance)) < 2_000


def test_tidy_joins_waits_and_changes_no_instant() -> None:
    assert tidy(story("+1 +2 init +0 +5 background")) == story("+3 init +5 background")
    assert tidy(()) == ()
    assert tidy(story("+250000 +400000 init")) == story("+300000 +300000 +50000 init")


def test_what_the_protocol_forbids_is_not_legal() -> None:
    assert legal(story("init login=u connect=c +5 kill init"))
    for forbidden in (
        "init kill background",
        "init network_down login=u",
        "init server_mute logout",
        "kill connect=c",
    ):
        assert not legal(story(forbidden)), forbidden


def test_a_candidate_that_is_not_legal_is_never_played() -> None:
    played: list[tuple[Step, ...]] = []

    def fails(candidate: tuple[Step, ...]) -> bool:
        played.append(candidate)
        return Do(InputName.LOGIN, "u") in candidate

    assert shrink(story("init network_down network_up login=u kill init"), fails) == story("init login=u")
    assert played
    assert all(legal(candidate) for candidate in played)
