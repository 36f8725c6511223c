"""Signals end a command once, with its driver ended and its reports written, however often they are sent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.cli.command import faulty

from connref_adapters.cli.interrupts import PATIENCE_S, Interrupts, interruptible, to_its_end

HEEDING = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""What a shell starts in the background ignores some signals, and children inherit that."""
HURRIES = [[signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT] * 3, [signal.SIGTERM] * 3]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text("utf-8").split()[2] != "Z" if Path("/proc").is_dir() else True


def children(pid: int) -> list[int]:
    """Each thread has children of its own."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text("utf-8").split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see a process's children")
@pytest.mark.parametrize("numbers", HURRIES, ids=str)
def test_a_run_with_a_driver_that_hangs_ends_with_its_reports(tmp_path: Path, numbers: list[int]) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", HEEDING, "-m", "connref_adapters"]
    command += ["run", "--driver", faulty("hang", 400), "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        while "first verdict" not in running.stderr.readline():
            assert running.poll() is None
        drivers = children(running.pid)
        assert drivers
        for number in numbers:
            running.send_signal(number)
        said, complaints = running.communicate(timeout=60)
    assert running.returncode == 130, complaints
    assert "interrupted; the reports have what was found so far" in complaints
    assert "Traceback" not in complaints
    assert "Session:" in said
    assert {"results.json", "junit.xml", "summary.md", "report.html"} <= {path.name for path in out.iterdir()}
    assert not any(map(alive, drivers))


def test_one_in_haste_counts_once_and_a_patient_one_again() -> None:
    now = [0.0]
    heed = Interrupts(lambda: now[0])
    with pytest.raises(KeyboardInterrupt):
        heed(signal.SIGINT, None)
    now[0] = PATIENCE_S / 2
    heed(signal.SIGINT, None)
    now[0] = PATIENCE_S * 2
    with pytest.raises(KeyboardInterrupt):
        heed(signal.SIGTERM, None)


def test_what_the_caller_ignores_stays_ignored_and_all_is_as_before() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruptible():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert isinstance(signal.getsignal(signal.SIGTERM), Interrupts)
        assert signal.getsignal(signal.SIGTERM) == before[signal.SIGTERM]
    finally:
        signal.signal(signal.SIGHUP, before[signal.SIGHUP])


def test_what_must_be_done_is_done_once_more() -> None:
    tries: list[int] = []

    def work() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise KeyboardInterrupt
        return "done"

    assert to_its_end(work) == "done"
