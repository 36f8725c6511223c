"""Mistakes about the pings that move the deadline, and about what else must not move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.defects.defect import manual
from fakes.options import Options
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE

if TYPE_CHECKING:
    from fakes.server import Socket

_POLLING = Options(tick_ms=1_000)


class _MovedPing(ManualSdk):
    moved_ms = 0

    def extend(self) -> None:
        if self.deadline is not None:
            self.set_deadline(self.process.now + self.options.grace_ms + self.moved_ms)


class _PingOneEarly(_MovedPing):
    moved_ms = -1


class _PingTwoLate(_MovedPing):
    moved_ms = 2


class _PingFiveSecondsEarly(_MovedPing):
    moved_ms = -5_000


class _PingAdds(ManualSdk):
    def extend(self) -> None:
        if self.deadline is not None:
            self.set_deadline(self.deadline + self.options.grace_ms)


class _PingIgnored(ManualSdk):
    def extend(self) -> None:
        pass


class _TenthPingIgnored(ManualSdk):
    pings = 0

    def extend(self) -> None:
        self.pings += 1
        if self.pings % 10:
            super().extend()


class _SecondPingIgnored(ManualSdk):
    extended = False

    def extend(self) -> None:
        if not self.extended:
            super().extend()
        self.extended = True

    def returned_to_foreground(self) -> None:
        super().returned_to_foreground()
        self.extended = False


class _PingEndsDeadline(ManualSdk):
    def extend(self) -> None:
        self.clear_deadline()


class _PingStaysLocal(ManualSdk):
    def send_ping(self, call: str) -> None:
        if self.in_background:
            self.outcome(call, "ping", "success")
        else:
            super().send_ping(call)


class _KeepAliveCounts(ManualSdk):
    def came_up(self) -> None:
        super().came_up()
        self.wake_at(self.process.now + 10_000, self.keep_alive)

    def keep_alive(self) -> None:
        if self.up:
            self.extend()
            self.wake_at(self.process.now + 10_000, self.keep_alive)


class _MessagesCount(ManualSdk):
    def socket_message(self, socket: Socket, message: str) -> None:
        super().socket_message(socket, message)
        self.extend()


class _CountsFromForegroundPing(ManualSdk):
    pinged_at: int | None = None

    def send_ping(self, call: str) -> None:
        super().send_ping(call)
        self.pinged_at = self.process.now

    def entered_background(self) -> None:
        super().entered_background()
        if self.deadline is not None and self.pinged_at is not None:
            self.set_deadline(max(self.process.now, self.pinged_at + self.options.grace_ms))


class _LastMomentPingIgnored(ManualSdk):
    def extend(self) -> None:
        if self.deadline is not None and self.process.now < self.deadline - 1:
            super().extend()


class _PingsThrottled(ManualSdk):
    sent_at: int | None = None

    def send_ping(self, call: str) -> None:
        early = self.sent_at is not None and self.process.now < self.sent_at + 25_000
        if early and self.in_background:
            self.outcome(call, "ping", "success")
        else:
            self.sent_at = self.process.now
            super().send_ping(call)


_LOOP_OF_TEN = IN_GRACE + " ".join(f"+20000 ping=p{n}" for n in range(10)) + " +20000 ping=last +20000"


class _PingListFull(ManualSdk):
    room = 24

    def extend(self) -> None:
        if self.room:
            self.room -= 1
            super().extend()


PINGS = {
    "ping-one-ms-early": manual(
        _PingOneEarly,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "the grace after a ping is one millisecond short",
        IN_GRACE + "+10000 ping=p +29999",
    ),
    "ping-two-ms-late": manual(
        _PingTwoLate,
        "MAN-PING-LAPSES",
        "the grace after a ping is two milliseconds long",
        IN_GRACE + "+10000 ping=p +30001",
    ),
    "ping-five-seconds-early-polling": manual(
        _PingFiveSecondsEarly,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "an SDK with one second of tolerance ends the grace after a ping five seconds early",
        IN_GRACE + "+10000 ping=p +27000",
        options=_POLLING,
    ),
    "ping-adds-to-deadline": manual(
        _PingAdds,
        "MAN-PING-LAPSES",
        "a ping adds a grace to the deadline instead of starting a new one",
        IN_GRACE + "+10000 ping=p +30001",
    ),
    "ping-does-not-extend": manual(
        _PingIgnored,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "a ping is sent but does not move the deadline",
        IN_GRACE + "+10000 ping=p +25000",
    ),
    "tenth-ping-ignored": manual(
        _TenthPingIgnored,
        "MAN-PING-LOOP MAN-PING-EXTENDS",
        "each tenth ping does not move the deadline",
        _LOOP_OF_TEN,
    ),
    "second-ping-ignored": manual(
        _SecondPingIgnored,
        "MAN-PING-LOOP MAN-PING-EXTENDS",
        "only the first ping of a stay moves the deadline",
        IN_GRACE + "+20000 ping=p1 +20000 ping=p2 +20000",
    ),
    "ping-ends-deadline": manual(
        _PingEndsDeadline,
        "MAN-PING-LAPSES",
        "one ping keeps the connection up for ever",
        IN_GRACE + "+10000 ping=p +40000",
    ),
    "ping-stays-local": manual(
        _PingStaysLocal,
        "MAN-PING-SENDS",
        "a ping in the background moves the deadline and reports success but never reaches the server",
        IN_GRACE + "+10000 ping=p +100",
    ),
    "ping-one-ms-before-deadline-ignored": manual(
        _LastMomentPingIgnored,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "a ping one millisecond before the deadline does not move it",
        IN_GRACE + "+29999 ping=p +10",
    ),
    "pings-throttled": manual(
        _PingsThrottled,
        "MAN-PING-SENDS",
        "a ping within 25 seconds of the one before is not sent, though it moves the deadline and reports success",
        IN_GRACE + "+10000 ping=p1 +10000 ping=p2 +100",
    ),
    "keep-alive-counts-as-ping": manual(
        _KeepAliveCounts,
        "MAN-GRACE-ENDS MAN-PING-LAPSES",
        "the SDK's own keep-alive moves the deadline",
        IN_GRACE + "+40000",
    ),
    "messages-count-as-pings": manual(
        _MessagesCount,
        "MAN-GRACE-ENDS MAN-PING-LAPSES",
        "a message that arrives moves the deadline",
        IN_GRACE + "+10000 server_message=m +25000",
    ),
    "grace-counts-from-foreground-ping": manual(
        _CountsFromForegroundPing,
        "MAN-GRACE",
        "a ping in the foreground starts the grace of the stay after it",
        CONNECTED + "ping=p +20000 background +20000",
    ),
    "ping-list-full": manual(
        _PingListFull,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "the list of pings has room for 24 and is never emptied: the next one moves no deadline",
        IN_GRACE + " ".join(f"+20000 ping=p{number}" for number in range(26)) + " +20000",
    ),
}
