"""A second implementation of the policy, written from REQUIREMENTS.md with plain conditions.

It shares nothing with the model but the vocabulary: names of events, answers and options. It has variables instead of
states, and numbers instead of zones of time.
"""

from __future__ import annotations

from collections.abc import Mapping

from connref.charts.vocabulary import Answer, Event, Wish
from connref.steps import Mode

NAMED = {
    "sends": Answer.SENDS,
    "error": Answer.ERROR,
    "nothing": Answer.SILENT,
    "throws": Answer.THROWS,
    "success": Answer.SUCCESS,
}


class Naive:
    """One device. `options` has the option of every interpretation and latitude; times are milliseconds."""

    def __init__(self, options: Mapping[str, str], grace_ms: int) -> None:
        self.options = options
        self.grace_ms = grace_ms
        self.begin_process()

    def begin_process(self) -> None:
        self.started = False
        self.user = False
        self.background = False
        self.entry = 0
        self.forget()

    def forget(self) -> None:
        """No connection is wanted any more."""
        self.asked = False
        self.up = False
        self.been_up = False
        self.waiting = False
        self.counts_from = ""
        self.deadline: int | None = None
        self.ended = ""

    def is_(self, name: str, option: str) -> bool:
        return self.options[name] == option

    @property
    def wish(self) -> Wish:
        if not self.asked:
            return Wish.UNWANTED
        return Wish.ALLOWED if self.background and not self.up else Wish.WANTED

    def time(self, now: int) -> None:
        """Nothing but time."""
        if self.deadline is not None and self.asked:
            both_exclusive = self.is_("ping-at-deadline", "exclusive") and self.is_(
                "return-at-deadline", "exclusive"
            )
            if now > self.deadline or (now == self.deadline and both_exclusive):
                self.forget()

    def tell(self, event: Event, now: int) -> Answer | None:
        """One event; a call is answered."""
        if event in {Event.CONNECT, Event.CONNECT_OFFLINE}:
            return self.connect(now, online=event is Event.CONNECT)
        if event is Event.DISCONNECT:
            return self.disconnect()
        if event is Event.PING:
            return self.ping(now)
        self.tell_of_app(event, now)
        self.tell_of_world(event, now)
        return None

    def tell_of_app(self, event: Event, now: int) -> None:
        if event in {Event.INIT, Event.REOPEN}:
            self.init(now, found=event is Event.REOPEN)
        elif event is Event.LOGIN:
            self.login()
        elif event is Event.LOGOUT and self.started:
            self.user = False
            self.forget()
        elif event is Event.KILL:
            self.begin_process()
        elif event is Event.BACKGROUND:
            self.to_background(now)
        elif event is Event.FOREGROUND:
            self.to_foreground(now)

    def tell_of_world(self, event: Event, now: int) -> None:
        if event is Event.OPENED:
            self.opened(now)
        elif event in {Event.LOST, Event.CLOSED}:
            self.lost(normally=event is Event.CLOSED)
        elif event in {Event.FAILED, Event.FAILED_OFFLINE}:
            self.failed(online=event is Event.FAILED)
        elif event is Event.REJECTED:
            self.rejected()
        elif event in {Event.PONG, Event.PONG_FOREGROUND}:
            self.pong(now, of_background=event is Event.PONG)

    # What differs between the modes

    def connect(self, now: int, *, online: bool) -> Answer:
        raise NotImplementedError

    def disconnect(self) -> Answer:
        raise NotImplementedError

    def ping(self, now: int) -> Answer:
        raise NotImplementedError

    def init(self, now: int, *, found: bool) -> None:
        raise NotImplementedError

    def login(self) -> None:
        raise NotImplementedError

    def to_background(self, now: int) -> None:
        raise NotImplementedError

    def to_foreground(self, now: int) -> None:
        raise NotImplementedError

    def opened(self, now: int) -> None:
        raise NotImplementedError

    def lost(self, *, normally: bool) -> None:
        raise NotImplementedError

    def failed(self, *, online: bool) -> None:
        raise NotImplementedError

    def rejected(self) -> None:
        raise NotImplementedError

    def pong(self, now: int, *, of_background: bool) -> None:
        raise NotImplementedError


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
        if self.asked and not self.up and self.is_("background-again-opening", "dropped"):
            self.forget()
        elif self.up or (self.asked and self.is_("background-again-opening", "grace")):
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


class NaiveAuto(Naive):
    """Auto mode. `asked` is kept in line with what auto mode wants; `counts_from` tells of a connect() that counts."""

    @property
    def wish(self) -> Wish:
        return Wish.WANTED if self.asked else Wish.UNWANTED

    def settle(self) -> None:
        asked_in_background = self.background and self.counts_from == "call"
        wants = asked_in_background or (not self.background and not self.ended)
        self.asked = self.started and self.user and wants
        self.up = self.up and self.asked

    def tell(self, event: Event, now: int) -> Answer | None:
        answer = super().tell(event, now)
        self.settle()
        return answer

    def connect(self, now: int, *, online: bool) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        if not self.user:
            return Answer.EITHER
        if self.up:
            return NAMED[self.options["connect-when-up"]]
        if self.asked:
            return Answer.OPENS if self.is_("connect-while-opening", "joins") else Answer.ERROR
        if self.background and self.is_("connect-in-auto", "refused"):
            if self.is_("suspension-ends", "ends"):
                self.ended = ""
            return Answer.EITHER
        if self.ended == "until foreground" and self.is_("connect-ends-disconnect", "stays"):
            return Answer.EITHER
        self.ended = ""
        self.counts_from = "call" if self.background else ""
        return Answer.OPENS

    def disconnect(self) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        ignored = self.background and self.is_("disconnect-in-auto-background", "ignored")
        if not self.user or ignored or self.is_("disconnect-in-auto", "ignored"):
            return Answer.EITHER
        self.counts_from = ""
        if self.is_("disconnect-in-auto", "until-connect"):
            self.ended = "until connect"
        elif not self.background:
            self.ended = "until foreground"
        return Answer.EITHER

    def ping(self, now: int) -> Answer:
        if not self.started:
            return NAMED[self.options["call-before-init"]]
        if self.up:
            return NAMED[self.options["ping-in-auto"]]
        return Answer.AT_MOST_ONE if self.is_("ping-in-auto", "nothing") else Answer.EITHER

    def pong(self, now: int, *, of_background: bool) -> None:
        pass

    def init(self, now: int, *, found: bool) -> None:
        if not self.started:
            self.started = True
            self.user = found
        elif self.is_("init-again", "reopens") or self.is_("suspension-ends", "ends"):
            self.ended = ""

    def login(self) -> None:
        if not self.started:
            return
        if not self.user or self.is_("login-again", "switches") or self.is_("suspension-ends", "ends"):
            self.ended = ""
        self.user = True

    def to_background(self, now: int) -> None:
        if self.background:
            if self.is_("background-again-opening", "dropped"):
                self.counts_from = ""
            return
        self.background = True
        self.counts_from = ""
        if self.ended != "until connect":
            self.ended = ""

    def to_foreground(self, now: int) -> None:
        if not self.background and self.ended != "until connect" and self.is_("suspension-ends", "ends"):
            self.ended = ""
        self.background = False

    def opened(self, now: int) -> None:
        self.up = True

    def lost(self, *, normally: bool) -> None:
        self.up = False
        if normally and self.is_("server-close", "stays-down"):
            self.stop()

    def failed(self, *, online: bool) -> None:
        pass

    def rejected(self) -> None:
        if self.is_("auth-rejected", "stops"):
            self.stop()

    def stop(self) -> None:
        """The server ended it: until the next return, connect(), login or init."""
        self.counts_from = ""
        if not self.background:
            self.ended = "by the server"


def naive(mode: Mode, options: Mapping[str, str], grace_ms: int) -> Naive:
    return (NaiveManual if mode is Mode.MANUAL else NaiveAuto)(options, grace_ms)
