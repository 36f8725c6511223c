"""`connref check --profile` holds recordings to a vendor's promises, and refuses what it cannot judge by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.cli.command import Connref

SEEN = ["outcome", "socket_closed", "socket_failed", "socket_open", "socket_opening"]
HEADER: dict[str, Any] = {"session": "1", "mode": "manual", "tolerance_ms": 20, "observes": SEEN}
SCHEDULE_MS = (0, 2_000, 10_000, 30_000)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """The file that `_write` fills."""
    return tmp_path / "sessions.jsonl"


def _write(path: Path, waits: tuple[int, ...] = SCHEDULE_MS, **header: object) -> Path:
    """A connection that is lost, with a server that refuses: an attempt after each wait, then silence."""
    lines: list[dict[str, Any]] = [
        {name: value for name, value in {**HEADER, **header}.items() if value is not None},
        {"at": 0, "input": "init"},
        {"at": 0, "input": "login", "user": "anna"},
        {"at": 0, "input": "connect", "call": "c"},
        {"at": 0, "kind": "socket_opening", "socket": 1},
        {"at": 40, "kind": "socket_open", "socket": 1},
        {"at": 40, "kind": "outcome", "call": "c", "api": "connect", "result": "success"},
        {"at": 1_000, "input": "server_refuse"},
        {"at": 1_000, "input": "server_close", "code": 1006},
        {"at": 1_000, "kind": "socket_closed", "socket": 1, "by": "server", "code": 1006},
    ]
    now = 1_000
    for number, wait in enumerate(waits, 2):
        lines.append({"at": now + wait, "kind": "socket_opening", "socket": number})
        now += wait + 40
        lines.append({"at": now, "kind": "socket_failed", "socket": number})
    lines.append({"at": now + 300_000, "end": True})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


@pytest.mark.parametrize("waits", [SCHEDULE_MS, (10, 2_010, 10_010, 30_010)])
def test_what_the_vendor_promises_conforms(connref: Connref, recorded: Path, waits: tuple[int, ...]) -> None:
    ended = connref("check", _write(recorded, waits), "--profile", "signalr")
    assert ended.status == 0, ended
    assert "conforms" in ended.out


@pytest.mark.parametrize(
    "waits", [(0, 3_000, 10_000, 30_000), (0, 2_000, 10_000), (*SCHEDULE_MS, 60_000)], ids=str
)
def test_a_wait_of_another_length_fails_and_the_promise_is_cited(
    connref: Connref, recorded: Path, waits: tuple[int, ...]
) -> None:
    ended = connref("check", _write(recorded, waits), "--profile", "signalr")
    assert ended.status == 1, ended
    assert "MAN-RECONNECT" in ended.out
    assert "promised: " in ended.out
    assert "learn.microsoft.com" in ended.out


def test_who_gives_up_as_promised_fails_by_the_document_once_the_server_accepts(
    connref: Connref, recorded: Path
) -> None:
    path = _write(recorded)
    *before, end = path.read_text("utf-8").splitlines(keepends=True)
    accepts = {"at": json.loads(end)["at"] - 200_000, "input": "server_accept"}
    path.write_text("".join([*before, json.dumps(accepts) + "\n", end]), "utf-8")
    assert connref("check", path, "--profile", "signalr").status == 0
    assert connref("check", path).status == 1
    assert (
        connref("check", path, "--profile", "document").out.splitlines()[:-1]
        == (connref("check", path).out.splitlines()[:-1])
    )


def test_several_processes_say_the_same(connref: Connref, recorded: Path) -> None:
    path = _write(recorded, (0, 3_000, 10_000, 30_000))
    alone = connref("check", path, "--profile", "signalr", "--json")
    together = connref("check", path, "--profile", "signalr", "--json", "--jobs", "2")
    assert together.status == alone.status == 1
    assert together.out.splitlines()[:-1] == alone.out.splitlines()[:-1]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"mode": "auto"}, "profile signalr speaks of manual alone"),
        ({"observes": None}, "a session has to record outcome, socket_closed, socket_failed"),
        ({"observes": ["outcome", "socket_open", "socket_closed"]}, "without socket_failed, socket_opening"),
        ({"implementation": {"name": "@microsoft/signalr", "version": "3.1.0"}}, "speaks of versions >=5"),
    ],
)
def test_what_cannot_be_judged_by_a_profile_is_refused(
    connref: Connref, recorded: Path, header: dict[str, Any], said: str
) -> None:
    ended = connref("check", _write(recorded, **header), "--profile", "signalr")
    assert ended.status == 2, ended
    assert said in ended.out
    assert "sessions.jsonl:1:" in ended.out


def test_a_profile_that_is_none_and_a_fleet_are_wrong_use(connref: Connref, recorded: Path) -> None:
    path = _write(recorded)
    assert "there is no profile of the name 'signaler'" in connref.refuses(
        "check", path, "--profile", "signaler"
    )
    fleet = connref.refuses(
        "check", path, "--engine", "local", "--out", recorded.parent, "--profile", "signalr"
    )
    assert "--engine and --profile do not go together" in fleet
