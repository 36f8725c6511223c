"""A snapshot is JSON, and a restore takes nothing that could not have been one."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from connref.effects import Api, ReportOutcome, ReportUser, Result
from connref.errors import ImpossibleInputError
from connref.inputs import Background, Connect, Init, Kill, Login, Opened, Ping, PongReceived, Tick
from connref.protocol import Mode, Profile
from connref.semantics.machine import ConnectionMachine
from connref.semantics.snapshot import SCHEMA, SnapshotError
from machine_tools import feed, machine, up


def snapshot() -> dict[str, Any]:
    """A machine in the grace with one ping unanswered, through JSON and back."""
    made = up()
    feed(made, 20, Background(), Ping("p"))
    return json.loads(json.dumps(made.snapshot()))


def test_it_goes_through_json_and_back() -> None:
    body = snapshot()
    assert body["schema"] == SCHEMA
    restored = machine()
    restored.restore(body)
    assert restored.snapshot() == body
    assert restored.next_deadline() == 10_020
    feed(restored, 30, PongReceived("p"))
    assert restored.next_deadline() == 30_020
    feed(restored, 30_020, Tick())
    assert restored.state == "idle, background"


def test_a_dead_process_stays_dead() -> None:
    made, restored = up(), machine()
    feed(made, 20, Kill())
    restored.restore(made.snapshot())
    with pytest.raises(ImpossibleInputError, match="killed"):
        restored.handle(Connect("c"), 30)
    assert feed(restored, 30, Init()) == [ReportUser("anna")]


def set_at(body: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        body = body[parent]
    body[name] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("schema", "connref-machine/2"),
        ("mode", "auto"),
        ("reading", {}),
        ("grace_ms", 1),
        ("now", -1),
        ("now", True),
        ("now", 1 << 62),
        ("policy.entry", 1 << 62),
        ("now", 30_021),
        ("user", 5),
        ("dead", None),
        ("dead", True),
        ("policy", None),
        ("policy.state", "nowhere"),
        ("policy.state", "connecting"),
        ("policy.state", "idle"),
        ("policy.deadline", None),
        ("policy.deadline", 19),
        ("policy.entry", None),
        ("link", []),
        ("link.state", "waiting"),
        ("link.state", 1),
        ("link.at", 99),
        ("link.attempts", "1"),
        ("link.socket", 0),
        ("connects", None),
        ("connects", [1]),
        ("connects", ["a", "a"]),
        ("connects", ["a"]),
        ("pings", {}),
        ("pings", [1]),
        ("pings", [{"call": "p", "until": 20, "in_background": True}]),
        ("pings", [{"call": "p", "until": 50, "in_background": 1}]),
        ("pings", [{"call": 5, "until": 50, "in_background": True}]),
        ("pings", [{"call": "p", "until": 50, "in_background": True}] * 2),
    ],
)
def test_what_cannot_be_is_refused_by_name_and_changes_nothing(path: str, value: object) -> None:
    body = snapshot()
    set_at(body, path, value)
    made = machine()
    before = made.snapshot()
    with pytest.raises(SnapshotError) as raised:
        made.restore(body)
    assert raised.value.field
    assert raised.value.expected in str(raised.value)
    assert made.snapshot() == before


@pytest.mark.parametrize("name", list(machine().snapshot()))
def test_no_field_may_be_missing(name: str) -> None:
    body = snapshot()
    del body[name]
    if name in {"user", "suspended"}:
        machine().restore(body)
        return
    with pytest.raises(SnapshotError):
        machine().restore(body)


@pytest.mark.parametrize("body", ["x", None, [], 5])
def test_what_is_no_object_is_refused(body: dict[str, Any]) -> None:
    made = up()
    before = made.snapshot()
    with pytest.raises(SnapshotError, match="an object"):
        made.restore(body)
    assert made.snapshot() == before


def test_a_timer_of_the_link_has_to_lie_ahead() -> None:
    made = machine(Mode.AUTO, saved_user="anna")
    body = made.snapshot()
    body["policy"]["state"], body["link"] = (
        "connecting",
        {"state": "opening", "at": 0, "attempts": 0, "socket": 1},
    )
    with pytest.raises(SnapshotError, match="'at'"):
        made.restore(body)


def test_pings_belong_to_a_connection_that_is_up() -> None:
    made = machine()
    body = made.snapshot()
    body["pings"] = [{"call": "p", "until": 50, "in_background": True}]
    with pytest.raises(SnapshotError, match="'pings'"):
        made.restore(body)


@pytest.mark.parametrize(
    "other",
    [
        lambda: machine(Mode.AUTO),
        lambda: machine(choices={"ping-in-foreground": "error"}),
        lambda: ConnectionMachine(Mode.MANUAL, jitter=lambda: 0.0, profile=Profile(grace_ms=5)),
    ],
)
def test_only_a_machine_of_the_same_kind_takes_it(other: Callable[[], ConnectionMachine]) -> None:
    with pytest.raises(SnapshotError, match="this machine has"):
        other().restore(snapshot())


def test_a_pending_connect_is_kept() -> None:
    made, restored = machine(), machine()
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    restored.restore(made.snapshot())
    assert feed(restored, 5, Opened(1))[-1] == ReportOutcome("c", Api.CONNECT, Result.SUCCESS)
