"""Openings that fail although nothing stands in their way."""

from __future__ import annotations

from fakes.defects.defect import manual
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, SIGNED_IN


class _ConnectFails(ManualSdk):
    def open_socket(self) -> None:
        super().open_socket()
        socket = self.socket
        if socket is not None and self.spoils():
            self.process.at(self.process.now + 30, lambda: socket.fail("broken"))

    def spoils(self) -> bool:
        return True

    def may_repeat(self, reason: str) -> bool:
        return reason != "broken" and super().may_repeat(reason)


class _FirstConnectFails(_ConnectFails):
    opened = 0

    def spoils(self) -> bool:
        self.opened += 1
        return self.opened == 1


class _LateEndKillsTheNext(ManualSdk):
    def take_down(self, call: str) -> None:
        super().take_down(call)
        self.process.at(self.process.now + 20, self.ended)

    def ended(self) -> None:
        if self.wanted:
            self.give_up()


OPENINGS = {
    "connect-always-fails": manual(
        _ConnectFails,
        "MAN-CONNECT MAN-DISCONNECT-STAYS MAN-BACKGROUND-STAYS-DOWN",
        "every opening fails after a moment, and connect reports an error",
        SIGNED_IN + "connect=c +100",
    ),
    "first-connect-fails": manual(
        _FirstConnectFails,
        "MAN-CONNECT MAN-GRACE-ENDS",
        "the first opening of a process fails after a moment, and connect reports an error",
        SIGNED_IN + "connect=c +100",
    ),
    "late-end-kills-the-next": manual(
        _LateEndKillsTheNext,
        "MAN-DISCONNECT-STAYS MAN-GRACE-ENDS",
        "the late end of a connection that disconnect took down ends the one that was asked for since",
        CONNECTED + "disconnect=d connect=c +100",
    ),
}
