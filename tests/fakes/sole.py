"""Wrong SDKs that only one source of cases finds: what each source is kept for. `benchmarks.kills` shows the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fakes.defects.defect import Defect, manual, shared
from fakes.options import Options
from fakes.sdk import ChatSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket


_SIX_HOURS_MS = 6 * 3_600_000


class _PatientForSixHours(ChatSdk):
    lost_at = 0

    def lost(self, by: str, code: int | None) -> None:
        self.lost_at = self.process.now
        super().lost(by, code)

    def open_socket(self) -> None:
        if self.was_up and self.process.now > self.lost_at + _SIX_HOURS_MS:
            self.give_up()
        else:
            super().open_socket()


class _ReturnsUnheardInNextSession(ManualSdk):
    heard = True

    def logout(self) -> None:
        super().logout()
        self.heard = False

    def returned_to_foreground(self) -> None:
        if self.heard:
            super().returned_to_foreground()


class _LogoutSwallowsDisconnect(ChatSdk):
    left_at: int | None = None

    def logout(self) -> None:
        super().logout()
        self.left_at = self.process.now

    def disconnected(self, call: str, *, had_connection: bool) -> None:
        if self.left_at != self.process.now:
            super().disconnected(call, had_connection=had_connection)


class _RejectedAwayForgetsCall(ManualSdk):
    def socket_failed(self, socket: Socket, reason: str) -> None:
        if reason == "rejected" and self.in_background:
            self.waiting_connects.clear()
        super().socket_failed(socket, reason)


class _LeavesAsItOpens(ManualSdk):
    opened_at: int | None = None

    def came_up(self) -> None:
        super().came_up()
        self.opened_at = self.process.now

    def entered_background(self) -> None:
        if self.opened_at != self.process.now:
            super().entered_background()


_SLOW = Options(connect_latency_ms=137)

SOLE: Mapping[str, Mapping[str, Defect]] = {
    "stories": {
        "patient-for-six-hours": shared(
            _PatientForSixHours,
            "MAN-RECONNECT AUTO-RECONNECT",
            "a connection that was lost more than six hours ago is not brought back",
            CONNECTED + "network_down +30000000 network_up +60000",
        ),
    },
    "promises": {
        "returns-unheard-in-next-session": manual(
            _ReturnsUnheardInNextSession,
            "MAN-RETURN-CANCELS MAN-FOREGROUND-HOLDS",
            "logout takes the listener for returns away, and no login puts it back: the deadline goes on running",
            CONNECTED + "logout login=v connect=c1 +100 background +10000 foreground +25000",
        ),
    },
    "races": {
        "logout-swallows-disconnect": shared(
            _LogoutSwallowsDisconnect,
            "CALL-OUTCOME",
            "a disconnect in the millisecond of the logout falls into the teardown, and never reports",
            CONNECTED + "logout disconnect=d +100",
        ),
    },
    "rows": {
        "rejected-away-forgets-call": manual(
            _RejectedAwayForgetsCall,
            "CALL-OUTCOME",
            "connect() in the background whose credentials are rejected never reports its outcome",
            SIGNED_IN + "server_reject background connect=c +100 +30000",
        ),
    },
    "openings": {
        "background-unheard-as-it-opens": manual(
            _LeavesAsItOpens,
            "MAN-GRACE-ENDS",
            "a background in the very millisecond in which the socket opens arms no deadline",
            SIGNED_IN + "connect=c +137 background +40000",
            options=_SLOW,
        ),
    },
}
"""By source, the wrong SDKs that no other source finds."""
