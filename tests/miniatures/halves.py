"""A driver in two halves: one device, its host half and its app half behind channels of their own.

The host half moves the clock, and kills the app; the app half tells what the app saw. The reference is the device.
"""

from __future__ import annotations

from typing import Any

from connref_adapters.drivers.channel import InProcessChannel
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.reference import ReferenceDriver

APP_INPUTS = ["init", "login", "logout", "connect", "disconnect", "ping"]
APP_KINDS = {"outcome", "threw", "delivered", "status", "user"}
Body = dict[str, Any]


class Device:
    """The reference, and what it has seen that the app half has not told yet."""

    def __init__(self) -> None:
        self.driver = ReferenceDriver()
        self.untold: list[Body] = []
        self.app_alive = True
        self.hellos: list[Body] = []

    def asked(self, request: Body, *, as_app: bool) -> Body:
        """Carry a request out, and reply with what that half tells."""
        reply = self.driver.request(request)
        for seen in reply.get("observations", ()):
            self.untold.append(seen)
        mine = [each for each in self.untold if (each["kind"] in APP_KINDS) is as_app]
        self.untold = [each for each in self.untold if (each["kind"] in APP_KINDS) is not as_app]
        return {**reply, "observations": mine}

    def hello(self, request: Body, *, as_app: bool) -> Body:
        """What one half says of itself."""
        whole = self.driver.request({**request, "op": "hello"})
        inputs = [each for each in whole["inputs"] if (each in APP_INPUTS) is as_app]
        kinds = [each for each in whole["observes"] if (each in APP_KINDS) is as_app]
        return {**whole, "inputs": inputs, "observes": kinds}


class HostHalf:
    """Moves the clock and does to the app what the operating system does."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def request(self, request: Body) -> Body:
        """Carry a request out."""
        device = self.device
        if request["op"] == "hello":
            return device.hello(request, as_app=False)
        if request["op"] == "bye":
            return {"ok": True}
        if request["op"] == "reset":
            device.untold.clear()
        if request.get("input") == "kill":
            device.app_alive = False
        return device.asked(request, as_app=False)


class AppHalf:
    """Makes the calls; its time passes with the host's."""

    def __init__(self, device: Device) -> None:
        self.device = device

    def request(self, request: Body) -> Body:
        """Carry a request out."""
        device = self.device
        if request["op"] == "hello":
            device.hellos.append(request)
            device.app_alive = True
            return device.hello(request, as_app=True)
        if request["op"] == "bye":
            return {"ok": True}
        if request["op"] in ("reset", "advance"):
            request = {**request, "op": "advance", "ms": 0}
        return device.asked(request, as_app=True)


class AppChannel(InProcessChannel):
    """The way to the app half, which is cut while the app is dead."""

    def __init__(self, device: Device) -> None:
        super().__init__(lambda: AppHalf(device))
        self.device = device

    def receive(self, limit_s: float) -> Body:
        """As any, unless the app was killed."""
        if not self.device.app_alive and self._requests[0]["op"] != "hello":
            raise Trouble(FaultReason.CUT, "the connection to the driver was cut")
        return super().receive(limit_s)
