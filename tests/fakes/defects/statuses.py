"""Statuses that do not tell what is true."""

from __future__ import annotations

from fakes.defects.defect import auto, manual, shared
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED

_TURNED = {"connected": "disconnected", "disconnected": "connected", "connecting": "connecting"}


class _UpsideDown(ChatSdk):
    def set_status(self, status: str) -> None:
        super().set_status(_TURNED[status])


class _StaysConnected(ManualSdk):
    def set_status(self, status: str) -> None:
        if not (self.in_background and status == "disconnected"):
            super().set_status(status)


class _SecondConnectUntold(ManualSdk):
    told = False

    def set_status(self, status: str) -> None:
        if status != "connected" or not self.told:
            super().set_status(status)
        self.told = self.told or status == "connected"


class _ReturnUntold(AutoSdk):
    def set_status(self, status: str) -> None:
        if not self.in_background and self.entered_background_at and status == "connected":
            return
        super().set_status(status)


STATUSES = {
    "status-upside-down": shared(
        _UpsideDown,
        "EVT-STATUS",
        "the status says disconnected while it is up, and the other way round",
        CONNECTED,
    ),
    "status-stays-connected": manual(
        _StaysConnected,
        "EVT-STATUS",
        "the app is not told that the deadline took the connection down",
        CONNECTED + "background +32000",
    ),
    "second-connect-untold": manual(
        _SecondConnectUntold,
        "EVT-STATUS",
        "a connection that comes up again stays connecting in the status",
        CONNECTED + "disconnect=d +100 connect=c1 +2000",
    ),
    "return-untold": auto(
        _ReturnUntold,
        "EVT-STATUS",
        "after a return to the foreground the status stays connecting",
        "init login=u +100 background +100 foreground +2000",
    ),
}
