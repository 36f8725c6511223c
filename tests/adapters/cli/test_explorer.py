"""`connref explorer`: the page, where it was asked for."""

from __future__ import annotations

import json
from pathlib import Path

from tests.adapters.cli.command import Connref
from tests.adapters.explorer.test_learned import body, document

from connref_adapters.explorer import page


def test_it_writes_the_page(connref: Connref, tmp_path: Path) -> None:
    ended = connref("explorer", "--out", str(tmp_path / "made" / "explorer.html"))
    assert ended.status == 0
    assert str(tmp_path / "made" / "explorer.html") in ended.out
    assert (tmp_path / "made" / "explorer.html").read_text(encoding="utf-8") == page()


def test_it_brings_a_learned_sdk_along(connref: Connref, tmp_path: Path) -> None:
    (tmp_path / "learned.json").write_text(json.dumps(body(document())), "utf-8")
    ended = connref("explorer", "--learned", tmp_path, "--out", tmp_path / "explorer.html")
    assert ended.status == 0
    assert "sdk 1" in (tmp_path / "explorer.html").read_text("utf-8")


def test_where_nothing_was_learned_that_is_said(connref: Connref, tmp_path: Path) -> None:
    out = tmp_path / "explorer.html"
    said = connref.refuses("explorer", "--learned", tmp_path, "--out", out)
    assert "learned.json: No such file or directory; name a learned.json" in said
    (tmp_path / "learned.json").write_text(json.dumps({**body(), "machines": [{"diagram": None}]}), "utf-8")
    assert "nothing was learned there" in connref.refuses("explorer", "--learned", tmp_path, "--out", out)
    assert not out.exists()
