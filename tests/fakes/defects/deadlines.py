"""Mistakes about the deadline in the background."""

from __future__ import annotations

from dataclasses import replace

from fakes.defects.defect import manual
from fakes.options import Options
from fakes.right import PLAIN
from fakes.sdk_manual import ManualSdk
from fakes.stories import CONNECTED, IN_GRACE

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


class _LastMomentReturnIgnored(ManualSdk):
    def about_to_return(self) -> None:
        if self.deadline is not None and self.process.now >= self.deadline - 1:
            self.deadline_passed()
        super().about_to_return()


class _QuickReturnIgnored(ManualSdk):
    def app_foregrounded(self) -> None:
        if not self.in_background or self.process.now >= self.entered_background_at + 500:
            super().app_foregrounded()


class _DeadlineSurvivesLogout(ManualSdk):
    def logout(self) -> None:
        self.deadline_timer = None
        super().logout()


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
}
