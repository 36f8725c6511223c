"""Ctrl-Z and fg as background and foreground, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

if os.name != "posix":
    pytest.skip("signals are POSIX", allow_module_level=True)

PROGRAM = """
import asyncio, sys
from connref_adapters.lifecycle.app_state import following_signals

class Told:
    def app_entered_background(self): print("background", flush=True)
    def app_entered_foreground(self): print("foreground", flush=True); self.over.set()

async def main():
    told = Told()
    told.over = asyncio.Event()
    with following_signals(told, stop_after_s=float(sys.argv[1]) if sys.argv[1:] else None):
        print("ready", flush=True)
        await asyncio.wait_for(told.over.wait(), 20)
    print("over", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("stops", [False, True])
def test_signals_are_the_app_state(*, stops: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *(["0"] if stops else [])],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        program.send_signal(signal.SIGTSTP)
        assert program.stdout.readline() == "background\n"
        if stops:
            _, status = os.waitpid(program.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status)
            assert os.WSTOPSIG(status) == signal.SIGSTOP
        program.send_signal(signal.SIGCONT)
        assert program.stdout.readline() == "foreground\n"
        assert program.stdout.readline() == "over\n"
        assert program.wait(20) == 0
