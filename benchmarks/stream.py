"""The event streams: one of the policy in manual mode, one of a machine's realistic day. Both are seeded."""

from __future__ import annotations

import random
from dataclasses import dataclass

from connref.inputs import (
    Background,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Login,
    MessageReceived,
    NetworkAvailable,
    NetworkLost,
    Opened,
    Ping,
    PongReceived,
    Tick,
)
from connref.protocol import Mode
from connref.semantics.table import Key, PolicyTable, compile_table, possible_events, resolve
from connref.spec.declare import Transition, regions_of
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Clock, Event, Region


@dataclass(frozen=True, slots=True)
class Stimulus:
    """One event of the policy, in its region of time."""

    event: Event
    region: Region


def manual_rules() -> tuple[PolicyTable, dict[Key, Transition]]:
    """The table of manual mode, and its rows under the default reading."""
    table = compile_table(Mode.MANUAL)
    return table, resolve(table, DEFAULT)


def policy_stream(size: int, seed: int = 7) -> list[Stimulus]:
    """A walk through the policy of manual mode under the default reading; starting over is rare."""
    table, rules = manual_rules()
    rng = random.Random(seed)
    state, stream = table.initial, list[Stimulus]()
    while len(stream) < size:
        location = table.locations[state]
        events = [
            e for e in possible_events(location) if e not in {Event.KILL, Event.LOGOUT} or rng.random() < 0.1
        ]
        event = rng.choice(events)
        regions = regions_of(location.clock, event)
        region = regions[0] if location.clock is Clock.ENTRY or rng.random() < 0.9 else regions[-1]
        stream.append(Stimulus(event, region))
        state = rules[(state, event, region)].destination
    return stream


def machine_stream(size: int, seed: int = 3) -> list[tuple[Input, int]]:
    """Days of an app in manual mode: messages, stays in the background with a ping loop, outages, reconnections."""
    day = _Day(random.Random(seed))
    while len(day.stream) < size:
        day.foreground()
        day.background()
        if day.rng.random() < 0.3:
            day.outage()
        if day.rng.random() < 0.1:
            day.pause()
    return day.stream[:size]


class _Day:
    """Writes a stream in which every socket fact fits the socket that the machine has then."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.now = 0
        self.socket = 1
        self.calls = 0
        self.stream: list[tuple[Input, int]] = [
            (Init(), 0),
            (Login("anna"), 0),
            (Connect("c0"), 1),
            (Opened(1), 40),
        ]
        self.now = 40

    def add(self, wait: int, received: Input) -> None:
        self.now += wait
        self.stream.append((received, self.now))

    def call(self) -> str:
        self.calls += 1
        return f"c{self.calls}"

    def message(self, wait: int) -> None:
        self.add(wait, MessageReceived(self.socket, f"message {len(self.stream)}"))

    def foreground(self) -> None:
        for _ in range(self.rng.randint(5, 30)):
            self.message(self.rng.randint(1, 2_000))

    def background(self) -> None:
        self.add(5, Background())
        for _ in range(self.rng.randint(1, 6)):
            call = self.call()
            self.add(20_000, Ping(call))
            self.add(30, PongReceived(call))
            for _ in range(self.rng.randint(0, 4)):
                self.message(100)
                self.add(0, Tick())
        self.add(1_000, Foreground())

    def outage(self) -> None:
        self.add(100, NetworkLost())
        self.add(3_000, NetworkAvailable())
        self.reopened()

    def pause(self) -> None:
        self.add(100, Disconnect(self.call()))
        self.add(3_000, Connect(self.call()))
        self.reopened()

    def reopened(self) -> None:
        self.socket += 1
        self.add(200, Opened(self.socket))
