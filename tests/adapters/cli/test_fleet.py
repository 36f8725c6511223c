"""`connref fleet generate`: what it writes, and what it refuses."""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import pytest

from connref.errors import UsageError
from connref_adapters.cli.fleet import add_arguments, run


def fleet(*arguments: object) -> str:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    assert run(parser.parse_args(["generate", *map(str, arguments)]), out) == 0
    return out.getvalue()


def test_recordings_are_written(tmp_path: Path) -> None:
    told = fleet(tmp_path, "--sessions", 5, "--per-file", 2, "--days", 2, "--format", "jsonl")
    assert told == f"5 sessions in 3 files under {tmp_path}\n"
    assert len(list(tmp_path.rglob("date=2026-11-0[12]/*.jsonl"))) == 3


@pytest.mark.parametrize(
    ("option", "value"), [("--sessions", 0), ("--per-file", 0), ("--days", -1), ("--since", "monday")]
)
def test_wrong_use_is_named(tmp_path: Path, option: str, value: object) -> None:
    with pytest.raises(UsageError, match=option):
        fleet(tmp_path, option, value)
