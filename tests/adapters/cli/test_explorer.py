"""`connref explorer`: the page, where it was asked for."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.cli.command import Connref

from connref_adapters.explorer import page


def test_it_writes_the_page(connref: Connref, tmp_path: Path) -> None:
    ended = connref("explorer", "--out", str(tmp_path / "made" / "explorer.html"))
    assert ended.status == 0
    assert str(tmp_path / "made" / "explorer.html") in ended.out
    assert (tmp_path / "made" / "explorer.html").read_text(encoding="utf-8") == page()
