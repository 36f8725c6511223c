"""The benchmark of `connref check` runs on a tiny size, over recordings of apps that do well; no speed is judged."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pytest
from benchmarks import check_speed
from tests.adapters.recorded.recording import Checked

from connref_adapters.recorded.result import SessionVerdict

WELL = [check_speed.write_days, check_speed.write_visits, check_speed.write_fleet]


@pytest.mark.parametrize("write", WELL)
def test_its_recordings_conform_and_are_busy(write: Callable[[TextIO, int, int], None]) -> None:
    text = io.StringIO()
    write(text, 3_000, 7)
    checked = Checked(text.getvalue().encode())
    assert {result.verdict for result in checked.sessions} == {SessionVerdict.CONFORMS}
    assert checked.malformed == []
    assert checked.summary.events >= 3_000
    assert text.getvalue().count("socket_closed") > 10


def test_the_command_prints_a_rate_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_speed.main(["--events", "500"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("events/s   --exact") == len(check_speed.RECORDINGS)
    assert "that never ends: " in printed
    assert "50 sessions that all fail: " in printed


def test_half_of_the_bad_fleet_fails() -> None:
    text = io.StringIO()
    check_speed.write_bad_fleet(text, 10_000, 7)
    sessions = Checked(text.getvalue().encode()).summary.sessions
    assert 0.4 < sessions[SessionVerdict.FAIL] / sessions.total() < 0.6


def test_the_recordings_can_be_written_to_a_file(tmp_path: Path) -> None:
    place = tmp_path / "recording.jsonl"
    assert check_speed.main(["--events", "500", "--write", str(place)]) == 0
    assert Checked(place.read_bytes()).summary.sessions.total() > len(check_speed.RECORDINGS)
