"""Wrong SDKs that only one source of cases finds: what each source is kept for. `benchmarks.kills` shows the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fakes.defects.defect import Defect, manual
from fakes.options import Options
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket


class _PingListFull(ManualSdk):
    room = 24

    def extend(self) -> None:
        if self.room:
            self.room -= 1
            super().extend()


class _ReturnsUnheardInNextSession(ManualSdk):
    heard = True

    def logout(self) -> None:
        super().logout()
        self.heard = False

    def returned_to_foreground(self) -> None:
        if self.heard:
            super().returned_to_foreground()


class _FlipHidesLoss(ManualSdk):
    flipped_at: int | None = None

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        if self.process.now == self.entered_background_at:
            self.flipped_at = self.process.now

    def lost(self, by: str, code: int | None) -> None:
        if self.flipped_at == self.process.now:
            self.give_up()
        else:
            super().lost(by, code)


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
        "ping-list-full": manual(
            _PingListFull,
            "MAN-PING-EXTENDS MAN-PING-LOOP",
            "the list of pings has room for 24 and is never emptied: the next one moves no deadline",
            IN_GRACE + " ".join(f"+20000 ping=p{number}" for number in range(26)) + " +20000",
        ),
    },
    "histories": {
        "returns-unheard-in-next-session": manual(
            _ReturnsUnheardInNextSession,
            "MAN-RETURN-CANCELS MAN-FOREGROUND-HOLDS",
            "logout takes the listener for returns away, and no login puts it back: the deadline goes on running",
            CONNECTED + "logout login=v connect=c1 +100 background +10000 foreground +25000",
        ),
    },
    "races": {
        "flip-hides-loss": manual(
            _FlipHidesLoss,
            "MAN-RECONNECT",
            "a loss in the millisecond of a flip through the background is taken for one in the background",
            CONNECTED + "background foreground network_down +100 network_up +30000",
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
