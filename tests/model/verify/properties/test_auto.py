"""Each property of auto mode notices a rule that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Mode
from connref.spec.vocabulary import Event, Region
from connref.verify.properties.auto import AUTO_PROPERTIES
from mutants.misdeeds import noticed_by, to, with_misdeed

B, AT, PAST = Region.BEFORE, Region.AT, Region.PAST
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    ("login in the foreground is enough", "signed_out", Event.LOGIN, B, to("stopped")),
    ("init with a saved user is enough", "not_initialised", Event.REOPEN, B, to("stopped")),
    (
        "in the foreground wanted, unless ended by what may",
        "background",
        Event.FOREGROUND,
        B,
        to("disconnected"),
    ),
    ("in the foreground wanted, unless ended by what may", "stopped", Event.CONNECT, B, to(None)),
    ("an attempt that succeeds is up", "connecting", Event.OPENED, B, to(None)),
    ("up ends only by right", "connected", Event.PING, B, to("connecting")),
    (
        "disconnect() in the foreground is as its reading says",
        "connected",
        Event.DISCONNECT,
        B,
        to("connecting"),
    ),
    (
        "until-connect holds until then",
        "disconnected_until_connect",
        Event.FOREGROUND,
        B,
        to("connecting"),
    ),
    (
        "disconnect() in the background is as its reading says",
        "background_connected",
        Event.DISCONNECT,
        B,
        to(None),
    ),
    (
        "entering the background ends the wish at once",
        "connected",
        Event.BACKGROUND,
        B,
        to("background_connected"),
    ),
    ("nothing begins in the background", "background", Event.PING, B, to("background_connecting")),
    ("opens-until-foreground is kept to", "background_connecting", Event.FAILED, B, to("background")),
    ("a loss in the foreground leaves it wanted until up", "connected", Event.LOST, B, to("stopped")),
    (
        "a loss in the foreground leaves it wanted until up",
        "connecting",
        Event.FAILED,
        B,
        to("disconnected"),
    ),
    ("a normal close is as server-close says", "connected", Event.CLOSED, B, to("connecting")),
    ("a rejection is as auth-rejected says", "connecting", Event.REJECTED, B, to("stopped")),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(AUTO_PROPERTIES, with_misdeed(Mode.AUTO, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    said_of_states = {"what is up is wanted"}
    named = {each.name for each in AUTO_PROPERTIES if each.mode is Mode.AUTO}
    assert {name for name, *_ in MISDEEDS} == named - said_of_states
