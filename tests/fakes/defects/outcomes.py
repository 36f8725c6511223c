"""Mistakes about callbacks: too many, too few, too early, the wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connref.protocol import Mode
from fakes.defects.defect import manual, shared
from fakes.sdk import ChatSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket


class _ConnectTwice(ManualSdk):
    def connect_from_down(self, call: str) -> None:
        super().connect_from_down(call)
        self.waiting_connects += [call] if call in self.waiting_connects else []


class _DisconnectTwice(ManualSdk):
    def disconnected(self, call: str, *, had_connection: bool) -> None:
        super().disconnected(call, had_connection=had_connection)
        if had_connection:
            super().disconnected(call, had_connection=True)


class _SecondOutcomeLater(ManualSdk):
    def ping_answered(self, call: str) -> None:
        super().ping_answered(call)
        limit = self.process.now + self.options.ping_timeout_ms
        self.process.at(limit, lambda: self.outcome(call, "ping", "error", "timeout"))


class _ConnectNever(ManualSdk):
    def socket_opened(self, socket: Socket) -> None:
        self.waiting_connects.clear()
        super().socket_opened(socket)


class _DisconnectNeverWhenDown(ChatSdk):
    def disconnected(self, call: str, *, had_connection: bool) -> None:
        if had_connection:
            super().disconnected(call, had_connection=True)


class _PingLostWithSocket(ChatSdk):
    def socket_closed(self, socket: Socket, by: str, code: int | None) -> None:
        self.forget_pings()
        super().socket_closed(socket, by, code)

    def give_up(self) -> None:
        self.forget_pings()
        super().give_up()

    def forget_pings(self) -> None:
        for timer in self.open_pings.values():
            timer.cancel()
        self.open_pings.clear()


class _AbortedConnectLost(ManualSdk):
    def take_down(self, call: str) -> None:
        self.waiting_connects.clear()
        super().take_down(call)


class _DeadlineLosesConnect(ManualSdk):
    def background_while_down(self) -> None:
        self.waiting_connects.clear()
        super().background_while_down()


class _OnlyLastCallbackKept(ManualSdk):
    def connect_while_opening(self, call: str) -> None:
        self.waiting_connects.clear()
        super().connect_while_opening(call)


class _RejectionLosesConnect(ManualSdk):
    def stay_down(self) -> None:
        self.waiting_connects.clear()
        super().stay_down()


class _SuccessAtOnce(ManualSdk):
    def connect_from_down(self, call: str) -> None:
        super().connect_from_down(call)
        if call in self.waiting_connects:
            self.waiting_connects.remove(call)
            self.outcome(call, "connect", "success")


class _SuccessThoughRejected(ManualSdk):
    def stay_down(self) -> None:
        calls, self.waiting_connects = self.waiting_connects, []
        super().stay_down()
        for call in calls:
            self.outcome(call, "connect", "success")


class _ErrorThoughUp(ManualSdk):
    def socket_opened(self, socket: Socket) -> None:
        calls, self.waiting_connects = self.waiting_connects, []
        super().socket_opened(socket)
        for call in calls:
            self.outcome(call, "connect", "error", "unexpected state")


class _LogoutLosesConnect(ChatSdk):
    def logout(self) -> None:
        self.waiting_connects.clear()
        super().logout()


OUTCOMES = {
    "connect-reports-twice": manual(
        _ConnectTwice, "CALL-OUTCOME", "connect reports success twice", SIGNED_IN + "connect=c +100"
    ),
    "disconnect-reports-twice": manual(
        _DisconnectTwice, "CALL-OUTCOME", "disconnect reports success twice", CONNECTED + "disconnect=d"
    ),
    "ping-times-out-after-success": manual(
        _SecondOutcomeLater,
        "CALL-OUTCOME",
        "the time limit of a ping is not disarmed by its answer, so it reports success and later error",
        IN_GRACE + "ping=p +15000",
    ),
    "connect-never-reports": manual(
        _ConnectNever,
        "CALL-OUTCOME MAN-CONNECT",
        "connect opens the connection and never reports",
        SIGNED_IN + "connect=c +100",
    ),
    "disconnect-never-reports-when-down": shared(
        _DisconnectNeverWhenDown,
        "CALL-OUTCOME",
        "disconnect without a connection never reports",
        SIGNED_IN + "disconnect=d +100",
        inspired_by="GetStream/stream-chat-js#235",
    ),
    "ping-lost-with-socket": shared(
        _PingLostWithSocket,
        "CALL-OUTCOME",
        "a ping whose connection closes before the answer never reports",
        IN_GRACE + "ping=p network_down +20000 network_up +70000",
        inspired_by="KSDaemon/wampy.js#276",
    ),
    "aborted-connect-lost": manual(
        _AbortedConnectLost,
        "CALL-OUTCOME",
        "a connect whose opening a disconnect aborts never reports",
        SIGNED_IN + "connect=c +10 disconnect=d +70000",
        inspired_by="livekit/client-sdk-js#359",
    ),
    "background-loses-connect": manual(
        _DeadlineLosesConnect,
        "CALL-OUTCOME",
        "a connect whose opening is under way when the background is entered never reports",
        SIGNED_IN + "connect=c +10 background +70000",
    ),
    "only-last-callback-kept": manual(
        _OnlyLastCallbackKept,
        "CALL-OUTCOME",
        "a second connect takes the place of the first one's callbacks",
        SIGNED_IN + "connect=c1 +10 connect=c2 +100",
    ),
    "rejection-loses-connect": manual(
        _RejectionLosesConnect,
        "CALL-OUTCOME",
        "a connect whose credentials are rejected never reports",
        SIGNED_IN + "server_reject connect=c +1000 server_approve +70000",
        inspired_by="surrealdb/surrealdb.js#675",
    ),
    "success-at-once": manual(
        _SuccessAtOnce,
        "MAN-CONNECT CALL-OUTCOME",
        "connect reports success before the connection is up",
        SIGNED_IN + "server_refuse connect=c +1000",
    ),
    "success-though-rejected": manual(
        _SuccessThoughRejected,
        "MAN-CONNECT CALL-OUTCOME",
        "connect reports success when the server has rejected it",
        SIGNED_IN + "server_reject connect=c +1000",
    ),
    "error-though-up": manual(
        _ErrorThoughUp,
        "MAN-CONNECT",
        "connect brings the connection up and reports an error",
        SIGNED_IN + "connect=c +100",
    ),
    "logout-loses-connect": shared(
        _LogoutLosesConnect,
        "CALL-OUTCOME",
        "a connect that is under way at logout never reports",
        SIGNED_IN + "+10 connect=c logout +70000",
        mode=Mode.AUTO,
    ),
}
