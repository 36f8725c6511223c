"""The writers that an app copies: short, and what they write is the same recording in Python and in JavaScript."""

from __future__ import annotations

import json
import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest
from tests.adapters.recorded.recording import Checked

from connref_adapters.recorded import writers
from connref_adapters.recorded.result import SessionVerdict
from connref_adapters.recorded.writers.connref_log import ConnrefLog

FOLDER = Path(writers.__file__).parent
MOST_LINES = 60
JAVASCRIPT = """
const { ConnrefLog } = require(process.argv[1]);
let now = 0;
const log = new ConnrefLog({ mode: "manual", version: "2", session: "s", now: () => (now += 7), write: console.log });
log.input("init");
log.input("login", { user: "u" });
log.input("connect", { call: "c" });
log.seen("socket_open", { socket: 1 });
log.seen("outcome", { call: "c", api: "connect", result: "success" });
now = 1007;
log.input("background");
log.seen("socket_closed", { socket: 1, by: "client" });
log.end();
"""


def from_python() -> str:
    lines: list[str] = []
    ticks = count(7, 7)
    log = ConnrefLog(lines.append, "manual", "app", "2", lambda: next(ticks) / 1000, session="s")
    log.input("init")
    log.input("login", user="u")
    log.input("connect", call="c")
    log.seen("socket_open", socket=1)
    log.seen("outcome", call="c", api="connect", result="success")
    ticks = count(1_014, 7)
    log.input("background")
    log.seen("socket_closed", socket=1, by="client")
    log.end()
    return "".join(lines)


def from_javascript() -> str:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    done = subprocess.run(
        [node, "-e", JAVASCRIPT, str(FOLDER / "connref_log.js")],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout


def test_what_python_writes_is_judged() -> None:
    (result,) = Checked(from_python().encode()).sessions
    assert (result.verdict, result.events) == (SessionVerdict.FAIL, 8)
    assert result.failure is not None
    assert result.failure.requirement == "MAN-GRACE"


def test_javascript_writes_the_same() -> None:
    python, javascript = (
        list(map(json.loads, text.splitlines())) for text in (from_python(), from_javascript())
    )
    assert javascript == python


def test_sessions_have_names_of_their_own() -> None:
    lines: list[str] = []
    names = {ConnrefLog(lines.append).session for _ in range(100)}
    assert len(names) == 100
    assert {json.loads(line)["session"] for line in lines} == names


@pytest.mark.parametrize("name", ["connref_log.js", "connref_log.py"])
def test_they_are_short(name: str) -> None:
    assert len((FOLDER / name).read_text(encoding="utf-8").splitlines()) <= MOST_LINES
