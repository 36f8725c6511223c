"""Drivers with one mistake each, planted between the kit and a right driver: what `driver check` has to find."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from connref.world import Latencies
from connref_adapters.drivers.reference import ReferenceDriver

Body = dict[str, Any]


class Right:
    """A right driver, with a place for a mistake in each request, reply and observation."""

    def __init__(self) -> None:
        self.inner = ReferenceDriver()

    def request(self, request: Body) -> Body:
        reply = self.inner.request(self.asked(dict(request)))
        reply["id"] = request["id"]
        if "observations" in reply:
            seen = [self.saw(dict(each), request) for each in reply["observations"]]
            reply["observations"] = [each for each in seen if each is not None]
        return self.answered(reply, request)

    def asked(self, request: Body) -> Body:
        return request

    def saw(self, seen: Body, request: Body) -> Body | None:
        return seen

    def answered(self, reply: Body, request: Body) -> Body:
        return reply


def deaf(*inputs: str) -> type[Right]:
    """These inputs do not reach anything."""

    class Deaf(Right):
        def asked(self, request: Body) -> Body:
            return {"id": 1, "op": "advance", "ms": 0} if request.get("input") in inputs else request

    return Deaf


def blind(kind: str, **fields: str) -> type[Right]:
    """Observations of this kind, with these fields, are not told."""

    class Blind(Right):
        def saw(self, seen: Body, request: Body) -> Body | None:
            hidden = seen["kind"] == kind and all(seen.get(name) == value for name, value in fields.items())
            return None if hidden else seen

    return Blind


def changed(kind: str, change: Callable[[Body], Body]) -> type[Right]:
    """Observations of this kind are told wrongly."""

    class Changed(Right):
        def saw(self, seen: Body, request: Body) -> Body | None:
            return {**seen, **change(seen)} if seen["kind"] == kind else seen

    return Changed


def introduces(change: Callable[[Body], Body]) -> type[Right]:
    """The hello is wrong."""

    class Introduces(Right):
        def answered(self, reply: Body, request: Body) -> Body:
            return {**reply, **change(reply)} if request["op"] == "hello" else reply

    return Introduces


def answers(reply: Body) -> type[Right]:
    """An input that is not there is answered so."""

    class Answers(Right):
        def request(self, request: Body) -> Body:
            strange = request.get("input") == "no_such_input"
            return {"id": request["id"], **reply} if strange else super().request(request)

    return Answers


class KeepsTheUser(Right):
    """A reset forgets the device, but not who was logged in."""

    user: str | None = None

    def saw(self, seen: Body, request: Body) -> Body | None:
        return {**seen, "value": seen["value"] or self.user} if seen["kind"] == "user" else seen

    def asked(self, request: Body) -> Body:
        self.user = request.get("user", self.user)
        return request


class KeepsATimer(Right):
    """A timer of the device before fires in the next."""

    connected = left = False

    def answered(self, reply: Body, request: Body) -> Body:
        if request["op"] == "reset":
            self.left, self.connected = self.connected, False
        self.connected = self.connected or request.get("input") == "connect"
        if request["op"] == "advance" and self.left:
            self.left = False
            reply["observations"].append({"at": reply["now"], "kind": "socket_opening", "socket": 99})
        return reply


class ForgetsAtAKill(Right):
    """A kill takes the storage with it."""

    killed = False

    def saw(self, seen: Body, request: Body) -> Body | None:
        return {**seen, "value": None} if seen["kind"] == "user" and self.killed else seen

    def asked(self, request: Body) -> Body:
        self.killed = request["op"] != "reset" and (self.killed or request.get("input") == "kill")
        return request


class SlowerEachTime(Right):
    """Something of the machine's own time leaks in."""

    resets = 0

    def asked(self, request: Body) -> Body:
        if request["op"] == "reset":
            self.resets += 1
            self.inner = ReferenceDriver(latencies=Latencies(open_ms=30 + self.resets))
        return request


class SlowerEachStart(Right):
    """The same, once for each process."""

    starts: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).starts += 1
        self.inner = ReferenceDriver(latencies=Latencies(open_ms=30 + self.starts))


class StampsAtTheEnd(Right):
    """Each observation is stamped with the instant of the reply."""

    def answered(self, reply: Body, request: Body) -> Body:
        for seen in reply.get("observations", ()):
            seen["at"] = reply["now"]
        return reply


class LeavesTheEndOut(Right):
    """What is due at the end of an advance fires in the next request."""

    owed = 0

    def request(self, request: Body) -> Body:
        if request["op"] == "reset":
            self.owed = 0
        if request["op"] == "advance" and request["ms"] > 0:
            reply = super().request({**request, "ms": request["ms"] - 1 + self.owed})
            self.owed = 1
            return {**reply, "now": reply["now"] + 1}
        if not self.owed or request["op"] not in {"do", "advance"}:
            return super().request(request)
        self.owed = 0
        before = super().request({"id": 0, "op": "advance", "ms": 1})
        reply = super().request(request)
        return {**reply, "observations": before["observations"] + reply["observations"]}


class ForgetsTheMode(Right):
    """Every init is asked for in auto mode."""

    def asked(self, request: Body) -> Body:
        return {**request, "mode": "auto"} if request["op"] == "reset" else request


class DeliversTwice(Right):
    """A message is told twice."""

    def answered(self, reply: Body, request: Body) -> Body:
        seen = reply.get("observations", [])
        return (
            {**reply, "observations": seen + [each for each in seen if each["kind"] == "delivered"]}
            if seen
            else reply
        )


class CallsKeepAlivePings(Right):
    """A keep-alive is told as a ping of the app."""

    def answered(self, reply: Body, request: Body) -> Body:
        if request["op"] == "advance" and request["ms"] >= 60_000:
            reply["observations"].append({"at": reply["now"], "kind": "ping_sent", "socket": 1})
        return reply


class StandsStill(Right):
    """The clock of the replies does not move."""

    def answered(self, reply: Body, request: Body) -> Body:
        return {**reply, "now": 0} if "now" in reply else reply


MISTAKES: dict[str, tuple[type[Right], str]] = {
    "the hello misspells an input": (
        introduces(lambda it: {"inputs": [*it["inputs"], "server_mesage"]}),
        "hello",
    ),
    "socket_open is not observed": (
        introduces(lambda it: {"observes": ["outcome", "socket_closed"]}),
        "hello",
    ),
    "a field of the hello is missing": (introduces(lambda it: {"clock": None}), "hello"),
    "socket_open is never told": (blind("socket_open"), "up"),
    "login does not reach the SDK": (deaf("login"), "up"),
    "the clock of the replies stands still": (StandsStill, "up"),
    "a kind of observation that is none": (changed("socket_open", lambda it: {"kind": "opened"}), "up"),
    "a status that is none": (changed("status", lambda it: {"value": "online"}), "up"),
    "a reset keeps the user": (KeepsTheUser, "reset"),
    "a reset keeps a timer": (KeepsATimer, "reset"),
    "time of the machine": (SlowerEachTime, "repeats"),
    "time of the process": (SlowerEachStart, "repeats"),
    "observations stamped at the end": (StampsAtTheEnd, "clock"),
    "the end of an advance left out": (LeavesTheEndOut, "clock"),
    "the mode is forgotten": (ForgetsTheMode, "modes"),
    "a message is not sent": (deaf("server_message"), "message"),
    "a message is told twice": (DeliversTwice, "message"),
    "a message is told in other words": (changed("delivered", lambda it: {"message": "text"}), "message"),
    "the network does not go down": (deaf("network_down"), "network"),
    "the background does not reach the SDK": (deaf("background"), "background"),
    "a kill does nothing": (deaf("kill"), "kill"),
    "a kill takes the storage": (ForgetsAtAKill, "kill"),
    "the server does not close": (deaf("server_close"), "server-close"),
    "a close of the server is the client's": (
        changed("socket_closed", lambda it: {"by": "client"}),
        "server-close",
    ),
    "the server does not refuse": (deaf("server_refuse"), "refuse"),
    "the server does not reject": (deaf("server_reject"), "reject"),
    "the server is never mute": (deaf("server_mute"), "mute"),
    "a handover strands nothing": (deaf("network_handover"), "handover"),
    "a suspended process runs on": (deaf("suspend"), "suspend"),
    "pings are not seen": (blind("ping_sent"), "ping"),
    "keep-alives are told as pings": (CallsKeepAlivePings, "ping"),
    "a callback is lost": (blind("outcome", api="connect"), "outcomes"),
    "an outcome of no call": (changed("outcome", lambda it: {"call": "call"}), "calls"),
    "an outcome of another API": (changed("outcome", lambda it: {"api": "ping"}), "calls"),
    "a socket ends under another number": (changed("socket_closed", lambda it: {"socket": 77}), "sockets"),
    "nonsense is carried out": (answers({"ok": True, "now": 0, "observations": []}), "errors"),
    "nonsense is a crash of the SDK": (
        answers({"ok": False, "error": {"kind": "crash", "message": "?"}}),
        "errors",
    ),
}
"""Each mistake, and the check that finds it."""
