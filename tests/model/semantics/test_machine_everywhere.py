"""The machine under every input in every state, and under inputs that cannot be."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from itertools import chain, product, repeat
from typing import Any

import pytest

from connref.errors import ClockError, ImpossibleInputError, UsageError
from connref.inputs import (
    Background,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.machine import ConnectionMachine
from connref.semantics.table import compile_table
from machine_tools import feed, machine, up

EVERY_INPUT: tuple[Input, ...] = (
    Init(),
    Login("bob"),
    Logout(),
    Connect("x"),
    Disconnect("y"),
    Ping("z"),
    Background(),
    Foreground(),
    Kill(),
    NetworkLost(),
    NetworkAvailable(),
    Opened(1),
    OpenFailed(1),
    Rejected(1),
    Closed(1),
    Closed(1, 1006, ClosedBy.NETWORK),
    PongReceived("p"),
    MessageReceived(1, "m"),
    Tick(),
)
APP_ONLY = (Login, Logout, Connect, Disconnect, Ping, Background, Foreground, Kill)


@pytest.mark.parametrize("received", [each for each in EVERY_INPUT if isinstance(each, APP_ONLY)])
def test_a_dead_process_cannot_be_told_anything(received: Input) -> None:
    made = up()
    feed(made, 20, Kill())
    before = made.snapshot()
    with pytest.raises(ImpossibleInputError, match=r"killed") as raised:
        made.handle(received, 30)
    assert raised.value.received is received
    assert made.snapshot() == before


@pytest.mark.parametrize("received", [object(), "connect", None, Connect])
@pytest.mark.parametrize("now", [20, 99_999])
def test_an_unknown_input_is_refused_and_changes_nothing(received: Input, now: int) -> None:
    made = up()
    feed(made, 10, Background())
    before = made.snapshot()
    with pytest.raises(ImpossibleInputError, match="grace"):
        made.handle(received, now)
    assert made.snapshot() == before


@pytest.mark.parametrize("now", [9, -1, 10.0, "10", None, True, 1 << 62, 1 << 80])
def test_a_time_that_cannot_be_is_refused_and_changes_nothing(now: int) -> None:
    made = up()
    before = made.snapshot()
    with pytest.raises(ClockError):
        made.handle(Background(), now)
    assert made.snapshot() == before


@pytest.mark.parametrize("now", [1, 99_999])
@pytest.mark.parametrize("received", [Connect("c"), Ping("c"), Disconnect("c")])
def test_an_id_that_is_pending_cannot_be_used_again(received: Input, now: int) -> None:
    made = machine()
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    before = made.snapshot()
    with pytest.raises(UsageError, match="'c' is pending"):
        made.handle(received, now)
    assert made.snapshot() == before


@pytest.mark.parametrize("now", [20, 99_999])
@pytest.mark.parametrize("value", [[], {}, None, 5, b"c"])
@pytest.mark.parametrize("kind", [Connect, Ping, Disconnect, Login])
def test_a_call_or_user_that_is_no_text_is_refused_and_changes_nothing(
    kind: Callable[[Any], Input], value: object, now: int
) -> None:
    made = up()
    feed(made, 10, Background())
    before = made.snapshot()
    with pytest.raises(UsageError, match="give a text"):
        made.handle(kind(value), now)
    assert made.snapshot() == before


def test_a_pong_that_cannot_be_looked_up_is_no_input() -> None:
    made = up()
    feed(made, 10, Ping("p"))
    before = made.snapshot()
    with pytest.raises(ImpossibleInputError):
        made.handle(PongReceived([]), 20)  # pyright: ignore[reportArgumentType]
    assert made.snapshot() == before


@pytest.mark.parametrize("number", [math.nan, math.inf, -0.1, 1.5])
@pytest.mark.parametrize(("received", "now"), [(OpenFailed(1), 20), (Tick(), 15_000), (Background(), 99_999)])
def test_a_jitter_that_cannot_be_changes_nothing(received: Input, now: int, number: float) -> None:
    numbers = chain([number], repeat(0.5))
    made = ConnectionMachine(Mode.MANUAL, jitter=lambda: next(numbers))
    feed(made, 0, Init(), Login("anna"), Connect("c"))
    before = made.snapshot()
    with pytest.raises(UsageError, match=r"numbers in \[0, 1\)"):
        made.handle(received, now)
    assert made.snapshot() == before
    made.handle(received, now)
    assert made.snapshot() != before


WIDE_READINGS: dict[Mode, tuple[dict[str, str], ...]] = {
    Mode.MANUAL: (
        {},
        {"connect-in-background": "held", "background-while-waiting": "grace-from-entry"},
    ),
    Mode.AUTO: (
        {},
        {"auth-rejected": "retries", "connect-in-auto": "opens-until-foreground"},
        {"disconnect-in-auto": "until-connect", "disconnect-in-auto-background": "as-in-foreground"},
    ),
}
"""Readings that together lead through every state of a chart."""


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.MANUAL])
def test_every_input_can_come_in_every_state(mode: Mode) -> None:
    """INP-ROBUST over the whole space: from each state that can be reached, each input has an answer."""
    states = {state for choices in WIDE_READINGS[mode] for state in explore(mode, choices)}
    assert states == set(compile_table(mode).locations)


def explore(mode: Mode, choices: dict[str, str]) -> set[str]:
    """Feed every input in every state that can be reached; returns the policy's states."""
    first = machine(mode, choices).snapshot()
    seen, frontier = {shape(first)}, [first]
    states: set[str] = set()
    while frontier:
        body = frontier.pop()
        states.add(body["policy"]["state"])
        for received, wait in product(EVERY_INPUT, (0, 30_000)):
            if body["dead"] and isinstance(received, APP_ONLY):
                continue
            made = machine(mode, choices)
            made.restore(body)
            made.handle(fit(received, body), body["now"] + wait)
            after = made.snapshot()
            if shape(after) not in seen:
                seen.add(shape(after))
                frontier.append(after)
    return states


def shape(body: dict[str, Any]) -> str:
    """A snapshot without its instants and counters."""
    pending = bool(body["connects"]), bool(body["pings"])
    places = body["policy"]["state"], body["link"]["state"], body["dead"]
    return json.dumps([places, body["user"] is None, pending])


def fit(received: Input, body: dict[str, Any]) -> Input:
    """The same input about the latest socket, with a call id that is not pending."""
    socket = int(body["link"]["socket"])
    match received:
        case Connect() | Disconnect() | Ping():
            return type(received)(f"{received.call} {body['now']} {body['connects']} {body['pings']}")
        case Opened() | OpenFailed() | Rejected():
            return type(received)(socket)
        case Closed(_, code, by):
            return Closed(socket, code, by)
        case _:
            return received
