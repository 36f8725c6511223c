"""Manual mode a second time, from docs/requirements.md."""

from __future__ import annotations

from connref.spec.vocabulary import Answer
from naive.policy import NAMED, Naive


class NaiveManual(Naive):
    """Manual mode."""

    def connect(self, now: int, *, online: bool) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        if not self.user:
            return Answer.ERROR
        if self.up:
            return NAMED[self.options["connect-when-up"]]
        if self.asked:
            return Answer.OPENS if self.is_("connect-while-opening", "joins") else Answer.ERROR
        how = self.options["connect-in-background"] if self.background else ""
        if how == "refused" or (how == "grace-from-entry" and now >= self.entry + self.grace_ms):
            return Answer.ERROR
        if not online and self.is_("connect-offline", "fails"):
            return Answer.ERROR
        self.asked = True
        self.waiting = not online
        self.counts_from = how
        if how == "grace-from-call":
            self.deadline = now + self.grace_ms
        if how == "grace-from-entry":
            self.deadline = self.entry + self.grace_ms
        return Answer.OPENS

    def disconnect(self) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        if self.user and not self.asked:
            return NAMED[self.options["disconnect-when-down"]]
        self.forget()
        return Answer.EITHER

    def ping(self, now: int) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        if not self.user:
            return Answer.EITHER
        if not self.asked:
            return NAMED[self.options["ping-when-down"]]
        late = now == self.deadline and self.is_("ping-at-deadline", "exclusive")
        if not self.up:
            if self.deadline is not None and self.is_("ping-while-opening", "counts") and not late:
                self.deadline = now + self.grace_ms
            return Answer.EITHER
        if not self.background:
            return NAMED[self.options["ping-in-foreground"]]
        if late:
            self.forget()
            return Answer.EITHER
        if self.deadline is not None and self.is_("ping-counts-when", "called"):
            self.deadline = now + self.grace_ms
        return Answer.SENDS

    def pong(self, now: int, *, of_background: bool) -> None:
        if not self.up or self.deadline is None or not self.is_("ping-counts-when", "answered"):
            return
        if not of_background and self.is_("pong-of-foreground", "counts-not"):
            return
        if now == self.deadline and self.is_("ping-at-deadline", "exclusive"):
            return
        self.deadline = now + self.grace_ms

    def init(self, now: int, *, found: bool) -> None:
        if not self.started:
            self.started = True
            self.user = found
            self.entry = now
        elif self.user and self.is_("init-again", "reopens") and self.is_("session-again", "dropped"):
            self.forget()

    def login(self) -> None:
        if not self.started:
            return
        if self.user and self.is_("login-again", "switches") and self.is_("session-again", "dropped"):
            self.forget()
        self.user = True

    def to_background(self, now: int) -> None:
        if self.background:
            if self.started and self.is_("background-again", "restarts"):
                self.to_background_again(now)
            return
        self.background = True
        self.entry = now
        if not self.asked:
            return
        if self.up:
            self.deadline = now + self.grace_ms
        elif self.been_up:
            self.enter_while_waiting(now)
        else:
            self.enter_while_opening(now)

    def enter_while_waiting(self, now: int) -> None:
        if self.is_("background-while-waiting", "gives-up"):
            self.forget()
        else:
            self.deadline = now + self.grace_ms

    def enter_while_opening(self, now: int) -> None:
        how = self.options["background-while-opening"]
        if how == "aborts":
            self.forget()
        elif how == "grace-from-entry":
            self.deadline = now + self.grace_ms
        elif self.waiting and self.is_("retry-at-entry", "waiting"):
            self.forget()
        else:
            self.counts_from = "grace-from-open"

    def to_background_again(self, now: int) -> None:
        self.entry = now
        opening = self.asked and not self.up
        if opening and self.is_("background-again-opening", "dropped"):
            self.forget()
        elif opening and self.is_("background-again-opening", "grace-from-open"):
            if not self.been_up and self.is_("background-while-opening", "grace-from-open"):
                self.deadline = None
                self.counts_from = "grace-from-open"
        elif self.up or (opening and self.is_("background-again-opening", "grace")):
            self.deadline = now + self.grace_ms

    def to_foreground(self, now: int) -> None:
        if not self.background:
            return
        self.background = False
        if now == self.deadline and self.is_("return-at-deadline", "exclusive"):
            self.forget()
        self.deadline = None
        self.waiting = self.asked and not self.up

    def opened(self, now: int) -> None:
        self.up = True
        self.been_up = True
        if self.background and self.deadline is None and self.counts_from != "held":
            self.deadline = now + self.grace_ms

    def lost(self, *, normally: bool) -> None:
        self.up = False
        if self.background or (normally and self.is_("server-close", "stays-down")):
            self.forget()

    def failed(self, *, online: bool) -> None:
        if not self.background:
            self.waiting = True
            if not self.been_up and self.is_("failed-attempt", "dropped"):
                self.forget()
        elif self.deadline is not None:
            if self.is_("failed-in-background", "gives-up"):
                self.forget()
        elif online or self.is_("offline-in-background", "dropped"):
            self.forget()

    def rejected(self) -> None:
        no_time = self.background and (self.deadline is None or self.is_("failed-in-background", "gives-up"))
        if no_time or self.is_("auth-rejected", "stops"):
            self.forget()
        else:
            self.waiting = True
