"""The asyncio loop on virtual time, with its network and WebSocket: what an SDK on asyncio sees of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

UP = ["0 socket_opening 1", "40 socket_open 1", "60 delivered welcome"]

SEEN = {
    "up": [*UP, "100 delivered hi"],
    "ping": [*UP, "100 delivered ask", "100 ping_sent 1", "120 delivered b'pong'"],
    "closed": [*UP, "100 socket_closed 1 server", "100 closed 1001", "100 threw 1001"],
    "refused": ["0 socket_opening 1", "40 socket_failed 1", "40 failed OSError"],
    "rejected": ["0 socket_opening 1", "40 socket_failed 1", "40 closed 1006", "40 threw 1006"],
    "mute": ["0 socket_opening 1", "30000 failed TimeoutError"],
    "suspended": [*UP, "120 delivered m"],
    "killed": [*UP, "rests"],
}


@pytest.fixture(scope="module")
def seen(skeletons: Path) -> dict[str, list[str]]:
    probe = Path(__file__).with_name("aio_probe.txt")
    environment = {**os.environ, "PYTHONPATH": str(skeletons / "python")}
    ended = subprocess.run(
        [sys.executable, "-W", "error", str(probe)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert not ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.parametrize("part", SEEN)
def test_time_moves_only_when_told_and_all_that_is_due_happens(seen: dict[str, list[str]], part: str) -> None:
    assert [line for line in seen[part] if line != "rests" or part == "killed"] == SEEN[part]
