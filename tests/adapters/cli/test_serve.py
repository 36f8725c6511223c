"""`connref serve` as a program."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from connref_adapters.cli.main import main
from connref_adapters.cli.serve import command_of
from connref_adapters.server import ControlClient, find_access
from connref_adapters.server.access import FOLDER_VARIABLE

SERVE = [sys.executable, "-m", "connref_adapters", "serve"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "run"))
    return tmp_path / "run"


@pytest.fixture
def server() -> Generator[subprocess.Popen[str]]:
    command = [*SERVE, "--port", "0", "--user", "anna"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def asked(process: subprocess.Popen[str], line: str) -> dict[str, Any]:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    return json.loads(heard(process))


def port_in(line: str) -> int:
    return int(line.partition("127.0.0.1:")[2].partition("/")[0])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_serves_until_it_is_told_to_stop(
    server: subprocess.Popen[str], own_folder: Path, number: int
) -> None:
    port = port_in(heard(server))
    assert heard(server).startswith("token for anna: ")
    access = find_access(port)
    status = asyncio.run(ControlClient(access.control_url, access.control_token).command("status"))
    assert status["sockets"] == 0
    server.send_signal(number)
    assert server.wait(10) == 0
    assert not list(own_folder.iterdir())


def test_faults_are_typed(server: subprocess.Popen[str]) -> None:
    heard(server)
    heard(server)
    assert asked(server, "mute") == {"ok": True}
    assert asked(server, "delay ms=30") == {"ok": True}
    status = asked(server, "status")
    assert (status["mute"], status["delay_ms"]) == (True, 30)
    assert asked(server, "\ndance")["ok"] is False


def test_a_number_or_a_line_without_end_is_answered_with_an_error(server: subprocess.Popen[str]) -> None:
    heard(server)
    heard(server)
    assert "no integer" in asked(server, "delay ms=" + "9" * 5_000)["error"]
    assert "longer than" in asked(server, "delay ms=" + "9" * 70_000)["error"]
    assert asked(server, "delay ms=30") == {"ok": True}


def test_an_idle_connection_does_not_keep_it_alive(server: subprocess.Popen[str], own_folder: Path) -> None:
    port = port_in(heard(server))
    with socket.create_connection(("127.0.0.1", port)):
        for _ in range(3):
            server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
    assert not list(own_folder.iterdir())


def test_words_are_read_as_the_control_channel_writes_them() -> None:
    assert command_of(["close", "code=1012", "user=anna"]) == {"op": "close", "code": 1012, "user": "anna"}
    assert command_of(["drop", "mid_frame"]) == {"op": "drop", "mid_frame": True}


def test_beyond_the_loopback_it_takes_a_flag(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104 - that it is refused is the point
    assert "--allow-remote" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "choose another --port" in capsys.readouterr().err
