"""`connref driver check` finds each planted mistake, and is silent on right drivers."""

from __future__ import annotations

import pytest
from tests.adapters.drivers.checking.mistaken import MISTAKES, Right

from connref_adapters.drivers.channel import InProcessChannel, SupportsRequest
from connref_adapters.drivers.checking import Bench, Checked, check_driver
from connref_adapters.drivers.checking.checks import CHECKS
from connref_adapters.drivers.driver import Limits


def checked(make: type[SupportsRequest], *only: str) -> dict[str, Checked]:
    """What the checks say of a driver in this process; those named `only`, or all."""
    bench = Bench(lambda: InProcessChannel(make), Limits(restarts=0))
    return {each.name: each for each in check_driver(bench, only)}


def test_there_are_twenty_mistakes_and_more_and_every_check_but_bye_finds_one() -> None:
    assert len(MISTAKES) > 20
    assert {check for _, check in MISTAKES.values()} == {check.name for check in CHECKS} - {"bye"}


def test_a_right_driver_is_asked_everything_and_nothing_is_found() -> None:
    found = checked(Right)
    assert list(found) == [check.name for check in CHECKS]
    assert not [each for each in found.values() if each.problems or each.not_asked]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_planted_mistake_is_found_and_what_to_do_is_said(mistake: str) -> None:
    make, name = MISTAKES[mistake]
    found = checked(make, name)[name]
    assert found.problems
    assert all(found.problems)
    assert found.to_do


def test_what_a_driver_does_not_have_is_not_asked() -> None:
    class Small(Right):
        def answered(self, reply: dict[str, object], request: dict[str, object]) -> dict[str, object]:
            if request["op"] == "hello":
                reply |= {
                    "inputs": ["init", "login", "connect"],
                    "observes": ["socket_open", "socket_closed", "outcome"],
                }
            return reply

    found = checked(Small)
    assert not [each for each in found.values() if each.problems]
    assert found["kill"].not_asked == "it has no kill"
    assert found["message"].not_asked == "it has no server_message, delivered"
