"""Mistakes about sockets and about the messages that they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connref.protocol import Mode
from fakes.defects.defect import manual, shared
from fakes.options import Options
from fakes.sdk import ChatSdk
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE, SIGNED_IN

if TYPE_CHECKING:
    from fakes.server import Socket

_SURVIVES = Options(outage="survives")


class _ConnectOpensAnother(ManualSdk):
    def connect_while_opening(self, call: str) -> None:
        if self.socket is not None and not self.up:
            self.process.world.open(self)
        super().connect_while_opening(call)


class _StaleTimerOpensAnother(ChatSdk):
    def network_back(self) -> None:
        self.retry_timer = None
        super().network_back()

    def retry(self) -> None:
        if self.up:
            self.process.world.open(self)
        else:
            super().retry()


class _ConnectWhenUpLeaks(ManualSdk):
    def connect(self, call: str) -> None:
        if self.up:
            self.up = False
            self.socket = None
            self.start()
        super().connect(call)


class _Zombie(ChatSdk):
    def network_lost(self) -> None:
        if self.socket is not None and self.up:
            self.socket.dead = True
        super().network_lost()


class _ListenerAddedTwice(ChatSdk):
    openings = 0

    def socket_opened(self, socket: Socket) -> None:
        if socket is self.socket:
            self.openings += 1
        super().socket_opened(socket)

    def socket_message(self, socket: Socket, message: str) -> None:
        for _ in range(self.openings):
            super().socket_message(socket, message)


class _SecondMessageOvertakes(ChatSdk):
    received = 0

    def socket_message(self, socket: Socket, message: str) -> None:
        self.received += 1
        if self.received % 2:
            self.wake_at(self.process.now + 100, lambda: self._hand_over(socket, message))
        else:
            super().socket_message(socket, message)

    def _hand_over(self, socket: Socket, message: str) -> None:
        super().socket_message(socket, message)


class _DeafAfterOpening(ChatSdk):
    opened_at = 0

    def came_up(self) -> None:
        super().came_up()
        self.opened_at = self.process.now

    def socket_message(self, socket: Socket, message: str) -> None:
        if self.process.now >= self.opened_at + 100:
            super().socket_message(socket, message)


class _DeafAfterReconnect(ChatSdk):
    deaf = False

    def lost(self, by: str, code: int | None) -> None:
        self.deaf = True
        super().lost(by, code)

    def socket_message(self, socket: Socket, message: str) -> None:
        if not self.deaf:
            super().socket_message(socket, message)

    def give_up(self) -> None:
        self.deaf = False
        super().give_up()


class _DeafInBackground(ManualSdk):
    def socket_message(self, socket: Socket, message: str) -> None:
        if not self.in_background:
            super().socket_message(socket, message)


class _FetchesMissed(ChatSdk):
    seen = 0
    """How much of the history this process has had its chance of."""

    def came_up(self) -> None:
        super().came_up()
        for message in self.process.world.history[self.seen :]:
            self.process.report("delivered", message=message)
        self.seen = len(self.process.world.history)

    def socket_message(self, socket: Socket, message: str) -> None:
        super().socket_message(socket, message)
        self.seen = len(self.process.world.history)


class _QueueSurvivesDisconnect(ManualSdk):
    def socket_message(self, socket: Socket, message: str) -> None:
        if socket is self.socket:
            self.process.at(self.process.now + 200, lambda: self._hand_over(message))

    def _hand_over(self, message: str) -> None:
        if self.user is not None:
            self.process.report("delivered", message=message)


class _DisconnectOnlyMutesCalls(ManualSdk):
    kept: Socket | None = None

    def take_down(self, call: str) -> None:
        if self.up and self.socket is not None:
            self.kept, self.socket = self.socket, None
        super().take_down(call)

    def socket_message(self, socket: Socket, message: str) -> None:
        if socket in (self.socket, self.kept):
            self.process.report("delivered", message=message)


TRAFFIC = {
    "connect-opens-another": manual(
        _ConnectOpensAnother,
        "RES-ONE-SOCKET",
        "connect while an opening is under way opens a second socket",
        SIGNED_IN + "connect=c1 +10 connect=c2 +100",
    ),
    "stale-timer-opens-another": shared(
        _StaleTimerOpensAnother,
        "RES-ONE-SOCKET",
        "a retry timer that is no longer needed opens a second socket",
        CONNECTED + "network_down +100 network_up +10000",
        options=Options(first_retry_ms=4_000),
        inspired_by="immich-app/immich#29901",
    ),
    "connect-when-up-leaks": manual(
        _ConnectWhenUpLeaks,
        "RES-ONE-SOCKET MAN-CONNECT",
        "connect while up opens a new socket beside the old one",
        CONNECTED + "connect=c1 +100",
        inspired_by="monome/maiden#230",
    ),
    "zombie-socket": shared(
        _Zombie,
        "EVT-DELIVERED MAN-RECONNECT AUTO-RECONNECT MAN-PING-SENDS",
        "a socket that an outage has killed is held to be up for ever",
        CONNECTED + "network_down +60000 network_up +70000 server_message=m +1000",
        options=_SURVIVES,
        inspired_by="nodetool-ai/nodetool#4592",
    ),
    "listener-added-twice": shared(
        _ListenerAddedTwice,
        "EVT-DELIVERED",
        "each reconnect adds the listener once more",
        CONNECTED + "network_down +100 network_up +1000 server_message=m +100",
        inspired_by="mcdonc/klangk#1064",
    ),
    "second-message-overtakes": shared(
        _SecondMessageOvertakes,
        "EVT-DELIVERED",
        "the second of two messages arrives before the first",
        CONNECTED + "server_message=m1 server_message=m2 +200",
    ),
    "deaf-after-opening": shared(
        _DeafAfterOpening,
        "EVT-DELIVERED",
        "messages in the first 100 ms of a connection are dropped",
        CONNECTED + "disconnect=d connect=c1 +60 server_message=m +200",
    ),
    "deaf-after-reconnect": shared(
        _DeafAfterReconnect,
        "EVT-DELIVERED",
        "after a reconnect nothing is delivered any more",
        SIGNED_IN + "+100 network_down +100 network_up +1000 server_message=m +100",
        mode=Mode.AUTO,
    ),
    "deaf-in-background": manual(
        _DeafInBackground,
        "EVT-DELIVERED",
        "messages that arrive in the grace are dropped",
        IN_GRACE + "+1000 server_message=m +100",
    ),
    "fetches-missed-messages": shared(
        _FetchesMissed,
        "EVT-LOST",
        "what was sent while the connection was down is delivered when it is up again",
        CONNECTED + "disconnect=d server_message=m connect=c1 +100",
    ),
    "queue-survives-disconnect": manual(
        _QueueSurvivesDisconnect,
        "EVT-STOPS",
        "messages that wait in the SDK's queue are delivered after disconnect",
        CONNECTED + "server_message=m disconnect=d +300",
    ),
    "disconnect-keeps-listening": manual(
        _DisconnectOnlyMutesCalls,
        "MAN-DISCONNECT EVT-STOPS RES-ONE-SOCKET EVT-LOST",
        "disconnect forgets the socket without closing it",
        CONNECTED + "disconnect=d server_message=m +100",
        inspired_by="crossbario/autobahn-java#62",
    ),
}
