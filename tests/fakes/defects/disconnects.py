"""Mistakes of manual mode about what a disconnect ends, and for how long."""

from __future__ import annotations

from fakes.defects.defect import manual
from fakes.options import Options
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN

_GIVES_UP = Options(
    background_while_waiting="gives-up",
    background_while_opening="aborts",
    first_retry_ms=4_000,
    retry_on_network_up=False,
)


class _ConnectDeadAfterDisconnect(ManualSdk):
    closed_once = False

    def take_down(self, call: str) -> None:
        self.closed_once = self.closed_once or self.up
        super().take_down(call)

    def connect_from_down(self, call: str) -> None:
        if self.closed_once:
            self.outcome(call, "connect", "success")
        else:
            super().connect_from_down(call)


class _ReturnUndoesDisconnect(ManualSdk):
    disconnected_by_app = False

    def take_down(self, call: str) -> None:
        self.disconnected_by_app = self.up
        super().take_down(call)

    def start(self) -> None:
        self.disconnected_by_app = False
        super().start()

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        if self.disconnected_by_app and self.user is not None:
            self.start()


class _DisconnectKeepsRetrying(ManualSdk):
    def take_down(self, call: str) -> None:
        self.retry_timer = None
        super().take_down(call)


class _NetworkUndoesDisconnect(ManualSdk):
    def network_back(self) -> None:
        super().network_back()
        if self.was_up and not self.wanted and not self.in_background and self.user is not None:
            self.start()


class _DisconnectLate(ManualSdk):
    def take_down(self, call: str) -> None:
        self.process.at(self.process.now + 1_000, lambda: self._take_down_now(call))

    def _take_down_now(self, call: str) -> None:
        super().take_down(call)


class _DisconnectFiveSecondsLate(ManualSdk):
    def take_down(self, call: str) -> None:
        self.process.at(self.process.now + 5_000, lambda: self._take_down_now(call))

    def _take_down_now(self, call: str) -> None:
        super().take_down(call)


class _DisconnectKeepsOpening(ManualSdk):
    def take_down(self, call: str) -> None:
        if self.socket is not None and not self.up:
            self.fail_pending("disconnected")
            self.disconnected(call, had_connection=True)
        else:
            super().take_down(call)


class _DisconnectKeepsSocket(ManualSdk):
    def take_down(self, call: str) -> None:
        if self.in_background and self.up:
            self.disconnected(call, had_connection=True)
        else:
            super().take_down(call)


DISCONNECTS = {
    "connect-dead-after-disconnect": manual(
        _ConnectDeadAfterDisconnect,
        "MAN-DISCONNECT-STAYS MAN-CONNECT",
        "after a disconnect connect reports success and opens nothing",
        CONNECTED + "disconnect=d connect=c1 +100",
    ),
    "return-undoes-disconnect": manual(
        _ReturnUndoesDisconnect,
        "MAN-DISCONNECT-STAYS MAN-ONLY-CONNECT",
        "a return to the foreground undoes a disconnect",
        CONNECTED + "disconnect=d background +100 foreground +100",
        inspired_by="1c3t3a/rust-socketio#374",
    ),
    "network-undoes-disconnect": manual(
        _NetworkUndoesDisconnect,
        "MAN-DISCONNECT-STAYS MAN-BACKGROUND-STAYS-DOWN MAN-ONLY-CONNECT",
        "a return of the network undoes a disconnect",
        CONNECTED + "disconnect=d network_down +100 network_up +100",
    ),
    "disconnect-keeps-retrying": manual(
        _DisconnectKeepsRetrying,
        "MAN-DISCONNECT-STAYS MAN-DISCONNECT MAN-ONLY-CONNECT",
        "a disconnect while a retry is armed does not disarm it",
        CONNECTED + "network_down network_up +100 disconnect=d +5000",
        options=_GIVES_UP,
        inspired_by="Atmosphere/wasync#178",
    ),
    "disconnect-a-second-late": manual(
        _DisconnectLate,
        "MAN-DISCONNECT",
        "disconnect takes effect one second later",
        CONNECTED + "disconnect=d +500",
    ),
    "disconnect-five-seconds-late-polling": manual(
        _DisconnectFiveSecondsLate,
        "MAN-DISCONNECT",
        "an SDK with one second of tolerance takes the connection down five seconds after disconnect",
        CONNECTED + "disconnect=d +3000",
        options=Options(tick_ms=1_000),
    ),
    "disconnect-keeps-opening": manual(
        _DisconnectKeepsOpening,
        "MAN-DISCONNECT MAN-DISCONNECT-STAYS RES-ONE-SOCKET",
        "a disconnect does not abort an opening, and the connection comes up after it",
        SIGNED_IN + "connect=c +10 disconnect=d +100",
        inspired_by="cloudflare/partykit#210",
    ),
    "disconnect-keeps-socket-in-background": manual(
        _DisconnectKeepsSocket,
        "MAN-DISCONNECT RES-ONE-SOCKET",
        "a disconnect in the background reports success and leaves the connection up",
        IN_GRACE + "disconnect=d +100",
    ),
}
