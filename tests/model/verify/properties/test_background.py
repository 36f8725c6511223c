"""Each property of manual mode in the background notices a rule that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Move, Region
from connref.verify.properties.background import BACKGROUND_PROPERTIES
from mutants.misdeeds import noticed_by, to, with_misdeed

B, AT, PAST = Region.BEFORE, Region.AT, Region.PAST
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    (
        "up at the entry, up before the grace is over",
        "grace",
        Event.PONG_FOREGROUND,
        B,
        to("idle_background", Move.CLEAR),
    ),
    (
        "up at the entry, up before the grace is over",
        "connected",
        Event.BACKGROUND,
        B,
        to("idle_background"),
    ),
    (
        "an inclusive instant belongs to the grace",
        "grace",
        Event.DEADLINE,
        AT,
        to("idle_background", Move.CLEAR),
    ),
    (
        "each later stay has a whole grace",
        "connected",
        Event.BACKGROUND,
        B,
        to("idle_background"),
    ),
    ("no ping, no wish one grace after the entry", "grace", Event.PONG, B, {"move": Move.FROM_NOW}),
    (
        "no ping, no wish one grace after the entry",
        "connected",
        Event.BACKGROUND,
        B,
        to("held"),
    ),
    ("a ping in time starts a whole grace", "grace", Event.PING, B, {"move": Move.KEEP}),
    (
        "an exclusive deadline outdoes a ping",
        "grace",
        Event.PING,
        AT,
        to(None, Move.FROM_NOW),
    ),
    ("no wish one grace after the last ping", "grace", Event.PING, B, to("held", Move.CLEAR)),
    ("pings in time hold the connection for ever", "grace", Event.PING, B, {"move": Move.KEEP}),
    ("ping() in the background sends", "grace", Event.PING, B, {"answer": Answer.SUCCESS}),
    ("ping() in the background sends", "held", Event.PING, B, {"answer": Answer.EITHER}),
    ("a return in time keeps the connection", "grace", Event.FOREGROUND, B, {"target": "idle"}),
    ("a return in time keeps the connection", "grace", Event.FOREGROUND, AT, {"target": "connected"}),
    ("a return in time keeps an attempt", "opening_in_grace", Event.FOREGROUND, B, {"target": "idle"}),
    (
        "down in the background, down until connect()",
        "idle_background",
        Event.FOREGROUND,
        B,
        {"target": "waiting"},
    ),
    (
        "down in the background, down until connect()",
        "held",
        Event.LOST,
        B,
        to("opening_to_hold"),
    ),
    ("connect() brings it back", "idle", Event.CONNECT, B, {"target": None}),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(BACKGROUND_PROPERTIES, with_misdeed(Mode.MANUAL, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    said_of_states = {"what is up is wanted"}
    named = {each.name for each in BACKGROUND_PROPERTIES if each.mode is Mode.MANUAL}
    assert {name for name, *_ in MISDEEDS} == named - said_of_states
