"""What a timing diagram shows: lanes of segments and marks, and how a case's own lanes follow from its steps.

The lanes of app, network, server, calls and socket follow from what was sent and seen: `observed_timeline` builds
them. What the document wants, the deadlines and the violation are the oracle's to say: add those with
`dataclasses.replace`.
Times are milliseconds since the reset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Segment:
    """One lane was in `state` from `start_ms` until `end_ms`; a state of no length came and went at one instant."""

    start_ms: int
    end_ms: int
    state: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something happened, or falls due, at one instant."""

    at_ms: int
    label: str


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """One report of a call: success, error or threw."""

    at_ms: int
    result: str


@dataclass(frozen=True, slots=True)
class CallMark:
    """One call of the app and what it reported.

    `answers` is False for calls that report nothing (init, login, logout).
    """

    at_ms: int
    label: str
    outcomes: tuple[CallOutcome, ...] = ()
    answers: bool = True


@dataclass(frozen=True, slots=True)
class Timeline:
    """One case as a picture. `wish` is what the document wants (wanted, allowed, not wanted)."""

    end_ms: int
    app: tuple[Segment, ...] = ()
    network: tuple[Segment, ...] = ()
    server: tuple[Segment, ...] = ()
    calls: tuple[CallMark, ...] = ()
    messages: tuple[Mark, ...] = ()
    wish: tuple[Segment, ...] = ()
    socket: tuple[Segment, ...] = ()
    deadlines: tuple[Mark, ...] = ()
    violation: Mark | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One request or one observation of a case: when, and its body as the protocol has it.

    `start_ms` is before `at_ms` only for time that passes. `number` counts requests from 1; it is 0 for an observation.
    """

    start_ms: int
    at_ms: int
    body: Mapping[str, Any]
    number: int = 0

    @property
    def lapses(self) -> bool:
        """Whether it is time that passes."""
        return self.at_ms > self.start_ms


def done_in(steps: Iterable[Mapping[str, Any]]) -> tuple[Happening, ...]:
    """The requests of a case with their instants: where pictures and texts of it have them from."""
    found: list[Happening] = []
    now = 0
    for number, step in enumerate(steps, start=1):
        start, now = now, now + (int(step["ms"]) if step["op"] == "advance" else 0)
        found.append(Happening(start, now, step, number))
    return tuple(found)


def seen_in(observations: Iterable[Mapping[str, Any]]) -> tuple[Happening, ...]:
    """The observations of a case with their instants."""
    return tuple(Happening(int(each["at"]), int(each["at"]), each) for each in observations)


_APP = {"background": "background", "foreground": "foreground", "kill": "killed", "suspend": "suspended"}
_NETWORK = {"network_down": "down", "network_up": "up"}
_MUTE = {"server_mute": True, "server_unmute": False}
_REFUSE = {"server_refuse": True, "server_accept": False}
_REJECT = {"server_reject": True, "server_approve": False}
_API_CALLS = frozenset({"connect", "disconnect", "ping"})
_OTHER_CALLS = frozenset({"init", "login", "logout"})

_CallKey = tuple[str, int | None]
"""A call by its id; what throws without one by the input's name and its instant."""


def observed_timeline(
    steps: Iterable[Mapping[str, Any]], observations: Iterable[Mapping[str, Any]], until_ms: int = 0
) -> Timeline:
    """The lanes that follow from the requests of a case and from what was observed; they go on until `until_ms`."""
    done, seen = done_in(steps), seen_in(observations)
    builder = _Builder()
    for each in done:
        builder.add(each)
    outcomes = _outcomes(seen)
    end = max([until_ms, *(each.at_ms for each in (*done, *seen))])
    return Timeline(
        end_ms=end,
        app=builder.app.segments(end),
        network=builder.network.segments(end),
        server=builder.server.segments(end),
        calls=tuple(replace(mark, outcomes=outcomes.get(key, ())) for key, mark in builder.calls),
        messages=tuple(sorted([*builder.messages, *_message_marks(seen)], key=lambda mark: mark.at_ms)),
        socket=_socket_lane(seen).segments(end),
    )


@dataclass(slots=True)
class _Lane:
    """A state and the instants at which it changed."""

    state: str
    changes: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])

    @property
    def now(self) -> str:
        return self.changes[-1][1] if self.changes else self.state

    def change(self, at_ms: int, state: str) -> None:
        if self.now != state:
            self.changes.append((at_ms, state))

    def pass_through(self, at_ms: int, state: str) -> None:
        """Something happens that lasts no time."""
        before = self.now
        self.changes += [(at_ms, state), (at_ms, before)]

    def segments(self, end_ms: int) -> tuple[Segment, ...]:
        """Every state, one of no length too: it may be what decides. Only what was over at the reset is left out."""
        edges = [(0, self.state), *self.changes, (end_ms, "")]
        lasted = [Segment(start, until, state) for (start, state), (until, _) in pairwise(edges)]
        return tuple(lasted if len(lasted) == 1 or lasted[0].end_ms else lasted[1:])


@dataclass(slots=True)
class _Builder:
    """Walks the steps of a case and keeps the state of app, network and server."""

    app: _Lane = field(default_factory=lambda: _Lane("foreground"))
    network: _Lane = field(default_factory=lambda: _Lane("up"))
    server: _Lane = field(default_factory=lambda: _Lane("accepting"))
    calls: list[tuple[_CallKey, CallMark]] = field(default_factory=list[tuple[_CallKey, CallMark]])
    messages: list[Mark] = field(default_factory=list[Mark])
    awake: str = "foreground"
    mute: bool = False
    refuse: bool = False
    reject: bool = False

    def add(self, done: Happening) -> None:
        step, now = done.body, done.at_ms
        if step["op"] == "advance":
            return
        name = str(step["input"])
        self._device(name, now)
        self._server(name, step, now)
        if name in _API_CALLS:
            self.calls.append(((str(step["call"]), None), CallMark(now, f"{name} {step['call']}")))
        elif name in _OTHER_CALLS:
            self.calls.append(((name, now), CallMark(now, name, answers=False)))
        elif name == "server_message":
            self.messages.append(Mark(now, f"{step['message']} sent"))

    def _device(self, name: str, now: int) -> None:
        if name in _APP:
            self.awake = self.awake if name == "suspend" else _APP[name]
            self.app.change(now, _APP[name])
        elif name == "resume":
            self.app.change(now, self.awake)
        elif name == "init" and self.app.now == _APP["kill"]:
            self.app.change(now, "foreground")
        elif name in _NETWORK:
            self.network.change(now, _NETWORK[name])
        elif name == "network_handover":
            self.network.pass_through(now, "another network")

    def _server(self, name: str, step: Mapping[str, Any], now: int) -> None:
        if name == "server_close":
            self.server.pass_through(now, f"closes with {step['code']}")
        self.mute = _MUTE.get(name, self.mute)
        self.refuse = _REFUSE.get(name, self.refuse)
        self.reject = _REJECT.get(name, self.reject)
        named = {"mute": self.mute, "refusing": self.refuse, "rejecting": self.reject}
        active = [state for state, on in named.items() if on]
        self.server.change(now, ", ".join(active) or "accepting")


def _outcomes(seen: tuple[Happening, ...]) -> dict[_CallKey, tuple[CallOutcome, ...]]:
    """What each call reported, in order."""
    found: dict[_CallKey, tuple[CallOutcome, ...]] = {}
    for each in seen:
        observation, at = each.body, each.at_ms
        if observation["kind"] in {"outcome", "threw"}:
            call = observation.get("call")
            key = (str(observation.get("input")), at) if call is None else (str(call), None)
            outcome = CallOutcome(at, str(observation.get("result", "threw")))
            found[key] = (*found.get(key, ()), outcome)
    return found


def _message_marks(seen: tuple[Happening, ...]) -> list[Mark]:
    delivered = [each for each in seen if each.body["kind"] == "delivered"]
    marks = [Mark(each.at_ms, f"{each.body.get('message')} delivered") for each in delivered]
    return marks + [Mark(each.at_ms, "ping received") for each in seen if each.body["kind"] == "ping_sent"]


def _socket_lane(seen: tuple[Happening, ...]) -> _Lane:
    """What the SDK had.

    A driver that does not number its sockets has one, so a second opening without a close is taken as the same.
    """
    lane = _Lane("down")
    sockets: dict[object, str] = {}
    for each in seen:
        number = each.body.get("socket")
        match each.body["kind"]:
            case "socket_opening":
                sockets[number] = "opening"
            case "socket_open":
                sockets[number] = "up"
            case "socket_closed" | "socket_failed":
                sockets.pop(number, None)
            case _:
                continue
        lane.change(each.at_ms, _socket_state(sockets))
    return lane


def _socket_state(sockets: Mapping[object, str]) -> str:
    if len(sockets) > 1:
        return f"{len(sockets)} sockets"
    return next(iter(sockets.values()), "down")
