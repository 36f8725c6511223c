"""SDKs that throw, die or hang on some sequence of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connref.protocol import Mode
from fakes.defects.defect import auto, manual, shared
from fakes.driver import SdkDied
from fakes.options import Options
from fakes.sdk import ChatSdk
from fakes.sdk_auto import AutoSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket


class _ThrowsOnAbort(ManualSdk):
    def take_down(self, call: str) -> None:
        if self.socket is not None and not self.up:
            raise RuntimeError("socket is not open")
        super().take_down(call)


class _ThrowsOnOfflinePing(ManualSdk):
    def ping_when_up(self, call: str) -> None:
        if not self.process.online:
            raise RuntimeError("sink is closed")
        super().ping_when_up(call)


class _ThrowsOnSecondForeground(ChatSdk):
    def app_foregrounded(self) -> None:
        if self.initialized and not self.in_background:
            raise RuntimeError("already in the foreground")
        super().app_foregrounded()


class _ThrowsOnLogoutTwice(ChatSdk):
    def logout(self) -> None:
        if self.user is None:
            raise RuntimeError("nobody is logged in")
        super().logout()


class _DiesOnReturnWithPing(ManualSdk):
    def returned_to_foreground(self) -> None:
        if self.open_pings:
            raise SdkDied("released object used")
        super().returned_to_foreground()


class _DiesOnPrivateCode(ChatSdk):
    def socket_closed(self, socket: Socket, by: str, code: int | None) -> None:
        if code is not None and code >= 3_000:
            raise ValueError(f"unknown close code {code}")
        super().socket_closed(socket, by, code)


class _HangsOffline(AutoSdk):
    def app_foregrounded(self) -> None:
        super().app_foregrounded()
        if self.initialized and self.user is not None and not self.process.online:
            self.spin()

    def spin(self) -> None:
        if not self.process.online:
            self.process.at(self.process.now, self.spin)


ROBUSTNESS = {
    "throws-on-abort": manual(
        _ThrowsOnAbort,
        "INP-ROBUST CALL-OUTCOME MAN-DISCONNECT",
        "disconnect throws while an opening is under way",
        SIGNED_IN + "connect=c +10 disconnect=d",
        inspired_by="pladaria/reconnecting-websocket#193",
    ),
    "throws-on-offline-ping": manual(
        _ThrowsOnOfflinePing,
        "INP-ROBUST CALL-OUTCOME",
        "ping throws while the network is away and the socket is not given up yet",
        IN_GRACE + "network_down ping=p",
        options=Options(loss_detection_ms=5_000),
    ),
    "throws-on-second-foreground": shared(
        _ThrowsOnSecondForeground,
        "INP-ROBUST",
        "a foreground event in the foreground throws",
        CONNECTED + "foreground",
    ),
    "throws-on-second-logout": shared(
        _ThrowsOnLogoutTwice, "INP-ROBUST", "logout without a user throws", SIGNED_IN + "logout logout"
    ),
    "dies-on-return-with-ping": manual(
        _DiesOnReturnWithPing,
        "INP-ROBUST",
        "a return to the foreground kills the app while a ping is unanswered",
        IN_GRACE + "+100 ping=p foreground",
    ),
    "dies-on-private-close-code": shared(
        _DiesOnPrivateCode,
        "INP-ROBUST",
        "a close code of 3000 or more kills the app",
        SIGNED_IN + "+100 server_close=4001",
        mode=Mode.AUTO,
    ),
    "hangs-offline": auto(
        _HangsOffline,
        "INP-ROBUST",
        "a return to the foreground without a network hangs the app",
        SIGNED_IN + "+100 background network_down foreground",
    ),
}
