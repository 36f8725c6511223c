"""`connref check` as a command: what it reads, what it writes, and its exit status."""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import zstandard
from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, events, lines

from connref.errors import UsageError
from connref_adapters.cli.check import add_arguments, run

RIGHT = lines(HEADER, *CONNECTED)
WRONG = lines({**HEADER, "session": "w"}, *CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 2_000})


def check(*arguments: object) -> tuple[int, str, str]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out, log = io.StringIO(), io.StringIO()
    status = run(parser.parse_args([str(argument) for argument in arguments]), out, log)
    return status, out.getvalue(), log.getvalue()


STATUS_ONLY = lines(HEADER, *({"at": at, "kind": "status", "value": "connected"} for at in (5, 17, 90_003)))
WITHOUT_INIT = lines(HEADER, *CONNECTED[1:])
WHOLE_SECONDS = lines(
    HEADER,
    *events(0, "init", "login=u"),
    *({"at": 1_000 * second, "kind": "status", "value": "connected"} for second in range(1, 8)),
)
SECOND_HALF = lines(*({**body, "session": "s"} for body in CONNECTED[2:]))
HEADER_ALONE = lines(HEADER)
SERVED_WRONG = {
    # name: content, what is said of it
    "status only": (STATUS_ONLY, "not judged    s"),
    "without init": (WITHOUT_INIT, "inconclusive  s"),
    "whole seconds": (WHOLE_SECONDS, "unit ms: all its instants are whole seconds"),
    "second half": (SECOND_HALF, "session 's' has no header before this line"),
    "header alone": (HEADER_ALONE, "it has no events"),
    "wrong unit": (lines(HEADER, {"at": 1_700_000_000, "input": "init"}), "unit ms: the first event comes 19.7 days"),
    "text": (b"hello\n" * 20, "20 lines skipped: not JSON"),
    "binary": (bytes(range(128, 256)) * 40, "not UTF-8"),
    "empty": (b"", "0 sessions"),
    "packed and cut": (gzip.compress(RIGHT)[:-20], "cannot be read from here on: the archive ends too soon"),
    "packed and damaged": (gzip.compress(RIGHT) + b"rest", "cannot be read from here on: the archive is damaged"),
    "zstd and cut": (zstandard.ZstdCompressor().compress(RIGHT)[:-9], "the archive ends too soon"),
}  # fmt: skip


@pytest.mark.parametrize("name", SERVED_WRONG)
def test_nothing_is_green_that_tested_nothing(tmp_path: Path, name: str) -> None:
    content, said = SERVED_WRONG[name]
    (tmp_path / "it").write_bytes(content)
    status, out, log = check(tmp_path / "it")
    assert said in out
    assert status == 2
    assert log.startswith("connref check: ")


NO_FILE = {"status only", "without init"}
"""What is a recording, though none that tests anything."""


@pytest.mark.parametrize("name", SERVED_WRONG)
def test_a_file_without_a_usable_session_is_an_error_beside_good_ones(tmp_path: Path, name: str) -> None:
    (tmp_path / "it").write_bytes(SERVED_WRONG[name][0])
    (tmp_path / "right").write_bytes(RIGHT)
    status, _, log = check(tmp_path / "right", tmp_path / "it")
    assert status == (0 if name in NO_FILE else 2)
    assert (f"{tmp_path / 'it'}: it holds no session that can be used, or breaks off" in log) == (status == 2)


def test_zstd_is_read(tmp_path: Path) -> None:
    (tmp_path / "it").write_bytes(zstandard.ZstdCompressor().compress(WRONG))
    status, out, _ = check(tmp_path / "it")
    assert status == 1
    assert "MAN-GRACE at 2000 ms, line 8" in out


def test_an_archive_that_ends_too_soon_is_used_as_far_as_it_goes_and_named(tmp_path: Path) -> None:
    many = b"".join(RIGHT.replace(b'"s"', b'"s%d"' % number) for number in range(4_000))
    packed = gzip.compress(many)
    (tmp_path / "it").write_bytes(packed[: len(packed) // 2])
    status, out, log = check(tmp_path / "it", "--json")
    summary = json.loads(out.splitlines()[-1])
    assert status == 2
    assert 1_500 < summary["sessions"]["conforms"] < 2_500
    assert str(tmp_path / "it") in log


def test_lines_may_come_late_by_the_window(tmp_path: Path) -> None:
    head, *rest = WRONG.splitlines(keepends=True)
    (tmp_path / "it").write_bytes(b"".join([head, *rest[:-2], rest[-1], rest[-2]]))
    assert "MAN-GRACE at 2000 ms" in check(tmp_path / "it", "--window", 1_000)[1]
    assert check(tmp_path / "it")[1] != check(tmp_path / "it", "--window", 1_000)[1]


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "86400001"])
def test_a_window_that_is_none(text: str) -> None:
    with pytest.raises(SystemExit) as ended:
        check("it", f"--window={text}")
    assert ended.value.code == 2


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
    assert f"{files[name]}: it holds no session that can be used, or breaks off" in log
    assert "conforms" in out


def test_a_failure_can_be_found_in_the_file(files: dict[str, Path]) -> None:
    _, out, log = check(files["right"], files["wrong"])
    wrong = files["wrong"]
    assert f"fail          w ({wrong}:1-8): 7 events" in out
    assert f"MAN-GRACE at 2000 ms, line 8 of {wrong}" in out
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
        "verdict": "conforms", "tested": right["tested"],
    }  # fmt: skip
    assert wrong["requirement"] == "MAN-GRACE"
    assert (wrong["line"], wrong["at"], wrong["contradicts"]) == (8, 2_000, None)
    malformed = [body for body in found if body["type"] == "malformed"]
    assert [body["line"] for body in malformed] == list(range(1, 51))
    summary: dict[str, Any] = found[-1]
    assert summary["type"] == "summary"
    assert summary["sessions"] == {
        "conforms": 1,
        "fail": 1,
        "inconclusive": 0,
        "not judged": 0,
        "unusable": 0,
    }
    assert summary["tested"]["MAN-GRACE"] == 1
    assert "MAN-CONNECT" in right["tested"]
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


def test_the_oracle_alone_says_the_same(files: dict[str, Path]) -> None:
    quick, exact = (check(files["right"], files["wrong"], *options) for options in ((), ("--exact",)))
    assert quick[0] == exact[0] == 1
    assert re.sub(r" in \d+\.\d s", "", quick[1]) == re.sub(r" in \d+\.\d s", "", exact[1])


LOGCAT = """--------- beginning of main
11-27 13:05:09.125  4211  4230 I connref : {"input": "init"}
11-27 13:05:09.225  4211  4230 I connref : {"input": "login", "user": "anna"}
11-27 13:05:09.525  4211  4230 I connref : {"kind": "socket_open", "socket": 1}
11-27 13:05:10.125  4211  4230 D OkHttp  : <-- 200 in 17 ms
11-27 13:05:11.125  4211  4230 I connref : {"input": "background"}
11-27 13:05:41.125  4211  4230 I connref : {"kind": "status", "value": "connected"}
"""


def test_a_log_is_mapped_and_judged(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_text(LOGCAT, encoding="utf-8")
    status, out, _ = check(tmp_path / "app.log", "--map", "logcat")
    assert status == 1
    assert "fail          4211" in out
    assert "line 6 of" in out
    assert "  1 line skipped: OkHttp  : <-- # in # ms" in out


def test_what_becomes_of_each_line_is_explained(tmp_path: Path) -> None:
    log = tmp_path / "app.log"
    log.write_text(LOGCAT, encoding="utf-8")
    status, out, _ = check(log, tmp_path / "missing", "--map", "logcat", "--explain-map")
    told = out.splitlines()
    assert status == 2
    assert told[0] == f"{log}:1: no rule fits: --------- beginning of main"
    assert told[1].startswith(f'{log}:2: {{"input": "init", "at": ')
    assert len(told) == len(LOGCAT.splitlines())


def test_a_mapping_that_cannot_be_used_is_wrong_use(files: dict[str, Path]) -> None:
    with pytest.raises(UsageError, match="name a file, or one that ships"):
        check(files["right"], "--map", "no-such-map")
    with pytest.raises(UsageError, match="--explain-map needs --map"):
        check(files["right"], "--explain-map")


def test_a_failure_tells_its_story(files: dict[str, Path]) -> None:
    _, out, _ = check(files["right"], files["wrong"], files["packed"])
    assert f"MAN-GRACE in session w ({files['packed']}:1-8):" in out
    assert "the reason is line 8" in out
    assert "The app goes into the background" in out


def test_a_page_shows_versions_and_stories(files: dict[str, Path], tmp_path: Path) -> None:
    status, _, _ = check(files["right"], files["wrong"], "--html", tmp_path / "it.html")
    page = (tmp_path / "it.html").read_text(encoding="utf-8")
    assert status == 1
    assert "1 of 2 (50.0\u00a0%)" in page
    assert "Timing diagram: MAN-GRACE" in page
