"""What the tests of the commands share: `connref` in this process and in one of its own, and drivers to judge."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from connref_adapters.cli import main
from miniatures.support import miniature

TESTS = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str


class Connref:
    """Runs commands in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: object) -> Ended:
        self._capture.readouterr()
        status = main([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()
        return Ended(status, out, err)

    def refuses(self, *arguments: object) -> str:
        """Run a command that must end with status 2, without a result or a traceback; return its error."""
        ended = self(*arguments)
        assert (ended.status, ended.out) == (2, "")
        assert "Traceback" not in ended.err
        assert "internal error" not in ended.err
        return ended.err


def fake(name: str) -> str:
    """The command line of a small SDK of `tests/fakes`, as a user types it."""
    return shlex.join(["env", f"PYTHONPATH={TESTS}", sys.executable, "-m", "fakes", name])


def broken(*words: str) -> str:
    """The command line of a driver that breaks the protocol in the named way."""
    return shlex.join(miniature(*words))


def connref_alone(
    *arguments: object, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "connref_adapters", *map(str, arguments)],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=60,
    )


def faulty(*words: object) -> str:
    """The command line of a right SDK behind a driver that fails later: `faulty("exit", 500)`."""
    return shlex.join([sys.executable, str(Path(__file__).with_name("faulty.py")), *map(str, words)])
