"""What is shown while a run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest

from connref.protocol import Case, InputName, Mode, ObservationKind, Profile
from connref_adapters.cli.progress import LiveProgress, PlainProgress, RunProgress, progress_on, standing
from connref_adapters.drivers import Clock, Hello, Implementation
from connref_adapters.kit.run import Progress

CASES = [Case(f"MAN-GRACE/{'x' * 80}/{number}", Mode.MANUAL, (), "MAN-GRACE", "") for number in range(3)]
HELLO = Hello(
    implementation=Implementation("acme\x1b[2J", "4.2", "go"),
    clock=Clock.VIRTUAL,
    inputs=frozenset(InputName),
    observes=frozenset(ObservationKind),
    profile=Profile(),
)


class Terminal(StringIO):
    """A terminal, for those who ask."""

    def isatty(self) -> bool:
        return True


def cases() -> Iterator[Case]:
    return iter(CASES)


def tell(progress: RunProgress) -> None:
    with progress:
        progress.begins(HELLO, cases)
        progress.after_case(Progress(1, 0, CASES[0]))
        progress.after_case(Progress(2, 1, CASES[1], failed="MAN-GRACE"))
        progress.after_case(Progress(3, 2, CASES[2], failed="MAN-GRACE"))
        progress.after_case(Progress(3, 2, CASES[1], explaining="MAN-GRACE"))


def test_plain_lines_say_what_is_new() -> None:
    stream = StringIO()
    tell(PlainProgress(stream, now=lambda: 0.0))
    assert stream.getvalue().splitlines() == [
        "[   0.0 s] judging acme\\x1b[2J 4.2 (go), virtual clock, tolerance 0 ms",
        f"[   0.0 s] first verdict: case {CASES[0].id} passes",
        f"[   0.0 s] MAN-GRACE fails: case {CASES[1].id}",
        "[   0.0 s] making the counterexample of MAN-GRACE as short as it can be",
    ]


def test_a_plain_line_comes_now_and_then() -> None:
    stream, clock = StringIO(), iter([0.0, 4.0, 5.0, 5.0, 6.0])
    progress = PlainProgress(stream, now=lambda: next(clock))
    for number in range(2, 5):
        progress.after_case(Progress(number, 0, CASES[0]))
    assert stream.getvalue() == "[   5.0 s] 3 cases judged, 0 requirements fail\n"


def test_a_reader_that_went_away_ends_no_run() -> None:
    class Gone(StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    tell(PlainProgress(Gone()))


def test_the_live_line_stays_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    tell(LiveProgress(stream))
    shown = stream.getvalue()
    assert "judging acme\\x1b[2J 4.2 (go)" in shown
    assert "MAN-GRACE fails: case" in shown
    drawn = [line for line in shown.replace("\r", "\n").splitlines() if "…" in line]
    assert drawn
    assert all(len(line) <= 60 + len("\x1b[2K\x1b[32m\x1b[0m") for line in drawn)


def test_how_many_there_are_is_counted_after_the_first_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    counted: list[bool] = []

    def counting() -> Iterator[Case]:
        counted.append(True)
        return iter(CASES)

    progress = LiveProgress(Terminal())
    with progress:
        progress.begins(HELLO, counting)
        assert not counted
        progress.after_case(Progress(1, 0, CASES[0]))
        progress.after_case(Progress(2, 0, CASES[1]))
    assert counted == [True]


def test_a_terminal_that_can_redraw_gets_the_live_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert isinstance(progress_on(Terminal()), LiveProgress)
    assert isinstance(progress_on(StringIO()), PlainProgress)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(progress_on(Terminal()), PlainProgress)


@pytest.mark.parametrize(
    ("failing", "said"), [(0, "0 requirements fail"), (1, "1 requirement fails"), (2, "2 requirements fail")]
)
def test_where_the_run_stands(failing: int, said: str) -> None:
    assert standing(7, failing, " of 9") == f"7 of 9 cases judged, {said}"
