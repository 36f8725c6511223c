"""A second implementation of the policy, written from docs/requirements.md with plain conditions.

It shares nothing with the model but the vocabulary: names of events, answers and options. It has variables instead of
states, and numbers instead of regions of time.
"""

from __future__ import annotations

from collections.abc import Mapping

from connref.spec.vocabulary import Answer, Event, Wish

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

    def resume(self, now: int, paused: int) -> None:
        """The process was suspended for so long; what is due is due now."""
        if self.is_("grace-while-suspended", "stands-still"):
            self.entry += paused
            if self.deadline is not None:
                self.deadline += paused
        self.time(now)

    def hand_over(self, *, notice: bool) -> None:
        """The device left the network of the connection, which is lost for whoever finds that out."""
        if self.up and (notice or self.is_("silent-loss", "noticed")):
            self.lost(normally=False)

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
