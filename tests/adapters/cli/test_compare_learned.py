"""`connref compare --learned`: two versions of an SDK, and what changed."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.cli.command import Connref, fake

CORE = ("--mode", "auto", "--alphabet", "core", "--k", "0", "--budget", "600")


def test_what_changed_is_told_and_drawn(connref: Connref, tmp_path: Path) -> None:
    one, other, out = tmp_path / "one", tmp_path / "other", tmp_path / "both"
    connref("learn", "--driver", "reference", *CORE, "--out", one)
    connref("learn", "--driver", fake("ping-in-auto-error"), *CORE, "--out", other)
    ended = connref("compare", "--learned", one, other, "--out", out)
    assert ended.status == 0
    assert "edges changed" in ended.out
    assert "; before: ping(): ping sent, success" in ended.out
    assert (out / "diff-auto.svg").is_file()


def test_it_takes_two(connref: Connref, tmp_path: Path) -> None:
    ended = connref("compare", "--learned", tmp_path)
    assert ended.status == 2
    assert "compares two diagrams, and 1 were named" in ended.err
