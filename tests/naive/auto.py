"""Auto mode a second time, from docs/requirements.md."""

from __future__ import annotations

from connref.spec.vocabulary import Answer, Event, Wish
from naive.policy import NAMED, Naive


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
        if self.user and self.background and self.counts_from == "call":
            self.counts_from = ""
            if self.is_("disconnect-ends-connect", "counts") and self.is_(
                "disconnect-in-auto", "until-connect"
            ):
                self.ended = "until connect"
            return Answer.EITHER
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
        else:
            self.begin_again(effect=self.is_("init-again", "reopens"))

    def login(self) -> None:
        if not self.started:
            return
        self.begin_again(effect=not self.user or self.is_("login-again", "switches"))
        self.user = True

    def begin_again(self, *, effect: bool) -> None:
        """A session that begins anew ends what disconnect() or the server ended, and may end what connect() opened."""
        if effect or self.is_("suspension-ends", "ends"):
            self.ended = ""
        if effect and self.is_("session-again", "dropped"):
            self.counts_from = ""

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
