"""`connref vectors`: what it writes, and what it says of it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.cli.command import Connref


def test_it_says_where_the_vectors_are_and_how_to_replay_them(connref: Connref, tmp_path: Path) -> None:
    ended = connref("vectors", "--out", str(tmp_path / "made"))
    body = json.loads((tmp_path / "made" / "vectors.json").read_text(encoding="utf-8"))
    assert ended.status == 0
    assert f"{len(body['traces'])} traces" in ended.out
    assert str(tmp_path / "made" / "execute.py") in ended.out


def test_a_folder_that_cannot_be_written_is_wrong_use(connref: Connref, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    ended = connref("vectors", "--out", str(tmp_path / "taken"))
    assert ended.status == 2
    assert "taken" in ended.err
