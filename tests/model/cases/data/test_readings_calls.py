"""Readings of calls: each is put several times on one device, and answers that vary are caught."""

from __future__ import annotations

from collections import Counter

import pytest
from tests.model.cases.legality import inputs_at
from tests.model.cases.playing import shows

from connref.cases.catalogue import reading_cases
from connref.protocol import InputName, Profile

ASKED = {
    "ping-in-foreground": InputName.PING,
    "ping-when-down": InputName.PING,
    "ping-in-auto": InputName.PING,
    "connect-when-up": InputName.CONNECT,
    "connect-while-opening": InputName.CONNECT,
    "connect-offline": InputName.CONNECT,
    "disconnect-when-down": InputName.DISCONNECT,
    "init-again": InputName.INIT,
    "login-again": InputName.LOGIN,
}


@pytest.mark.parametrize(("name", "asked"), ASKED.items())
def test_each_question_is_put_at_least_twice_in_nearly_every_case(name: str, asked: InputName) -> None:
    counts = [
        Counter(received for _, received in inputs_at(case))[asked]
        for case in reading_cases(Profile(), (name,))
    ]
    assert sum(count >= 2 for count in counts) > len(counts) * 2 / 3


@pytest.mark.parametrize("call", [InputName.CONNECT, InputName.DISCONNECT, InputName.PING])
def test_each_call_comes_before_init(call: InputName) -> None:
    for case in reading_cases(Profile(), ("call-before-init",)):
        if case.id.split("/")[1] == call.value:
            names = [name for _, name in inputs_at(case)]
            assert names[: names.index(InputName.INIT)] == [call] * 3


@pytest.mark.parametrize(
    ("name", "defect"),
    [
        ("connect-when-up", "connect-when-up-alternates"),
        ("ping-when-down", "ping-when-down-alternates"),
        ("disconnect-when-down", "disconnect-when-down-depends"),
    ],
)
def test_an_answer_that_varies_shows(name: str, defect: str) -> None:
    assert shows(defect, reading_cases(Profile(), (name,)))
