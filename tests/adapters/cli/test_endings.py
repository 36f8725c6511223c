"""Every way in which a command can end, as an exit status and a paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest

from connref.errors import UsageError
from connref_adapters.cli.endings import guarded


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def work() -> NoReturn:
        raise error

    return work


def test_a_status_is_handed_on() -> None:
    assert guarded(lambda: 1) == 1


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (UsageError("the bound is too small; give more"), 2, "connref: the bound is too small; give more\n"),
        (FileNotFoundError(2, "No such file", "x.json"), 2, "connref: x.json: No such file; check that"),
        (OSError("odd"), 2, "connref: odd; check"),
        (
            ZeroDivisionError("by 0"),
            2,
            "connref: internal error, ZeroDivisionError: by 0; CONNREF_DEBUG=1 in",
        ),
        (KeyboardInterrupt(), 130, "connref: interrupted\n"),
        (SystemExit(2), 2, ""),
        (SystemExit(None), 0, ""),
    ],
)
def test_an_error_is_one_paragraph_without_a_traceback(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
    said: str,
) -> None:
    monkeypatch.delenv("CONNREF_DEBUG", raising=False)
    assert guarded(raising(error)) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
    assert err.count("\n") == (1 if said else 0)


def test_the_traceback_is_there_for_who_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNREF_DEBUG", "1")
    assert guarded(raising(ZeroDivisionError("by 0"))) == 2
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_went_away_says_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr("connref_adapters.cli.endings.forget_output", lambda: forgotten.append(True))
    assert guarded(raising(BrokenPipeError())) == 141
    assert forgotten == [True]
    assert capsys.readouterr().err == ""
