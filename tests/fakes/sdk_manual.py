"""The SDK in manual mode: the app connects, and a connection in the background lives on pings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.sdk import ChatSdk

if TYPE_CHECKING:
    from fakes.clock import Timer
    from fakes.device import Process


class ManualSdk(ChatSdk):
    """Leaves the connection to the app, but for the grace and the way back after a loss."""

    def __init__(self, process: Process) -> None:
        super().__init__(process)
        self.deadline: int | None = None
        self.deadline_timer: Timer | None = None
        self.grace_when_open = False
        """The connection that is under way gets its grace once it is up."""
        self.fails_offline = False
        """The attempt that is under way was asked for without a network, and is not to be repeated."""
        self.background_pings: set[str] = set()

    # Calls

    def connect_from_down(self, call: str) -> None:
        """Open, unless the background or the missing network forbids it."""
        if self.in_background and not self.allowed_in_background():
            self.outcome(call, "connect", "error", "in the background")
            return
        self.fails_offline = self.options.connect_offline == "fails" and not self.process.online
        if self.fails_offline and self.options.network_notice:
            self.outcome(call, "connect", "error", "no network")
            return
        self.waiting_connects.append(call)
        self.start()
        if self.in_background:
            self.started_in_background()

    def allowed_in_background(self) -> bool:
        """Whether this SDK connects in the background at all, and still."""
        rule = self.options.connect_in_background
        if rule == "grace-from-entry":
            return self.process.now < self.entered_background_at + self.options.grace_ms
        return rule != "refused"

    def started_in_background(self) -> None:
        """Give the connection that was asked for in the background its end."""
        match self.options.connect_in_background:
            case "grace-from-call":
                self.set_deadline(self.process.now + self.options.grace_ms)
            case "grace-from-entry":
                self.set_deadline(self.entered_background_at + self.options.grace_ms)
            case "grace-from-open":
                self.grace_when_open = True
            case _:
                pass
        waits = self.options.waits_offline_in_background
        if self.socket is None and self.deadline is None and not waits:
            self.give_up()

    def take_down(self, call: str) -> None:
        """Down until the next connect."""
        had_connection = self.wanted
        self.give_up()
        self.disconnected(call, had_connection=had_connection)

    def ping_when_up(self, call: str) -> None:
        """In the background a ping starts a new grace."""
        if not self.in_background:
            self.ping_by_option(call, self.options.ping_in_foreground)
            return
        if self.overdue(self.options.ping_at_deadline):
            self.deadline_passed()
            self.ping_when_down(call)
            return
        self.background_pings.add(call)
        self.send_ping(call)
        if self.options.ping_counts_when == "called":
            self.extend()

    def ping_when_down(self, call: str) -> None:
        """Never brings a connection up."""
        self.outcome(call, "ping", self.options.ping_when_down, "not connected")

    def ping_answered(self, call: str) -> None:
        """The answer may be what counts."""
        super().ping_answered(call)
        mine = call in self.background_pings or self.options.foreground_pings_count
        self.background_pings.discard(call)
        late = self.overdue(self.options.ping_at_deadline)
        if self.options.ping_counts_when == "answered" and self.in_background and mine and not late:
            self.extend()

    # The deadline in the background

    def extend(self) -> None:
        """Start a new grace now, if one is running."""
        if self.deadline is not None:
            self.set_deadline(self.process.now + self.options.grace_ms)

    def set_deadline(self, deadline: int) -> None:
        """Be down at that instant, or one millisecond later where the instant itself still counts."""
        self.clear_deadline()
        self.deadline = deadline
        options = self.options
        inclusive = "inclusive" in (options.ping_at_deadline, options.return_at_deadline)
        due = deadline + inclusive
        if options.tick_ms and options.tick_rounding == "down":
            due = due // options.tick_ms * options.tick_ms
        self.deadline_timer = self.wake_at(due, self.deadline_passed)

    def clear_deadline(self) -> None:
        """No deadline any more."""
        self.deadline = None
        self.stop_timer("deadline_timer")

    def overdue(self, reading: str) -> bool:
        """Whether the deadline is over for an input of this instant; an SDK that polls looks at its polls only."""
        exact = self.deadline is not None and not self.options.tick_ms
        return exact and self.process.now == self.deadline and reading == "exclusive"

    def deadline_passed(self) -> None:
        """The grace is over."""
        self.clear_deadline()
        self.give_up()

    # Lifecycle

    def entered_background(self) -> None:
        """A grace for what is up; rules for what is under way."""
        if self.up:
            self.set_deadline(self.process.now + self.options.grace_ms)
        elif self.wanted:
            self.background_while_down()

    def background_while_down(self) -> None:
        """A connection is under way as the background is entered."""
        options = self.options
        rule = options.background_while_waiting if self.was_up else options.background_while_opening
        match rule:
            case "grace-from-entry":
                self.set_deadline(self.process.now + options.grace_ms)
            case "grace-from-open" if self.socket is not None:
                self.grace_when_open = True
            case _:
                self.give_up()

    def background_again(self) -> None:
        """Ignored, or a new entry for what has or needs a deadline."""
        if self.options.background_again == "ignored":
            return
        self.entered_background_at = self.process.now
        if self.up or (self.wanted and not self.grace_when_open):
            self.set_deadline(self.process.now + self.options.grace_ms)

    def about_to_return(self) -> None:
        """A return at the deadline may come too late."""
        if self.overdue(self.options.return_at_deadline):
            self.deadline_passed()

    def returned_to_foreground(self) -> None:
        """What is up or under way is kept without a deadline."""
        self.clear_deadline()
        self.grace_when_open = False

    # Connection

    def came_up(self) -> None:
        """An opening that was asked for, or went on, in the background may have its grace from here."""
        self.fails_offline = False
        if self.in_background and self.grace_when_open:
            self.grace_when_open = False
            self.set_deadline(self.process.now + self.options.grace_ms)

    def may_repeat(self, reason: str) -> bool:
        """In the background only a running deadline allows it."""
        if self.fails_offline and reason == "network":
            return False
        if not self.was_up and self.options.failed_connect != "waits":
            self.fail_pending("attempt failed")
            if self.options.failed_connect == "ends":
                return False
        return not self.in_background or (self.deadline is not None and self.options.repeats_in_background)

    def lost(self, by: str, code: int | None) -> None:
        """In the background a lost connection stays down."""
        if self.in_background:
            self.give_up()
        else:
            super().lost(by, code)

    def keeps_cut_off(self) -> bool:
        """In the background nothing is to be won by giving it up."""
        return self.in_background and self.up and self.options.handover_in_background == "keeps"

    def give_up(self) -> None:
        """Nothing of the background is left either."""
        self.clear_deadline()
        self.grace_when_open = False
        self.fails_offline = False
        super().give_up()
