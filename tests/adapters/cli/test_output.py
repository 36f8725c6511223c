"""What is printed reaches its reader, or ends quietly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.cli.command import connref_alone

from connref_adapters.cli.output import emit, emit_error, standard_output

PIPED = """
import sys
from connref_adapters.cli.output import emit, emit_error, make_safe
make_safe()
for number in range(100_000):
    emit(f"line {number}\\n")
emit_error("told to the end")
sys.exit(7)
"""


def test_results_and_errors_take_two_ways(capsys: pytest.CaptureFixture[str]) -> None:
    emit("result\n")
    emit_error("a paragraph")
    assert capsys.readouterr() == ("result\n", "a paragraph\n")


def test_a_closed_pipe_ends_the_output_and_not_the_program() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PIPED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == "line 0\n"
        running.stdout.close()
        assert running.stderr.read() == "told to the end\n"
        assert running.wait(30) == 7


def test_another_error_of_the_stream_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), standard_output():
        raise ZeroDivisionError


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("cases",)])
def test_help_and_lists_end_quietly_too(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "connref_adapters", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
        assert running.wait(60) == 0


def test_what_an_encoding_lacks_is_escaped(tmp_path: Path) -> None:
    done = connref_alone(
        "replay", f"{tmp_path}/für#X", "--driver", "reference", environment={"PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 2
    assert b"f\\xfcr" in done.stderr
