"""What is over is remembered by name, the latest of it, so that a case may go on for ever."""

from __future__ import annotations

import pytest

from connref.oracle import past
from connref.oracle.messages import Messages
from connref.oracle.past import Past
from connref.spec.messages import Fate


def test_the_latest_names_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "REMEMBERED", 3)
    names = Past[str]()
    for name in ("a", "b", "c", "b", "d"):
        names.put(name, f"{name} is over")
    assert [names.get(name) for name in "abcd"] == [None, "b is over", "c is over", "d is over"]


def test_a_case_without_end_holds_what_is_open_and_little_of_what_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(past, "REMEMBERED", 10)
    messages = Messages()
    for number in range(1_000):
        messages.send(f"m{number}", number, Fate.OWED)
        assert messages.deliver(f"m{number}") is None
    assert len(messages.over.by_name) == 10
    assert not messages.owed
    assert messages.knows("m999")
    assert not messages.knows("m1")
