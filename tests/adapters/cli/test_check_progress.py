"""The live line of `connref check`: what it says, and where it says nothing."""

from __future__ import annotations

import io

import pytest

from connref_adapters.cli.check_progress import CheckProgress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_says_how_far_and_how_fast_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    clock, stream = iter([0.0, 10.0]), Terminal()
    with CheckProgress(stream, 1_000, lambda: next(clock)) as progress:
        progress.advance(250, 5_000_000)
    line = stream.getvalue().replace("\u202f", " ")
    assert "5 000 000 events, 500 000 a second, 25 % read, about 30 s left" in line
    assert stream.getvalue().endswith("\r\x1b[K")


def test_where_the_size_is_not_known_no_time_is_foretold() -> None:
    progress = CheckProgress(Terminal(), 0, lambda: 0.0)
    progress.advance(10, 4)
    assert progress.standing(2) == "4 events, 2 a second"


def test_no_terminal_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 10.0])
    stream = io.StringIO()
    with CheckProgress(stream, 1_000, lambda: next(clock)) as progress:
        progress.advance(250, 5)
    assert not stream.getvalue()
