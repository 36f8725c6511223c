"""Statuses that do not tell what is true."""

from __future__ import annotations

from fakes.defects.defect import auto, manual, shared
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, SIGNED_IN

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


class _EndUntold(ChatSdk):
    def tell_status(self, status: str) -> None:
        if status != "disconnected":
            super().tell_status(status)


class _ConnectedAtOnce(ChatSdk):
    def tell_status(self, status: str) -> None:
        super().tell_status("connected" if status == "connecting" else status)


class _FiveSecondsLate(ChatSdk):
    def tell_status(self, status: str) -> None:
        self.process.at(self.process.now + 5_000, lambda: super(_FiveSecondsLate, self).tell_status(status))


class _ThirdReturnUntold(AutoSdk):
    returns = 0

    def returned_to_foreground(self) -> None:
        self.returns += 1
        super().returned_to_foreground()

    def tell_status(self, status: str) -> None:
        if self.returns % 3 or status != "connected":
            super().tell_status(status)
        else:
            self.returns += 1


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
    "status-end-untold": shared(
        _EndUntold,
        "EVT-STATUS",
        "the app is never told that the connection has ended",
        CONNECTED + "disconnect=d +5000",
    ),
    "status-connected-at-once": shared(
        _ConnectedAtOnce,
        "EVT-STATUS",
        "the app is told connected as soon as an opening begins, whatever becomes of it",
        SIGNED_IN + "server_refuse connect=c +5000",
    ),
    "status-five-seconds-late": shared(
        _FiveSecondsLate,
        "EVT-STATUS",
        "each status reaches the app five seconds late",
        CONNECTED + "disconnect=d +2000",
    ),
    "status-third-return-untold": auto(
        _ThirdReturnUntold,
        "EVT-STATUS",
        "after the third return the app is not told that the connection is up",
        SIGNED_IN + "+100 " + "background +100 foreground +2000 " * 3,
    ),
}
