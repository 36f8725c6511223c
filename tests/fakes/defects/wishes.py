"""Mistakes of manual mode about who may connect, and what becomes of a lost connection."""

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


class _ForegroundConnects(ManualSdk):
    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        if self.user is not None and not self.wanted and not self.was_up:
            self.start()


class _LoginConnects(ManualSdk):
    def login(self, user: str) -> None:
        before = self.user
        super().login(user)
        if self.user is not None and before is None:
            self.start()


class _NetworkConnects(ManualSdk):
    def network_back(self) -> None:
        super().network_back()
        if self.user is not None and not self.wanted and not self.in_background and not self.was_up:
            self.start()


class _PingConnects(ManualSdk):
    def ping_when_down(self, call: str) -> None:
        super().ping_when_down(call)
        if self.user is not None and not self.wanted:
            self.start()


class _ReturnReconnects(ManualSdk):
    lost_in_background = False

    def deadline_passed(self) -> None:
        super().deadline_passed()
        self.lost_in_background = True

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        if self.lost_in_background and self.user is not None and not self.wanted:
            self.start()
        self.lost_in_background = False


class _NetworkReconnectsInBackground(ManualSdk):
    lost_to_network = False

    def lost(self, by: str, code: int | None) -> None:
        super().lost(by, code)
        self.lost_to_network = by == "network" and self.in_background

    def network_back(self) -> None:
        super().network_back()
        if self.lost_to_network and self.in_background and self.user is not None and not self.wanted:
            self.start()


class _RetrySurvivesGivingUp(ManualSdk):
    def background_while_down(self) -> None:
        self.retry_timer = None
        super().background_while_down()


class _ConnectDeadAfterDeadline(ManualSdk):
    expired = False

    def deadline_passed(self) -> None:
        super().deadline_passed()
        self.expired = True

    def connect_from_down(self, call: str) -> None:
        if self.expired:
            self.outcome(call, "connect", "error", "expired")
        else:
            super().connect_from_down(call)


class _NoReconnect(ManualSdk):
    def lost(self, by: str, code: int | None) -> None:
        if by == "network":
            self.give_up()
        else:
            super().lost(by, code)


class _ThirdReconnectNever(ManualSdk):
    losses = 0

    def lost(self, by: str, code: int | None) -> None:
        self.losses += 1
        if self.losses % 3:
            super().lost(by, code)
        else:
            self.give_up()


class _ReconnectAfterBound(ManualSdk):
    def network_back(self) -> None:
        if self.wanted and self.socket is None:
            self.stop_timer("retry_timer")
            self.retry_timer = self.wake_at(self.process.now + 66_000, self.retry)


class _StaleTimerKillsSocket(ManualSdk):
    def network_back(self) -> None:
        self.retry_timer = None
        super().network_back()

    def retry(self) -> None:
        if self.socket is not None and self.up:
            self.socket.close()
            self.socket = None
            self.up = False
        super().retry()


class _UpWithoutDeadline(ManualSdk):
    been_up = False

    def start(self) -> None:
        self.been_up = False
        super().start()

    def came_up(self) -> None:
        super().came_up()
        if self.in_background and not self.been_up:
            self.clear_deadline()
        self.been_up = True


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


WISHES = {
    "foreground-connects": manual(
        _ForegroundConnects,
        "MAN-ONLY-CONNECT",
        "manual mode connects at a return to the foreground",
        SIGNED_IN + "background foreground +100",
    ),
    "login-connects": manual(
        _LoginConnects, "MAN-ONLY-CONNECT", "manual mode connects at login", SIGNED_IN + "+100"
    ),
    "network-connects": manual(
        _NetworkConnects,
        "MAN-ONLY-CONNECT",
        "manual mode connects when the network is back",
        SIGNED_IN + "network_down network_up +100",
    ),
    "ping-connects": manual(
        _PingConnects, "MAN-ONLY-CONNECT", "a ping without a connection opens one", SIGNED_IN + "ping=p +100"
    ),
    "return-reconnects-after-deadline": manual(
        _ReturnReconnects,
        "MAN-BACKGROUND-STAYS-DOWN MAN-ONLY-CONNECT",
        "a connection that the deadline took down comes back with the foreground",
        IN_GRACE + "+40000 foreground +100",
    ),
    "network-reconnects-in-background": manual(
        _NetworkReconnectsInBackground,
        "MAN-BACKGROUND-STAYS-DOWN MAN-ONLY-CONNECT",
        "a connection that was lost in the background comes back with the network",
        IN_GRACE + "network_down +100 network_up +100",
    ),
    "retry-survives-giving-up": manual(
        _RetrySurvivesGivingUp,
        "MAN-BACKGROUND-STAYS-DOWN MAN-GRACE-ENDS",
        "a retry that was armed in the foreground and given up opens a socket in the background",
        CONNECTED + "network_down network_up +100 background +5000",
        options=_GIVES_UP,
        inspired_by="rinafcode/teachLink_mobile#614",
    ),
    "connect-dead-after-deadline": manual(
        _ConnectDeadAfterDeadline,
        "MAN-BACKGROUND-STAYS-DOWN MAN-CONNECT",
        "after a deadline has passed connect never works again",
        IN_GRACE + "+40000 foreground connect=c1 +100",
    ),
    "manual-no-reconnect": manual(
        _NoReconnect,
        "MAN-RECONNECT",
        "a lost network ends the connection in the foreground",
        CONNECTED + "network_down +100 network_up +10000",
    ),
    "manual-third-reconnect-never": manual(
        _ThirdReconnectNever,
        "MAN-RECONNECT",
        "each third loss is not repaired",
        CONNECTED + "network_down +100 network_up +1000 " * 3,
    ),
    "reconnect-after-bound": manual(
        _ReconnectAfterBound,
        "MAN-RECONNECT",
        "the connection comes back, but only after the bound",
        CONNECTED + "network_down +100 network_up +60000",
    ),
    "stale-timer-kills-socket": manual(
        _StaleTimerKillsSocket,
        "MAN-FOREGROUND-HOLDS MAN-RECONNECT",
        "a retry timer that is no longer needed replaces a live connection",
        CONNECTED + "network_down +100 network_up +10000",
        options=Options(network_notice=True, first_retry_ms=4_000),
        inspired_by="daggerhashimoto/openclaw-nerve#87",
    ),
    "opened-in-background-without-deadline": manual(
        _UpWithoutDeadline,
        "MAN-GRACE-ENDS",
        "an opening that goes on in the background loses its deadline once it is up",
        SIGNED_IN + "connect=c +10 background +40000",
    ),
    "flip-hides-loss": manual(
        _FlipHidesLoss,
        "MAN-RECONNECT",
        "a loss in the millisecond of a flip through the background is taken for one in the background",
        CONNECTED + "background foreground network_down +100 network_up +30000",
    ),
}
