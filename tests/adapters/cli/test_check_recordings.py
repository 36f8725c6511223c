"""`connref check` as a command: what it reads, what it writes, and its exit status."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines

from connref_adapters.cli.check import add_arguments, run

RIGHT = lines(HEADER, *CONNECTED)
WRONG = lines({**HEADER, "session": "w"}, *CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 2_000})


def check(*arguments: object) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out, log = io.StringIO(), io.StringIO()
    status = run(parser.parse_args([str(argument) for argument in arguments]), out, log)
    return status, out.getvalue(), log.getvalue()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "right": RIGHT,
        "wrong": WRONG,
        "packed": gzip.compress(WRONG),
        "cut": gzip.compress(RIGHT)[:-20],
        "empty": b"",
        "junk": b"\x00\xff\n" * 50,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    return {name: tmp_path / name for name in [*contents, "missing"]}


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["right"], 0),
        (["wrong"], 1),
        (["packed"], 1),
        (["right", "wrong"], 1),
        (["empty"], 2),
        (["junk"], 2),
        (["missing"], 2),
        (["right", "missing"], 2),
        (["right", "junk"], 2),
        (["right", "empty"], 2),
        (["right", "cut"], 2),
        (["wrong", "empty"], 2),
    ],
)
def test_the_exit_status(files: dict[str, Path], names: list[str], status: int) -> None:
    assert check(*(files[name] for name in names))[0] == status


@pytest.mark.parametrize("name", ["junk", "empty", "cut"])
def test_what_is_no_recording_is_named_beside_good_ones(files: dict[str, Path], name: str) -> None:
    _, out, log = check(files["right"], files[name])
    assert f"{files[name]}: it holds no session, or breaks off" in log
    assert "conforms" in out


def test_a_failure_can_be_found_in_the_file(files: dict[str, Path]) -> None:
    _, out, log = check(files["right"], files["wrong"])
    wrong = files["wrong"]
    assert f"fail          w ({wrong}:1-8): 7 events" in out
    assert f"MAN-GRACE at 2000 ms, shown by line 8 of {wrong}" in out
    assert "expected: up until 31000" in out
    assert "observed: down at 2000" in out
    assert "2 sessions: 1 conform, 1 fail, 0 inconclusive; 12 events in" in out
    assert "conforms      s" in out
    assert log == ""


def test_quiet_leaves_out_what_conforms(files: dict[str, Path]) -> None:
    _, out, _ = check(files["right"], files["wrong"], "--quiet")
    assert "conforms      s" not in out
    assert "fail          w" in out


def test_json_lines(files: dict[str, Path]) -> None:
    status, out, _ = check(files["right"], files["wrong"], files["junk"], "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    right, wrong = (body for body in found if body["type"] == "session")
    assert right == {
        "type": "session", "session": "s", "file": str(files["right"]), "lines": [1, 6], "events": 5, "skipped": 0,
        "verdict": "conforms",
    }  # fmt: skip
    assert wrong["requirement"] == "MAN-GRACE"
    assert (wrong["line"], wrong["at"], wrong["contradicts"]) == (8, 2_000, None)
    malformed = [body for body in found if body["type"] == "malformed"]
    assert [body["line"] for body in malformed] == list(range(1, 51))
    summary: dict[str, Any] = found[-1]
    assert summary["type"] == "summary"
    assert summary["sessions"] == {"conforms": 1, "fail": 1, "inconclusive": 0}
    assert summary["requirements"] == {"MAN-GRACE": 1}
    assert (summary["events"], summary["malformed"], summary["unused"]) == (12, 50, 0)
    assert summary["versions"][0]["implementation"] is None
    assert set(summary["versions"][0]["interpretations"]["ping-at-deadline"]) == {"inclusive", "exclusive"}


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG)))
    status, out, _ = check("-")
    assert status == 1
    assert "w (standard input:1-8)" in out


def test_what_to_do_about_a_missing_file(files: dict[str, Path]) -> None:
    _, out, log = check(files["missing"], files["right"])
    assert f"{files['missing']}: No such file or directory; give the path of a recording" in log
    assert "1 session: 1 conform" in out


def test_what_to_do_about_a_file_without_sessions(files: dict[str, Path]) -> None:
    _, _, log = check(files["junk"])
    assert 'a recording begins with a line such as {"session"' in log


def test_a_folder_is_no_recording(tmp_path: Path) -> None:
    status, _, log = check(tmp_path)
    assert status == 2
    assert str(tmp_path) in log
