"""The line to the kit: request lines in, reply lines out, strictly in order. Nothing in here needs a change."""

from __future__ import annotations

import json
import sys
import traceback
from pathlib import Path
from typing import Any

from world import World

OWN_FILES = {
    Path(__file__).resolve().with_name(name) for name in ("driver.py", "protocol.py", "world.py", "aio.py")
}


def is_own(error: Exception) -> bool:
    """Whether the driver made this mistake, and not the SDK: it was raised in one of the driver's own files."""
    return Path(traceback.extract_tb(error.__traceback__)[-1].filename).resolve() in OWN_FILES


class Protocol:
    """One method for each operation; a driver adds `hello`, `start_app` and `apply`."""

    hello: dict[str, Any]
    mode: str | None
    world: World

    def start_app(self) -> None:
        """A new process of the app."""
        raise NotImplementedError

    def apply(self, name: str, request: dict[str, Any]) -> None:
        """One input of the SDK."""
        raise NotImplementedError

    def reset(self, request: dict[str, Any]) -> None:
        """A new device; `mode` is what every init until the next reset asks for (None: the app does not say)."""
        self.mode = request["mode"]
        self.world = World()
        self.start_app()

    def do(self, request: dict[str, Any]) -> None:
        """One input now. An exception that leaves the SDK is an observation; the driver's own is not the SDK's."""
        try:
            if request["input"] == "kill":
                self.world.forget_process()
                self.start_app()
            else:
                self.world.change(request["input"], request)
                self.apply(request["input"], request)
            self.world.clock.advance(0)
        except Exception as error:
            if is_own(error):
                raise
            subject = "call" if "call" in request else "input"
            self.world.record("threw", **{subject: request[subject], "detail": repr(error)})

    def advance(self, request: dict[str, Any]) -> None:
        """The clock moves on."""
        self.world.clock.advance(request["ms"])

    def reply(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to one request, without its id."""
        operation = request["op"]
        if operation == "hello":
            return self.hello
        if operation == "bye":
            return {}
        getattr(self, operation)(request)
        clock = self.world.clock
        return {"now": clock.now, "observations": self.world.observed(), "next": clock.next}


def serve(driver: Protocol) -> None:
    """Answer request lines until bye."""
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
