"""Each property of connections on their way in the background notices a rule that breaks it."""

from __future__ import annotations

from typing import Any

import pytest

from connref.protocol import Mode
from connref.spec.vocabulary import Answer, Event, Move, Region
from connref.verify.properties.opening import OPENING_PROPERTIES
from mutants.misdeeds import noticed_by, to, with_misdeed

B, AT, PAST = Region.BEFORE, Region.AT, Region.PAST
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    (
        "an opening that the entry caught ends as background-while-opening says",
        "opening",
        Event.BACKGROUND,
        B,
        to("opening_to_hold"),
    ),
    (
        "a lost connection that the entry caught ends as its reading says",
        "reconnecting",
        Event.BACKGROUND,
        B,
        to("opening_to_hold"),
    ),
    (
        "a connection of the background ends as connect-in-background says",
        "idle_background",
        Event.CONNECT,
        B,
        to("opening_in_grace", Move.FROM_NOW),
    ),
    (
        "a connection of the background ends as connect-in-background says",
        "opening_for_grace",
        Event.OPENED,
        B,
        to("held"),
    ),
    (
        "grace-from-entry counts from the entry",
        "idle_background",
        Event.CONNECT,
        B,
        to("opening_in_grace", Move.FROM_NOW),
    ),
    (
        "grace-from-entry counts from the entry",
        "idle_background",
        Event.CONNECT,
        PAST,
        to("opening_for_grace"),
    ),
    (
        "connect() in the background is heard unless refused",
        "idle_background",
        Event.CONNECT,
        B,
        to(None),
    ),
    (
        "connect() in the background reports what it did",
        "idle_background",
        Event.CONNECT,
        B,
        {"answer": Answer.SUCCESS},
    ),
    (
        "connect() offline in the background fails if it should",
        "idle_background",
        Event.CONNECT_OFFLINE,
        B,
        to("opening_for_grace"),
    ),
    (
        "with no deadline a failure in the background is the end",
        "opening_to_hold",
        Event.FAILED,
        B,
        {"target": None},
    ),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(OPENING_PROPERTIES, with_misdeed(Mode.MANUAL, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    said_of_states = {"what is up is wanted"}
    named = {each.name for each in OPENING_PROPERTIES if each.mode is Mode.MANUAL}
    assert {name for name, *_ in MISDEEDS} == named - said_of_states
