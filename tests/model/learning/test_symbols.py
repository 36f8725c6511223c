"""The alphabets: each letter is an input of the protocol or one of time, and a driver that lacks one is told."""

from __future__ import annotations

import pytest

from connref.learning import ALPHABETS, INPUTS, TIME, Letter, lacking, preamble
from connref.spec.vocabulary import InputName


def test_every_letter_is_an_input_or_time() -> None:
    assert set(Letter) == set(INPUTS) | TIME
    assert not set(INPUTS) & TIME


def test_every_letter_is_in_an_alphabet_and_all_has_those_of_every_other_but_the_device() -> None:
    everything, device = set(ALPHABETS["all"]), set(ALPHABETS["device"])
    assert everything | device == set(Letter)
    assert device - everything == {Letter.SUSPEND, Letter.RESUME, Letter.HANDOVER}
    assert all(set(letters) <= everything for name, letters in ALPHABETS.items() if name != "device")
    assert all({Letter.NEXT, Letter.BEFORE_NEXT} <= set(letters) for letters in ALPHABETS.values())


@pytest.mark.parametrize(
    ("alphabet", "expected"), [("core", 2), ("network", 2), ("session", 0), ("all", 0), ("device", 2)]
)
def test_an_alphabet_without_the_session_begins_with_a_user(alphabet: str, expected: int) -> None:
    assert len(preamble(alphabet)) == expected


def test_what_a_driver_cannot_be_asked_is_named_with_what_comes_before_the_first_letter() -> None:
    without = frozenset(InputName) - {InputName.PING, InputName.LOGIN, InputName.KILL}
    assert lacking("core", without) == {Letter.PING, Letter.LOGIN}
    assert lacking("all", without) == {Letter.PING, Letter.LOGIN, Letter.KILL}
    assert lacking("all", frozenset(InputName)) == frozenset()
