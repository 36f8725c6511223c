"""A split driver: two halves that are one `Channel`. Each request goes to the half that owns it, `advance` to both.

The *host* half kills and starts the app, puts it in the background, switches the network and plays the server; the
*app* half makes the calls and hears the callbacks. The app half may be gone after `kill` until the next `init`.

The halves' clocks are put on one axis, the host's. At each reset the two are asked one after the other; how long each
took to answer bounds how far its zero may lie from where it is taken to be, and that goes into the tolerance.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from connref_adapters.drivers.channel import Body, Channel
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.hello import PROTOCOL_VERSION, Clock

MEASURED = 3
"""How often the clocks are compared before the hello says how sure that is."""
MS_PER_S = 1_000
BOTH = frozenset({"hello", "reset", "advance", "bye"})
GONE = frozenset({FaultReason.CUT, FaultReason.EXIT, FaultReason.INPUT_CLOSED})
"""What becomes of an app half whose process was killed."""


@dataclass(frozen=True, slots=True)
class Halves:
    """How the two halves are reached, each time anew. `measured` has the first uncertainty: it is told each time."""

    host: Callable[[], Channel]
    app: Callable[[], Channel]
    measured: list[int] = field(default_factory=list[int])


class SplitChannel:
    """Two halves behind the interface of one driver. One request at a time: the halves must not overtake each other."""

    def __init__(self, halves: Halves, now_s: Callable[[], float] = time.monotonic) -> None:
        self._halves = halves
        self._now_s = now_s
        self._host = halves.host()
        self._app: Channel | None = None
        self._waiting: deque[Mapping[str, Any]] = deque()
        self._app_inputs = frozenset[str]()
        self._real = False
        self._offset_ms = self._unsure_ms = 0.0
        self._killed = False
        self._mode: object = None
        self._now_ms = 0
        self._last: Body | None = None

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Queue requests; `receive` carries them out."""
        self._waiting.extend(requests)

    def receive(self, limit_s: float) -> Body:
        """The next reply, made of what both halves replied. Raises `Trouble` as either half does."""
        request = self._waiting.popleft()
        match request["op"]:
            case "hello":
                reply = self._hello(request, limit_s)
            case "reset":
                reply = self._reset(request, limit_s)
            case "do":
                reply = self._do(request, limit_s)
            case _:
                reply = self._both(request, limit_s)
        now = reply.get("now")
        if type(now) is int:
            self._now_ms = now
        self._last = reply
        return reply

    def last_received(self) -> str | None:
        """The last reply, as both halves made it."""
        return None if self._last is None else repr(self._last)

    def finish(self, limit_s: float) -> None:
        """Wait for the end of both halves. Raises `Trouble` when one does not end well."""
        self._host.finish(limit_s)
        if self._app is not None:
            self._app.finish(limit_s)

    def kill(self) -> None:
        """End both halves, from any thread."""
        for channel in self._channels():
            channel.kill()

    def close(self) -> None:
        """End both halves and give back what they held."""
        for channel in self._channels():
            channel.close()

    def exit_status(self) -> str | None:
        """How a half ended, if one did."""
        found = [status for each in self._channels() if (status := each.exit_status()) is not None]
        return "; ".join(found) or None

    def log_tail(self) -> str:
        """The logs of both halves, the host's first."""
        return "".join(each.log_tail() for each in self._channels())

    def log_position(self) -> int:
        """How much the app half has logged: it stands nearest to the SDK."""
        return 0 if self._app is None else self._app.log_position()

    def log_since(self, position: int) -> str:
        """What the app half logged since; a half that was started anew has all of its log to tell."""
        if self._app is None:
            return ""
        return self._app.log_since(min(position, self._app.log_position()))

    def _channels(self) -> list[Channel]:
        return [self._host] if self._app is None else [self._host, self._app]

    # One request

    def _hello(self, request: Mapping[str, Any], limit_s: float) -> Body:
        """What both halves say of themselves, as one; the clocks are compared for the first time."""
        host = self._asked(self._host, request, limit_s)
        self._app = self._halves.app()
        app = self._asked(self._app, request, limit_s)
        for each in (host, app):
            if each.get("ok") is not True:
                return each
        self._app_inputs = frozenset(app.get("inputs", ()))
        self._real = app.get("clock") == Clock.REAL
        merged = _merged_hello(host, app)
        if self._real:
            resets = [self._reset({**request, "op": "reset", "mode": None}, limit_s) for _ in range(MEASURED)]
            if (refused := next((each for each in resets if each.get("ok") is not True), None)) is not None:
                return refused
            self._halves.measured.append(math.ceil(round(self._unsure_ms, 3)))
            merged["tolerance_ms"] = merged.get("tolerance_ms", 0) + self._halves.measured[0]
        return merged

    def _reset(self, request: Mapping[str, Any], limit_s: float) -> Body:
        """A new device on both halves. The zeros of their clocks lie where each was asked, give or take its time."""
        self._mode = request.get("mode")
        self._now_ms = 0
        self._bring_back(limit_s, fresh=True)
        host, host_zero, host_unsure = self._timed(self._host, request, limit_s)
        app, app_zero, app_unsure = self._timed(self._app_now(), request, limit_s)
        if self._real:
            self._offset_ms = app_zero - host_zero
            self._unsure_ms = max(self._unsure_ms, host_unsure + app_unsure)
        return self._merged(host, app)

    def _do(self, request: Mapping[str, Any], limit_s: float) -> Body:
        """The half that has the input carries it out; then the other says what it saw of that."""
        look: Body = {"id": request["id"], "op": "advance", "ms": 0}
        if request.get("input") in self._app_inputs:
            self._bring_back(limit_s, fresh=False)
            app = self._asked(self._app_now(), request, limit_s)
            return self._merged(self._asked(self._host, look, limit_s), app)
        host = self._asked(self._host, request, limit_s)
        self._killed = self._killed or request.get("input") == "kill"
        return self._with_app(host, look, limit_s)

    def _both(self, request: Mapping[str, Any], limit_s: float) -> Body:
        """Both halves at once: time passes for them together."""
        self._host.post([request])
        if self._app is not None:
            self._app.post([request])
        host = self._host.receive(limit_s)
        return self._with_app(host, None, limit_s)

    def _with_app(self, host: Body, request: Body | None, limit_s: float) -> Body:
        """The host's reply with the app's; an app half whose process was killed is left out. None: it was asked."""
        if self._app is None:
            return self._alone(host)
        try:
            if request is not None:
                self._app.post([request])
            return self._merged(host, self._app.receive(limit_s))
        except Trouble as trouble:
            if not (self._killed and trouble.reason in GONE):
                raise
            self._let_go()
            return self._alone(host)

    # The app half that goes and comes

    def _bring_back(self, limit_s: float, *, fresh: bool) -> None:
        """Reach the app half anew where its process was killed. A new process hears the mode and what time it is."""
        if self._killed:
            self._killed = False
            self._let_go()
        if self._app is not None:
            return
        self._app = self._halves.app()
        hello: Body = {"id": 0, "op": "hello", "protocol": PROTOCOL_VERSION}
        if not fresh:
            hello["resumed"] = {"mode": self._mode, "now": round(self._now_ms - self._offset_ms)}
        reply = self._asked(self._app, hello, limit_s)
        if reply.get("ok") is not True:
            raise Trouble(FaultReason.HELLO, f"the app half came back with {reply.get('error')}")

    def _let_go(self) -> None:
        if self._app is not None:
            self._app.close()
            self._app = None

    def _app_now(self) -> Channel:
        if self._app is None:
            raise Trouble(FaultReason.ATTACH, "the app half is gone")
        return self._app

    def _asked(self, channel: Channel, request: Mapping[str, Any], limit_s: float) -> Body:
        channel.post([request])
        return channel.receive(limit_s)

    def _timed(
        self, channel: Channel, request: Mapping[str, Any], limit_s: float
    ) -> tuple[Body, float, float]:
        """A reply, the middle of the time that it took, and half of that time (ms)."""
        asked = self._now_s()
        reply = self._asked(channel, request, limit_s)
        took = (self._now_s() - asked) * MS_PER_S
        return reply, asked * MS_PER_S + took / 2, took / 2

    # Two replies as one

    def _merged(self, host: Body, app: Body) -> Body:
        """Both replies on the host's axis, what they saw in order of time. An error of either is the error."""
        for each in (host, app):
            if each.get("ok") is not True:
                return each
        if "now" not in host and "now" not in app:
            return host  # the reply to bye
        moved = self._on_host_axis(app)
        with suppress(TypeError, KeyError, AttributeError):
            now: int = max(host["now"], moved["now"], self._now_ms if self._real else 0)
            seen = sorted([*host["observations"], *moved["observations"]], key=lambda each: each["at"])
            instants = [at for each in (host, moved) if type(at := each.get("next")) is int]
            merged: Body = {**host, "observations": self._in_order(seen), "now": now}
            return {**merged, "next": min(instants)} if instants else merged
        raise Trouble(FaultReason.FIELD, "the replies of the two halves do not fit together")

    def _alone(self, host: Body) -> Body:
        """The host's reply while the app half is gone: not before what was told while it was there."""
        if not self._real or host.get("ok") is not True:
            return host
        with suppress(TypeError, KeyError):
            now = max(host["now"], self._now_ms)
            return {**host, "now": now, "observations": self._in_order(host["observations"])}
        return host

    def _in_order(self, seen: list[Body]) -> list[Body]:
        """What one half saw while the other was asked is told late: not before the reply that came in between."""
        if not self._real:
            return seen
        return [{**each, "at": max(each["at"], self._now_ms)} for each in seen]

    def _on_host_axis(self, reply: Body) -> Body:
        """A reply of the app half, its instants moved; what is unreadable is left for who reads it."""
        if not self._real:
            return reply
        moved = dict(reply)
        for name in ("now", "next"):
            if type(at := moved.get(name)) is int:
                moved[name] = max(0, round(at + self._offset_ms))
        with suppress(TypeError, KeyError, AttributeError):
            moved["observations"] = [
                {**each, "at": max(0, round(each["at"] + self._offset_ms))} for each in reply["observations"]
            ]
        return moved


def _merged_hello(host: Body, app: Body) -> Body:
    """One introduction of two halves: the app half says what is judged. Raises `Trouble` where they do not fit."""
    if host.get("clock") != app.get("clock"):
        detail = f"the halves have different clocks: host {host.get('clock')!r}, app {app.get('clock')!r}"
        raise Trouble(FaultReason.HELLO, detail)
    for name, what in (("inputs", "input"), ("observes", "observation")):
        twice = sorted({*map(str, host.get(name, ()))} & {*map(str, app.get(name, ()))})
        if twice:
            raise Trouble(
                FaultReason.HELLO, f"both halves have the {what} {twice[0]}: leave it to one of them"
            )
    tolerances = [each.get("tolerance_ms", 0) for each in (host, app)]
    return {
        **host,
        **app,
        "inputs": [*host.get("inputs", ()), *app.get("inputs", ())],
        "observes": [*host.get("observes", ()), *app.get("observes", ())],
        "tolerance_ms": max((each for each in tolerances if type(each) is int), default=0),
    }
