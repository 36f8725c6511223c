"""Mistakes about the deadline in the background, and about the pings that move it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fakes.defects.defect import manual
from fakes.options import Options
from fakes.right import PLAIN
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE

if TYPE_CHECKING:
    from fakes.server import Socket

_POLLING = Options(tick_ms=1_000)


class _MovedEntry(ManualSdk):
    moved_ms = 0

    def entered_background(self) -> None:
        super().entered_background()
        if self.deadline is not None:
            self.set_deadline(self.deadline + self.moved_ms)


class _EntryOneEarly(_MovedEntry):
    moved_ms = -1


class _EntryTwoLate(_MovedEntry):
    moved_ms = 2


class _EntryOneLate(_MovedEntry):
    moved_ms = 1


class _EntryFiveSecondsEarly(_MovedEntry):
    moved_ms = -5_000


class _EntryFiveSecondsLate(_MovedEntry):
    moved_ms = 5_000


class _NoGrace(_MovedEntry):
    moved_ms = -30_000


class _NoDeadline(ManualSdk):
    def set_deadline(self, deadline: int) -> None:
        pass


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


class _ThirdEntryWithoutGrace(ManualSdk):
    entries = 0

    def entered_background(self) -> None:
        self.entries += 1
        super().entered_background()
        if self.entries >= 3 and self.deadline is not None:
            self.deadline_passed()


class _GraceUsedUp(ManualSdk):
    used_ms = 0

    def entered_background(self) -> None:
        super().entered_background()
        if self.deadline is not None:
            self.set_deadline(self.deadline - self.used_ms)

    def about_to_return(self) -> None:
        if self.deadline is not None:
            self.used_ms += self.process.now - self.entered_background_at
        super().about_to_return()


class _ReturnKeepsDeadline(ManualSdk):
    def returned_to_foreground(self) -> None:
        self.grace_when_open = False


class _DeadlineSurvivesDisconnect(ManualSdk):
    def take_down(self, call: str) -> None:
        self.deadline_timer = None
        super().take_down(call)


class _DeadlineSurvivesLoss(ManualSdk):
    def lost(self, by: str, code: int | None) -> None:
        self.deadline_timer = None
        super().lost(by, code)


class _HourInForeground(ManualSdk):
    def came_up(self) -> None:
        super().came_up()
        socket = self.socket
        self.wake_at(
            self.process.now + 3_600_000, lambda: self.deadline_passed() if self.socket is socket else None
        )


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


class _LastMomentReturnIgnored(ManualSdk):
    def about_to_return(self) -> None:
        if self.deadline is not None and self.process.now >= self.deadline - 1:
            self.deadline_passed()
        super().about_to_return()


class _QuickReturnIgnored(ManualSdk):
    def app_foregrounded(self) -> None:
        if not self.in_background or self.process.now >= self.entered_background_at + 500:
            super().app_foregrounded()


class _PingsThrottled(ManualSdk):
    sent_at: int | None = None

    def send_ping(self, call: str) -> None:
        if self.sent_at is not None and self.process.now < self.sent_at + 25_000:
            self.outcome(call, "ping", "success")
        else:
            self.sent_at = self.process.now
            super().send_ping(call)


class _DeadlineSurvivesLogout(ManualSdk):
    def logout(self) -> None:
        self.deadline_timer = None
        super().logout()


_LOOP_OF_TEN = IN_GRACE + " ".join(f"+20000 ping=p{n}" for n in range(10)) + " +20000 ping=last +20000"

DEADLINES = {
    "grace-one-ms-early": manual(
        _EntryOneEarly, "MAN-GRACE", "the grace ends one millisecond too early", IN_GRACE + "+29999"
    ),
    "grace-two-ms-late": manual(
        _EntryTwoLate,
        "MAN-GRACE-ENDS",
        "the grace ends two milliseconds too late, later than any reading",
        IN_GRACE + "+30001",
    ),
    "grace-inclusive-and-one-ms": manual(
        _EntryOneLate,
        "MAN-GRACE-ENDS",
        "with inclusive readings the grace ends one millisecond too late",
        IN_GRACE + "+30001",
        options=replace(PLAIN, ping_at_deadline="inclusive", return_at_deadline="inclusive"),
    ),
    "grace-five-seconds-early-polling": manual(
        _EntryFiveSecondsEarly,
        "MAN-GRACE",
        "an SDK with one second of tolerance ends the grace five seconds early",
        IN_GRACE + "+27000",
        options=_POLLING,
    ),
    "grace-five-seconds-late-polling": manual(
        _EntryFiveSecondsLate,
        "MAN-GRACE-ENDS",
        "an SDK with one second of tolerance ends the grace five seconds late",
        IN_GRACE + "+33000",
        options=_POLLING,
    ),
    "no-grace": manual(
        _NoGrace, "MAN-GRACE", "manual mode goes down at once in the background", IN_GRACE + "+1"
    ),
    "grace-never-ends": manual(
        _NoDeadline,
        "MAN-GRACE-ENDS MAN-PING-LAPSES",
        "no deadline in the background at all",
        IN_GRACE + "+40000",
    ),
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
    "third-background-without-grace": manual(
        _ThirdEntryWithoutGrace,
        "MAN-GRACE-RESTARTS MAN-GRACE",
        "from the third stay on there is no grace",
        IN_GRACE + "+100 foreground background +100 foreground background +100",
    ),
    "grace-used-up": manual(
        _GraceUsedUp,
        "MAN-GRACE-RESTARTS MAN-GRACE",
        "a stay shortens the grace of the next one",
        IN_GRACE + "+20000 foreground +100 background +20000",
    ),
    "return-keeps-deadline": manual(
        _ReturnKeepsDeadline,
        "MAN-RETURN-CANCELS MAN-FOREGROUND-HOLDS",
        "the deadline goes on running after the return to the foreground",
        IN_GRACE + "+10000 foreground +25000",
    ),
    "deadline-survives-disconnect": manual(
        _DeadlineSurvivesDisconnect,
        "MAN-FOREGROUND-HOLDS MAN-RETURN-CANCELS",
        "a disconnect in the background leaves the deadline armed, and it takes down the next connection",
        IN_GRACE + "+10000 disconnect=d foreground connect=c1 +25000",
    ),
    "deadline-survives-loss": manual(
        _DeadlineSurvivesLoss,
        "MAN-FOREGROUND-HOLDS MAN-RETURN-CANCELS",
        "a loss in the background leaves the deadline armed, and it takes down the next connection",
        IN_GRACE + "+10000 network_down +100 network_up foreground connect=c1 +25000",
    ),
    "ping-one-ms-before-deadline-ignored": manual(
        _LastMomentPingIgnored,
        "MAN-PING-EXTENDS MAN-PING-LOOP",
        "a ping one millisecond before the deadline does not move it",
        IN_GRACE + "+29999 ping=p +10",
    ),
    "return-one-ms-before-deadline-ignored": manual(
        _LastMomentReturnIgnored,
        "MAN-RETURN-CANCELS MAN-GRACE",
        "a return one millisecond before the deadline comes too late",
        IN_GRACE + "+29999 foreground +10",
    ),
    "quick-return-ignored": manual(
        _QuickReturnIgnored,
        "MAN-RETURN-CANCELS MAN-FOREGROUND-HOLDS",
        "a return within half a second of the background is taken for noise, and the deadline runs on",
        IN_GRACE + "+400 foreground +40000",
    ),
    "pings-throttled": manual(
        _PingsThrottled,
        "MAN-PING-SENDS",
        "a ping within 25 seconds of the one before is not sent, though it moves the deadline and reports success",
        IN_GRACE + "+10000 ping=p1 +10000 ping=p2 +100",
    ),
    "deadline-survives-logout": manual(
        _DeadlineSurvivesLogout,
        "MAN-FOREGROUND-HOLDS MAN-RETURN-CANCELS",
        "a logout in the background leaves the deadline armed, and it takes down the next user's connection",
        IN_GRACE + "+10000 logout foreground login=v connect=c1 +25000",
    ),
    "drops-after-an-hour": manual(
        _HourInForeground,
        "MAN-FOREGROUND-HOLDS",
        "an hour in the foreground without pings ends the connection",
        CONNECTED + "+3700000",
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
}
