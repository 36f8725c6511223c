"""Each property of both modes notices a rule that breaks it, told for manual mode."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Region
from connref.verify.properties.calls import CALL_PROPERTIES
from mutants.misdeeds import noticed_by, to, with_misdeed

B, AT, PAST = Region.BEFORE, Region.AT, Region.PAST
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    ("up only by an attempt that succeeds", "idle", Event.CONNECT, B, to("connected")),
    ("each call has one answer", "connected", Event.DISCONNECT, B, {"answer": None}),
    ("each call has one answer", "idle", Event.CONNECT, B, {"answer": Answer.SILENT}),
    ("each call has one answer", "idle", Event.PING, B, {"answer": Answer.THROWS}),
    ("a call before init changes nothing", "not_initialised", Event.PING, B, {"answer": Answer.SUCCESS}),
    ("connect() promises only what is wanted", "idle", Event.CONNECT, B, {"target": None}),
    ("connect() promises only what is wanted", "opening", Event.CONNECT, B, {"answer": Answer.SUCCESS}),
    ("connect() while up is as its reading says", "connected", Event.CONNECT, B, {"answer": Answer.SUCCESS}),
    ("connect() while opening is as its reading says", "opening", Event.CONNECT, B, {"answer": Answer.OPENS}),
    ("ping() while up is as its reading says", "connected", Event.PING, B, {"answer": Answer.SENDS}),
    ("no ping over no connection", "opening", Event.PING, B, {"answer": Answer.SENDS}),
    (
        "ping() and disconnect() while down are as their readings say",
        "idle",
        Event.PING,
        B,
        {"answer": Answer.ERROR},
    ),
    (
        "ping() and disconnect() while down are as their readings say",
        "idle",
        Event.DISCONNECT,
        B,
        {"answer": Answer.ERROR},
    ),
    (
        "an ignored second background changes nothing",
        "held",
        Event.BACKGROUND,
        B,
        to("idle_background"),
    ),
    ("a second foreground ends nothing", "connected", Event.FOREGROUND, B, {"target": "reconnecting"}),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(CALL_PROPERTIES, with_misdeed(Mode.MANUAL, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    said_of_states = {"what is up is wanted"}
    named = {each.name for each in CALL_PROPERTIES if each.mode is Mode.MANUAL}
    assert {name for name, *_ in MISDEEDS} == named - said_of_states
