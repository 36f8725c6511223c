"""When conditions are fair, and since when."""

from __future__ import annotations

import pytest

from connref.oracle.conditions import Conditions, Spoiler
from connref.protocol import InputName

SPOILERS = [
    (InputName.NETWORK_DOWN, InputName.NETWORK_UP),
    (InputName.SERVER_REFUSE, InputName.SERVER_ACCEPT),
    (InputName.SERVER_MUTE, InputName.SERVER_UNMUTE),
    (InputName.SERVER_REJECT, InputName.SERVER_APPROVE),
]


@pytest.mark.parametrize(("spoils", "mends"), SPOILERS)
def test_conditions_are_fair_again_since_the_last_was_mended(spoils: InputName, mends: InputName) -> None:
    conditions = Conditions()
    assert conditions.change(spoils, 5) is not None
    assert not conditions.fair
    assert conditions.change(mends, 9) is None
    assert (conditions.fair, conditions.fair_since) == (True, 9)


def test_a_second_spoiler_keeps_them_unfair() -> None:
    conditions = Conditions()
    conditions.change(InputName.NETWORK_DOWN, 1)
    conditions.change(InputName.SERVER_REJECT, 2)
    conditions.change(InputName.NETWORK_UP, 3)
    assert conditions.spoiled == {Spoiler.REJECTING}
    assert (conditions.carries, conditions.carries_since, conditions.fair) == (True, 3, False)


def test_other_inputs_change_nothing() -> None:
    conditions = Conditions()
    assert conditions.change(InputName.LOGIN, 7) is None
    assert conditions == Conditions()
