"""A driver of the connref protocol, for the toy SDK beside it. Needs Python 3.8 or newer and nothing else.

Try it:      connref run --driver "python driver.py"
Make it yours: replace `toy_sdk` by your SDK and change what is marked CHANGE. Keep `world.py` if your SDK can be
given a clock and a socket from outside; else fill in a real clock and a real server there, and say "real" below.
Standard output carries replies alone: log to standard error.
"""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

import toy_sdk  # CHANGE: your SDK
from world import World

HELLO: dict[str, Any] = {
    "implementation": {"name": "toy-sdk", "version": "1.0.0", "language": "python"},  # CHANGE
    "clock": "virtual",
    "tolerance_ms": 0,  # CHANGE: how late your SDK's timers may be, 1000 if it polls once a second
    # CHANGE: leave out what your SDK does not have; what needs it is then reported as unsupported.
    "inputs": [
        *("init", "login", "logout", "connect", "disconnect", "ping", "background", "foreground", "kill"),
        *("suspend", "resume", "network_handover"),
        *("network_down", "network_up", "server_close", "server_mute", "server_unmute", "server_refuse"),
        *("server_accept", "server_reject", "server_approve", "server_message"),
    ],
    "observes": [
        *("socket_opening", "socket_open", "socket_closed", "socket_failed", "ping_sent", "outcome", "threw"),
        *("status", "delivered", "user"),
    ],
}


OWN_FILES = {Path(__file__).resolve(), Path(__file__).resolve().with_name("world.py")}


def is_own(error: Exception) -> bool:
    """Whether the driver made this mistake, and not the SDK: it was raised in one of the driver's own files."""
    return Path(traceback.extract_tb(error.__traceback__)[-1].filename).resolve() in OWN_FILES


class Driver:
    """One method for each operation of the protocol."""

    def reset(self, request: dict[str, Any]) -> None:
        """A new device; `mode` is what every init until the next reset asks for (None: the app does not say)."""
        self.mode = request["mode"]
        self.world = World()
        self.start_app()

    def start_app(self) -> None:
        """A new process of the app: nothing but the storage is left of the one before."""
        told = {"on_message": self.world.recorder("delivered", "message")}
        told["on_status"] = self.world.recorder("status", "value")
        self.sdk = toy_sdk.ToySdk(self.world, **told)  # CHANGE

    def do(self, request: dict[str, Any]) -> None:
        """One input now. An exception that leaves the SDK is an observation; the driver's own is not the SDK's."""
        try:
            self.apply(request["input"], request)
            self.world.clock.advance(0)
        except Exception as error:
            if is_own(error):
                raise
            subject = "call" if "call" in request else "input"
            self.world.record("threw", **{subject: request[subject], "detail": repr(error)})

    def apply(self, name: str, request: dict[str, Any]) -> None:
        """CHANGE: how each input reaches your SDK."""
        if name in {"connect", "disconnect", "ping"}:
            outcome = self.world.recorder("outcome", "result", call=request["call"], api=name)
            getattr(self.sdk, name)(on_success=lambda: outcome("success"), on_error=lambda: outcome("error"))
        elif name == "init":
            self.sdk.init(**({} if self.mode is None else {"auto": self.mode == "auto"}))
            self.world.record("user", value=self.sdk.user)
        elif name == "login":
            self.sdk.login(request["user"])
        elif name in {"logout", "background", "foreground"}:
            getattr(self.sdk, name)()
        elif name == "kill":
            self.world.forget_process()
            self.start_app()
        else:
            self.world.change(name, request)
            if name in {"network_down", "network_up"}:
                self.world.clock.after(0, lambda: self.sdk.network_changed(up=name == "network_up"))
            elif name == "network_handover" and request["notice"]:
                self.world.clock.after(0, self.sdk.network_replaced)

    def advance(self, request: dict[str, Any]) -> None:
        """The clock moves on."""
        self.world.clock.advance(request["ms"])

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request, without its id."""
        operation = request["op"]
        if operation == "hello":
            return HELLO
        if operation == "bye":
            return {}
        getattr(self, operation)(request)
        clock = self.world.clock
        return {"now": clock.now, "observations": self.world.observed(), "next": clock.next}


def main() -> None:
    """Request lines in, reply lines out."""
    driver = Driver()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply = {"id": request["id"], "ok": True, **driver.reply(request)}
        except Exception as error:  # noqa: BLE001 - the kit is told whose it is, and goes on with the next story
            traceback.print_exc()
            kind = "driver" if is_own(error) else "crash"
            reply = {"id": request["id"], "ok": False, "error": {"kind": kind, "message": repr(error)}}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()
        if request["op"] == "bye":
            break


if __name__ == "__main__":
    main()
