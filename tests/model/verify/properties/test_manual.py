"""Each property of manual mode in the foreground notices a rule that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Region
from connref.verify.properties.manual import MANUAL_PROPERTIES
from mutants.misdeeds import noticed_by, to, with_misdeed

B, AT, PAST = Region.BEFORE, Region.AT, Region.PAST
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    ("a wish begins with connect() only", "signed_out", Event.LOGIN, B, {"target": "opening"}),
    ("a ping begins nothing", "idle", Event.PING, B, {"target": "opening"}),
    ("init of a reopened app begins no wish", "not_initialised", Event.REOPEN, B, {"target": "opening"}),
    ("connect() in the foreground is heard", "idle", Event.CONNECT, B, {"target": None}),
    ("connect() in the foreground is heard", "idle", Event.CONNECT, B, {"answer": Answer.EITHER}),
    ("an attempt that succeeds is up", "opening", Event.OPENED, B, {"target": "waiting"}),
    ("a failed attempt begins nothing", "opening", Event.FAILED, B, {"target": "connected"}),
    ("nobody logged in, nothing begun", "signed_out", Event.CONNECT, B, {"answer": Answer.SUCCESS}),
    ("nobody logged in, nothing begun", "signed_out", Event.CONNECT, B, {"target": "opening"}),
    ("disconnect() ends every wish", "waiting", Event.DISCONNECT, B, {"target": None}),
    ("no wish from disconnect() to connect()", "idle_background", Event.FOREGROUND, B, {"target": "opening"}),
    ("connect() is heard again", "idle", Event.CONNECT, B, {"target": None}),
    ("up in the foreground ends only by right", "connected", Event.PING, B, {"target": "reconnecting"}),
    ("no deadline passes in the foreground", "grace", Event.FOREGROUND, B, to(None)),
    ("a loss in the foreground leaves it wanted until up", "connected", Event.LOST, B, {"target": "idle"}),
    (
        "a loss in the foreground leaves it wanted until up",
        "reconnecting",
        Event.FAILED,
        B,
        {"target": "idle"},
    ),
    ("a normal close is as server-close says", "connected", Event.CLOSED, B, {"target": "idle"}),
    ("connect() offline is as connect-offline says", "idle", Event.CONNECT_OFFLINE, B, {"target": "waiting"}),
    ("a rejection is as auth-rejected says", "opening", Event.REJECTED, B, {"target": "waiting"}),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(MANUAL_PROPERTIES, with_misdeed(Mode.MANUAL, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    said_of_states = {"what is up is wanted"}
    named = {each.name for each in MANUAL_PROPERTIES if each.mode is Mode.MANUAL}
    assert {name for name, *_ in MISDEEDS} == named - said_of_states
