"""The driver of a client on asyncio: the operations, and the program with its packages first on the path."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.adapters.sdks.asyncio_world.echo import echo_driver, seen

from connref_adapters.drivers.hello import hello_from_reply
from connref_adapters.drivers.reading import Strict

UP = "init login:alice connect:c +100"
PROGRAM = [sys.executable, "-m", "connref_adapters.drivers.asyncio_client"]


def test_a_client_is_imported_from_the_folder_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "centrifuge.py").write_text("raise SystemExit('imported from here')", "utf-8")
    ended = subprocess.run(
        [*PROGRAM, "centrifuge_python", "--packages", str(tmp_path)],
        input=json.dumps({"id": 1, "op": "hello", "protocol": 1}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "imported from here" in ended.stderr


def test_without_packages_it_says_so() -> None:
    ended = subprocess.run([*PROGRAM, "x"], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "--packages" in ended.stderr


def test_hello_can_be_read_and_names_what_there_is() -> None:
    reply = echo_driver().request({"id": 1, "op": "hello", "protocol": 1})
    Strict().check_reply("hello", reply)
    hello = hello_from_reply(reply)
    assert hello.implementation.language == "python"
    assert {name.value for name in hello.outcomes} == {"connect", "disconnect"}
    assert {"suspend", "ping", "background"}.isdisjoint(name.value for name in hello.inputs)


def test_a_reset_isolates() -> None:
    driver = echo_driver()
    for request in (
        {"op": "reset", "mode": None},
        {"op": "do", "input": "init"},
        {"op": "do", "input": "network_down"},
    ):
        assert driver.request(request)["ok"]
    assert seen(UP)[0] == "0 socket_opening 1"
    assert driver.request({"op": "reset", "mode": None})["now"] == 0
    assert driver.request({"op": "bye"})["ok"]


def test_a_request_that_nobody_knows_is_an_error_and_the_driver_goes_on() -> None:
    driver = echo_driver()
    assert not driver.request({"id": 1, "op": "do", "input": "dance"})["ok"]
    assert driver.request({"id": 2, "op": "reset", "mode": None})["ok"]
    assert driver.request({"id": 3, "op": "bye"})["ok"]
