"""One automaton for each kind of header, as many as memory allows; what it knows serves every session of that kind."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Do, InputName
from connref_adapters.recorded import automata
from connref_adapters.recorded.automata import Automata
from connref_adapters.recorded.header import Header, header_from_json


def header(name: str, **fields: object) -> Header:
    body: dict[str, Any] = {"session": name, "mode": "manual", "tolerance_ms": 100, **fields}
    return header_from_json(body)


def test_what_one_session_taught_another_of_the_same_kind_looks_up() -> None:
    every = Automata()
    first, second = every.monitor(header("a")), every.monitor(header("b"))
    assert first is not None
    assert second is not None
    assert first.learn(Do(InputName.INIT), 0)
    assert second.step("init", None, 0)


@pytest.mark.parametrize(
    "change", [{"mode": "auto"}, {"tolerance_ms": 5}, {"profile": {"grace_ms": 9}}, {"user": "u"}], ids=str
)
def test_another_kind_of_header_has_its_own(change: dict[str, object]) -> None:
    every = Automata()
    first, other = every.monitor(header("a")), every.monitor(header("b", **change))
    assert first is not None
    assert other is not None
    assert first.learn(Do(InputName.INIT), 0)
    assert not other.step("init", None, 0)


def test_saved_users_differ_in_name_alone() -> None:
    every = Automata()
    anna, ben = every.monitor(header("a", user="anna")), every.monitor(header("b", user="ben"))
    assert anna is not None
    assert ben is not None
    assert anna.learn(Do(InputName.INIT), 0)
    assert ben.step("init", None, 0)
    assert ben.knows("ben")


def test_a_session_that_begins_in_the_middle_is_for_the_oracle() -> None:
    assert Automata().monitor(header("a", state={"ready": True})) is None


def test_there_are_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automata, "MOST_AUTOMATA", 1)
    every = Automata()
    assert every.monitor(header("a")) is not None
    assert every.monitor(header("b", tolerance_ms=7)) is None
    assert every.monitor(header("c")) is not None
