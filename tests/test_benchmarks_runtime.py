"""The runtime's benchmarks run, on a tiny size; what they measure is not judged here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import runtime_report as command
from benchmarks.runtime_scale import busiest_share
from benchmarks.runtime_server import ready_made


def test_the_command_prints_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--messages", "60", "--rounds", "1", "--managers", "8", "--wakes", "3"]) == 0
    printed = capsys.readouterr().out
    for words in (
        "messages/s",
        "at least 90",
        "added to each",
        "8 managers",
        "all back",
        "p99",
        "at most 50",
    ):
        assert words in printed


def test_ready_made_frames_are_as_short_as_their_header_says() -> None:
    data = ready_made(3)
    count = 0
    while data:
        assert data[0] == 0x81
        assert data[1] <= 125
        data = data[2 + data[1] :]
        count += 1
    assert count == 3


def test_the_busiest_share_counts_tenths_of_a_second() -> None:
    assert busiest_share([0.01, 0.02, 0.5, 0.9]) == 0.5
