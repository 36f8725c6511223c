"""The program of a driver of the asyncio world: the packages come first on the path."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-m", "connref_adapters.sdks.asyncio_world.program"]


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
