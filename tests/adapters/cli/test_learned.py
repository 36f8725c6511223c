"""`connref run --complete K`: the suites of the document's diagram, without learning."""

from __future__ import annotations

from tests.adapters.cli.command import Connref, fake


def test_the_complete_suite_is_played_without_learning(connref: Connref) -> None:
    ended = connref("run", "--driver", "reference", "--complete", "0")
    assert ended.status == 0
    assert "it equals this diagram of 48 states" in ended.out
    assert "auto mode. Alphabet: " in ended.out


def test_what_breaks_the_guarantee_is_told(connref: Connref) -> None:
    ended = connref("run", "--driver", fake("login-not-saved"), "--complete", "0")
    assert ended.status == 1
    assert "SES-LOGIN-SAVES, expected" in ended.out
    assert "nothing is promised" in ended.out
