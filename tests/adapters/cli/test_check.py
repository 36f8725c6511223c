"""`connref check` on the command line: it judges, and explains wrong use."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.cli.command import Connref

SESSION = [
    {"session": "1", "mode": "manual", "tolerance_ms": 0},
    {"at": 0, "input": "init"},
    {"at": 0, "input": "login", "user": "anna"},
    {"at": 10, "kind": "socket_opening", "socket": 1},
    {"at": 20, "kind": "socket_open", "socket": 1},
    {"at": 5_000, "end": True},
]


def test_a_recording_is_judged(connref: Connref, tmp_path: Path) -> None:
    path = tmp_path / "session.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in SESSION), "utf-8")
    ended = connref("check", path)
    assert ended.status == 1, ended
    assert "MAN-ONLY-CONNECT" in ended.out


def test_wrong_use_is_explained(connref: Connref) -> None:
    assert "required: FILE" in connref.refuses("check")
    assert "/no/such/file" in connref("check", "/no/such/file").err
    assert connref("check", "/no/such/file").status == 2
