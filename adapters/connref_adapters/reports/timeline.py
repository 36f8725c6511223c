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
    """One lane was in `state` from `start_ms` until `end_ms`."""

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


_APP = {"background": "background", "foreground": "foreground", "kill": "killed"}
_NETWORK = {"network_down": "down", "network_up": "up"}
_MUTE = {"server_mute": True, "server_unmute": False}
_REFUSE = {"server_refuse": True, "server_accept": False}
_REJECT = {"server_reject": True, "server_approve": False}
_API_CALLS = frozenset({"connect", "disconnect", "ping"})
_OTHER_CALLS = frozenset({"init", "login", "logout"})

_CallKey = tuple[str, int | None]
"""A call by its id; what throws without one by the input's name and its instant."""


def observed_timeline(
    steps: Iterable[Mapping[str, Any]], observations: Iterable[Mapping[str, Any]]
) -> Timeline:
    """The lanes that follow from the requests of a case and from what was observed."""
    seen = tuple(observations)
    builder = _Builder()
    for step in steps:
        builder.step(step)
    outcomes = _outcomes(seen)
    end = max([builder.now, *(int(observation["at"]) for observation in seen)])
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

    def change(self, at_ms: int, state: str) -> None:
        if (self.changes[-1][1] if self.changes else self.state) != state:
            self.changes.append((at_ms, state))

    def segments(self, end_ms: int) -> tuple[Segment, ...]:
        edges = [(0, self.state), *self.changes, (end_ms, "")]
        pairs = pairwise(edges)
        return tuple(
            Segment(start, until, state)
            for (start, state), (until, _) in pairs
            if until > start or start == end_ms
        )


@dataclass(slots=True)
class _Builder:
    """Walks the steps of a case and keeps the state of app, network and server."""

    now: int = 0
    app: _Lane = field(default_factory=lambda: _Lane("foreground"))
    network: _Lane = field(default_factory=lambda: _Lane("up"))
    server: _Lane = field(default_factory=lambda: _Lane("accepting"))
    calls: list[tuple[_CallKey, CallMark]] = field(default_factory=list[tuple[_CallKey, CallMark]])
    messages: list[Mark] = field(default_factory=list[Mark])
    mute: bool = False
    refuse: bool = False
    reject: bool = False

    def step(self, step: Mapping[str, Any]) -> None:
        if step["op"] == "advance":
            self.now += int(step["ms"])
            return
        name = str(step["input"])
        self._device(name)
        self._server(name)
        if name in _API_CALLS:
            self.calls.append(((str(step["call"]), None), CallMark(self.now, f"{name} {step['call']}")))
        elif name in _OTHER_CALLS:
            self.calls.append(((name, self.now), CallMark(self.now, name, answers=False)))
        elif name == "server_message":
            self.messages.append(Mark(self.now, f"{step['message']} sent"))

    def _device(self, name: str) -> None:
        if name in _APP:
            self.app.change(self.now, _APP[name])
        elif name == "init":
            killed = bool(self.app.changes) and self.app.changes[-1][1] == "killed"
            if killed:
                self.app.change(self.now, "foreground")
        elif name in _NETWORK:
            self.network.change(self.now, _NETWORK[name])

    def _server(self, name: str) -> None:
        self.mute = _MUTE.get(name, self.mute)
        self.refuse = _REFUSE.get(name, self.refuse)
        self.reject = _REJECT.get(name, self.reject)
        named = {"mute": self.mute, "refusing": self.refuse, "rejecting": self.reject}
        active = [state for state, on in named.items() if on]
        self.server.change(self.now, ", ".join(active) or "accepting")


def _outcomes(seen: tuple[Mapping[str, Any], ...]) -> dict[_CallKey, tuple[CallOutcome, ...]]:
    """What each call reported, in order."""
    found: dict[_CallKey, tuple[CallOutcome, ...]] = {}
    for observation in seen:
        if observation["kind"] in {"outcome", "threw"}:
            at = int(observation["at"])
            call = observation.get("call")
            key = (str(observation.get("input")), at) if call is None else (str(call), None)
            outcome = CallOutcome(at, str(observation.get("result", "threw")))
            found[key] = (*found.get(key, ()), outcome)
    return found


def _message_marks(seen: tuple[Mapping[str, Any], ...]) -> list[Mark]:
    marks = [Mark(int(o["at"]), f"{o.get('message')} delivered") for o in seen if o["kind"] == "delivered"]
    return marks + [Mark(int(o["at"]), "ping received") for o in seen if o["kind"] == "ping_sent"]


def _socket_lane(seen: tuple[Mapping[str, Any], ...]) -> _Lane:
    """What the SDK had.

    A driver that does not number its sockets has one, so a second opening without a close is taken as the same.
    """
    lane = _Lane("none")
    sockets: dict[object, str] = {}
    for observation in seen:
        number = observation.get("socket")
        match observation["kind"]:
            case "socket_opening":
                sockets[number] = "opening"
            case "socket_open":
                sockets[number] = "up"
            case "socket_closed" | "socket_failed":
                sockets.pop(number, None)
            case _:
                continue
        lane.change(int(observation["at"]), _socket_state(sockets))
    return lane


def _socket_state(sockets: Mapping[object, str]) -> str:
    if len(sockets) > 1:
        return f"{len(sockets)} sockets"
    return next(iter(sockets.values()), "none")
