"""A small SDK of another vendor behind the driver protocol, written from what such vendors document, and wrong at will.

It has manual mode, and the app around it keeps the user, unless it is said to have no session. What it promises of
retries, close codes and the background are its settings; an SDK that keeps another promise than the one it is judged by
is a wrong one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LATENCY_MS = 20
OPEN_LIMIT_MS = 15_000
INPUTS = (
    "init", "connect", "disconnect", "background", "foreground", "kill", "network_down", "network_up",
    "server_close", "server_mute", "server_unmute", "server_refuse", "server_accept", "server_reject",
    "server_approve", "server_message",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vendor:
    """What the SDK does. Times are in milliseconds; `stops` are close codes after which it stays down."""

    schedule: tuple[int, ...] = (0, 2_000, 10_000, 30_000)
    gives_up: bool = True
    repeats_first: bool = False
    from_start: bool = False
    keeps_count: bool = False
    stops: range = range(0)
    close_delays: Mapping[int, int] | None = None
    background: str = "nothing"
    returns: bool = False
    retries_after_end: bool = False
    connect_when_up: str = "error"
    users: bool = True


class VendorSdk:
    """Answers every request of the protocol; `profile_name` is the profile that its hello names."""

    def __init__(self, vendor: Vendor, profile_name: str | None = None) -> None:
        self.vendor = vendor
        self.profile_name = profile_name
        self._reset()

    def request(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """One reply."""
        body: dict[str, Any] = {"id": request["id"], "ok": True}
        match request["op"]:
            case "hello":
                return body | self._hello()
            case "bye":
                return body
            case "reset":
                self._reset()
            case "do":
                getattr(self, f"_on_{request['input']}")(request)
                self._run(self.now)
            case _:
                self._run(self.now + request["ms"])
        seen, self.seen = self.seen, []
        return body | {"now": self.now, "observations": seen}

    def _hello(self) -> dict[str, Any]:
        named = {} if self.profile_name is None else {"profile_name": self.profile_name}
        return {
            "implementation": {"name": "vendor", "version": "1", "language": "python"},
            "clock": "virtual",
            "tolerance_ms": 0,
            "inputs": [*INPUTS, *(("login", "logout") if self.vendor.users else ())],
            "observes": [
                "socket_opening",
                "socket_open",
                "socket_closed",
                "socket_failed",
                "outcome",
                "delivered",
            ],
            "modes": ["manual"],
            "outcomes": ["connect", "disconnect"],
            **named,
        }

    def _reset(self) -> None:
        self.now, self.turn = 0, 0
        self.seen: list[dict[str, Any]] = []
        self.network = self.accepts = self.answers = self.approves = True
        self.user = not self.vendor.users
        self._process()

    def _process(self) -> None:
        self.timers: list[tuple[int, int, Callable[[], None]]] = []
        self.ready = self.up = self.opening = self.waiting = self.first = self.dropped = False
        self.attempts, self.began = 0, 0
        self.call: str | None = None

    def _run(self, until: int) -> None:
        while self.timers and self.timers[0][0] <= until:
            self.now, _, fire = heapq.heappop(self.timers)
            fire()
        self.now = until

    def _later(self, ms: int, fire: Callable[[], None]) -> None:
        self.turn += 1
        heapq.heappush(self.timers, (self.now + ms, self.turn, fire))

    def _see(self, kind: str, **fields: object) -> None:
        self.seen.append({"at": self.now, "kind": kind, **fields})

    def _report(self, call: str, api: str, result: str) -> None:
        self._see("outcome", call=call, api=api, result=result)

    # Sockets

    def _begin(self) -> None:
        self.opening, self.waiting, self.began = True, False, self.now
        self._see("socket_opening")
        self._later(LATENCY_MS, self._arrive)

    def _arrive(self) -> None:
        if not (self.network and self.accepts):
            self._fail()
        elif not self.answers:
            self._later(OPEN_LIMIT_MS, self._fail)
        elif not self.approves:
            self._fail()
        else:
            self.opening, self.up, self.first = False, True, False
            self.attempts = self.attempts if self.vendor.keeps_count else 0
            self._see("socket_open")
            self._settle("success")

    def _settle(self, result: str) -> None:
        call, self.call = self.call, None
        if call is not None:
            self._report(call, "connect", result)

    def _fail(self) -> None:
        self.opening = False
        self._see("socket_failed")
        if self.first and not self.vendor.repeats_first:
            self.first = False
            self._settle("error")
            return
        if not self.first:
            self.attempts += 1
        self.first = False
        self._retry()

    def _retry(self, delay: int | None = None) -> None:
        schedule = self.vendor.schedule
        if self.attempts >= len(schedule) and self.vendor.gives_up:
            self._settle("error")
            if self.vendor.retries_after_end:
                self._later(60_000, self._begin)
            return
        self.waiting = True
        wait = schedule[min(self.attempts, len(schedule) - 1)] if delay is None else delay
        spent = self.now - self.began if self.vendor.from_start and self.attempts else 0
        self._later(max(0, wait - spent), self._begin)

    def _lost(self, by: str, code: int = 1006) -> None:
        self.up = False
        self._see("socket_closed", by=by)
        if code not in self.vendor.stops:
            self._retry((self.vendor.close_delays or {}).get(code))

    def _stop(self) -> None:
        if self.up:
            self._see("socket_closed", by="client")
        elif self.opening:
            self._see("socket_failed")
        self.timers.clear()
        self.up = self.opening = self.waiting = self.first = False
        self.attempts = 0
        self._settle("error")

    # Inputs

    def _on_init(self, _: object) -> None:
        self.ready = True

    def _on_login(self, _: object) -> None:
        self.user = True

    def _on_logout(self, _: object) -> None:
        self.user = False
        self._stop()

    def _on_connect(self, request: Mapping[str, Any]) -> None:
        if self.up:
            self._report(request["call"], "connect", self.vendor.connect_when_up)
        elif not (self.ready and self.user) or self.opening or self.waiting:
            self._report(request["call"], "connect", "error")
        else:
            self.timers.clear()
            self.call, self.first, self.attempts, self.dropped = request["call"], True, 0, False
            self._begin()

    def _on_disconnect(self, request: Mapping[str, Any]) -> None:
        self._stop()
        self.dropped = False
        self._report(request["call"], "disconnect", "success" if self.ready else "error")

    def _on_background(self, _: object) -> None:
        if self.vendor.background == "drop":
            self.dropped |= self.up or self.opening or self.waiting
            self._stop()

    def _on_foreground(self, _: object) -> None:
        if self.dropped and self.vendor.returns:
            self._begin()
        self.dropped = False

    def _on_kill(self, _: object) -> None:
        self._process()

    def _on_network_down(self, _: object) -> None:
        self.network = False
        if self.up:
            self._lost("network")

    def _on_network_up(self, _: object) -> None:
        self.network = True

    def _on_server_close(self, request: Mapping[str, Any]) -> None:
        if self.up:
            self._lost("server", request["code"])

    def _on_server_message(self, request: Mapping[str, Any]) -> None:
        if self.up and self.answers:
            self._see("delivered", message=request["message"])

    def _on_server_mute(self, _: object) -> None:
        self.answers = False

    def _on_server_unmute(self, _: object) -> None:
        self.answers = True

    def _on_server_refuse(self, _: object) -> None:
        self.accepts = False

    def _on_server_accept(self, _: object) -> None:
        self.accepts = True

    def _on_server_reject(self, _: object) -> None:
        self.approves = False

    def _on_server_approve(self, _: object) -> None:
        self.approves = True
