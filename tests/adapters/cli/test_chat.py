"""`connref chat` on a terminal of its own, against `connref serve`."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from connref_adapters.cli.main import main
from connref_adapters.server.access import FOLDER_VARIABLE

CONNREF = [sys.executable, "-m", "connref_adapters"]
LIMIT_S = 20.0
# Makes standard input the terminal whose keys Ctrl-C and Ctrl-Z are signals, then becomes the program.
TAKE_THE_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[str]:
    """The port of a server that runs for the test."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "run"))
    with subprocess.Popen([*CONNREF, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        first = server.stdout.readline()
        yield first.partition("127.0.0.1:")[2].partition("/")[0]
        server.terminate()


class Terminal:
    """A program on a pseudo terminal of 100 by 30."""

    def __init__(self, command: list[str]) -> None:
        self.seen = ""
        self._master, other_end = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", TAKE_THE_TERMINAL, *command],
            stdin=other_end,
            stdout=other_end,
            stderr=other_end,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "30"},
        )
        os.close(other_end)

    def until(self, words: str) -> None:
        """Read until the words are on the screen."""
        end = time.monotonic() + LIMIT_S
        while words not in self.seen:
            ready, _, _ = select.select([self._master], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"{words!r} did not appear; last: {self.seen[-2_000:]!r}"
            self.seen += os.read(self._master, 65_536).decode("utf-8", "replace")

    def press(self, keys: str) -> None:
        self.seen = ""
        os.write(self._master, keys.encode())

    def signal(self, number: int) -> None:
        self.seen = ""
        self._process.send_signal(number)

    def ends(self) -> int:
        """Read to the end, and return the exit status."""
        try:
            while os.read(self._master, 65_536):
                pass
        except OSError:
            pass  # how Linux says that the other end of a terminal is closed
        os.close(self._master)
        return self._process.wait(LIMIT_S)


def test_a_person_connects_goes_away_and_comes_back(port: str) -> None:
    terminal = Terminal([*CONNREF, "chat", "--user", "anna", "--port", port])
    terminal.until("idle")
    terminal.press("c")
    terminal.until("● connected")
    terminal.press("\x1a")  # Ctrl-Z
    terminal.until("deadline in")
    terminal.signal(signal.SIGCONT)
    terminal.until("in the foreground")
    terminal.press("q")
    assert terminal.ends() == 0


def test_ctrl_c_ends_it_well(port: str) -> None:
    terminal = Terminal([*CONNREF, "chat", "--user", "anna", "--port", port, "--mode", "auto"])
    terminal.until("● connected")
    terminal.press("\x03")
    assert terminal.ends() == 0


def test_without_a_terminal_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--user", "anna"]) == 2
    assert "terminal" in capsys.readouterr().err


def test_without_a_server_it_says_how_to_start_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "run"))
    terminal = Terminal([*CONNREF, "chat", "--user", "anna", "--port", "9"])
    terminal.until("connref serve --port 9")
    assert terminal.ends() == 2
