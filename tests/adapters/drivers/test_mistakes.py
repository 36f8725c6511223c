"""Whose an exception is: told by where it was raised, whoever called."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from connref.protocol import Case, Do, InputName, Mode
from connref.simulation import Simulation
from connref_adapters.drivers import Playback, PlaybackStatus, in_process
from connref_adapters.drivers.mistakes import error_reply, is_own
from connref_adapters.drivers.reference import ReferenceDriver

HERE = Path(__file__).resolve()


def raised(work: Callable[[], object]) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - any
        work()
    return caught.value


def test_what_is_raised_here_is_ours_and_what_is_raised_elsewhere_is_not() -> None:
    mistake = raised(lambda: os.environ["CONNREF_MISSING"])
    assert is_own(mistake, [HERE])
    assert is_own(mistake, [HERE.parent])
    assert not is_own(mistake, [HERE.with_name("other.py")])
    theirs = raised(lambda: Simulation(None, jitter=lambda: 0.0).advance(-1))
    assert not is_own(theirs, [HERE])


def test_what_the_standard_library_raises_belongs_to_who_called_it() -> None:
    assert is_own(raised(lambda: json.loads("{")), [HERE])


def test_what_has_no_trace_is_ours() -> None:
    assert is_own(ValueError("never raised"), [])


def test_the_reply_says_whose_it_is_and_the_trace_is_logged(capsys: pytest.CaptureFixture[str]) -> None:
    mistake = raised(lambda: int("one"))
    assert error_reply({"id": 7}, mistake, [HERE]) == {
        "id": 7,
        "ok": False,
        "error": {"kind": "driver", "message": "ValueError: invalid literal for int() with base 10: 'one'"},
    }
    assert error_reply({"id": 7}, mistake, [])["error"]["kind"] == "crash"
    assert "test_mistakes.py" in capsys.readouterr().err


def play(monkeypatch: pytest.MonkeyPatch, target: str) -> Playback:
    def broken(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(target, broken)
    with in_process(ReferenceDriver) as driver:
        return driver.play(Mode.MANUAL, Case("", Mode.MANUAL, (Do(InputName.INIT),), "", "").steps)


def test_the_reference_dies_of_what_is_raised_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    playback = play(monkeypatch, "connref.simulation.Simulation.do")
    assert playback.status is PlaybackStatus.CRASH
    assert playback.message == "ValueError: broken"


def test_the_driver_of_the_reference_owns_its_mistakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connref_adapters.drivers.reference.step_from_request", None)
    with in_process(ReferenceDriver) as driver:
        playback = driver.play(Mode.MANUAL, [Do(InputName.INIT)])
    assert playback.status is PlaybackStatus.DRIVER
    assert "NoneType" in str(playback.message)
