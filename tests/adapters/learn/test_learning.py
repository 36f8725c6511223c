"""A whole learning: the readings first, then each mode in its share of the budget."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.adapters.learn.small import LONG_S, driver, made

from connref.errors import UsageError
from connref.protocol import Mode
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.learn.learning import learn
from connref_adapters.learn.session import LearnSettings


def test_both_modes_are_learned_under_the_readings_that_the_run_left() -> None:
    connection = driver()
    hello = connection.hello()
    told: list[str] = []
    settings = LearnSettings("core", extra=0, budget_s=LONG_S)
    learning = learn(connection, hello, hello.profile, [Mode.AUTO, Mode.MANUAL], settings, told.append)
    assert [each.mode for each in learning.modes] == [Mode.AUTO, Mode.MANUAL]
    assert learning.complete
    assert learning.blamed == 0
    assert learning.interpretations["ping-at-deadline"] == ["exclusive"]
    assert told[0].startswith("readings: ")
    assert any("auto: the document's suite, k = 0: 7 states" in line for line in told)


class _Manual(ReferenceDriver):
    """Has manual mode alone."""

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        reply = super().request(request)
        return {**reply, "modes": ["manual"]} if "inputs" in reply else reply


def test_a_mode_that_the_driver_lacks_is_left_out_and_said() -> None:
    connection = made(_Manual)
    hello, settings = connection.hello(), LearnSettings("core", budget_s=0.0)
    told: list[str] = []
    learning = learn(connection, hello, hello.profile, [Mode.MANUAL, Mode.AUTO], settings, told.append)
    assert [each.mode for each in learning.modes] == [Mode.MANUAL]
    assert told[0] == "auto: the driver does not have it"
    with pytest.raises(UsageError, match="the driver has no auto mode"):
        learn(connection, hello, hello.profile, [Mode.AUTO], settings)


def test_a_budget_that_is_spent_is_not_complete() -> None:
    connection = driver()
    hello = connection.hello()
    learning = learn(connection, hello, hello.profile, [Mode.MANUAL], LearnSettings("core", budget_s=0.0))
    assert not learning.complete
    assert learning.modes[0].ended == "the budget was spent"
