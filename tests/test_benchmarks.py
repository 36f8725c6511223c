"""The benchmarks run, on a tiny size, and their rivals behave alike; what they measure is not judged here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import __main__ as command
from benchmarks.measure import run_machine
from benchmarks.rivals import RIVALS
from benchmarks.stream import machine_stream, policy_stream


def test_the_command_prints_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["--events", "60", "--rounds", "1"]) == 0
    printed = capsys.readouterr().out
    for words in (*RIVALS, "handle", "building", "import connref", "at least 50"):
        assert words in printed


def test_all_rivals_behave_alike() -> None:
    stream = policy_stream(600)
    walks = [maker(stream)() for maker in RIVALS.values()]
    assert len(walks) > 1
    assert all(walk == walks[0] for walk in walks)
    assert len(set(walks[0])) >= 10


def test_the_stream_of_the_machine_keeps_it_busy_and_up() -> None:
    machine = run_machine(machine_stream(3_000))
    assert machine.snapshot()["link"]["socket"] > 10
