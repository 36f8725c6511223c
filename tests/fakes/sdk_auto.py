"""The SDK in auto mode: up in the foreground, down in the background, and it takes care of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.sdk import ChatSdk

if TYPE_CHECKING:
    from fakes.device import Process


class AutoSdk(ChatSdk):
    """Keeps the connection by itself."""

    def __init__(self, process: Process) -> None:
        super().__init__(process)
        self.hold: str | None = None
        """Why there is no connection in the foreground: until-foreground, until-connect or stopped."""
        self.opened_in_background = False

    def update(self) -> None:
        """Go where auto mode wants the connection to be now."""
        in_sight = not self.in_background or self.opened_in_background
        if self.user is not None and in_sight and self.hold is None:
            if not self.wanted:
                self.start()
        elif self.wanted:
            self.give_up()

    def session_started(self) -> None:
        """A login or an init ends every hold."""
        self.hold = None
        self.opened_in_background = False
        self.update()

    session_ended = session_started

    def end_hold(self) -> None:
        """Try again, whatever kept the connection down."""
        if self.hold != "until-foreground":
            self.hold = None
            self.update()

    def entered_background(self) -> None:
        """Down at once."""
        self.opened_in_background = False
        self.update()

    def returned_to_foreground(self) -> None:
        """Up again, unless the app has disconnected until it connects."""
        self.opened_in_background = False
        if self.hold != "until-connect":
            self.hold = None
        self.update()

    def connect_from_down(self, call: str) -> None:
        """Down although a user is there: in the background, or held down."""
        if self.in_background:
            if self.options.connect_in_auto == "refused":
                if self.options.void_calls_end_holds:
                    self.end_hold()
                self.outcome(call, "connect", "error", "in the background")
                return
            self.opened_in_background = True
        elif self.hold == "until-foreground" and not self.options.connect_ends_until_foreground:
            self.outcome(call, "connect", "error", "disconnected until the next foreground")
            return
        self.hold = None
        self.waiting_connects.append(call)
        self.update()

    def take_down(self, call: str) -> None:
        """`disconnect` overrules auto mode for a while, or does not."""
        had_connection = self.wanted
        rule = self.options.disconnect_in_auto
        if self.in_background and self.options.disconnect_in_auto_background == "ignored":
            rule = "ignored"
        if self.opened_in_background:
            self.opened_in_background = False
            self.update()
            if self.options.disconnect_ends_only_opened:
                rule = "ignored"
        if rule != "ignored" and self.user is not None:
            self.hold = rule
            self.update()
        self.disconnected(call, had_connection=had_connection)

    def ping_when_up(self, call: str) -> None:
        """Auto mode needs no pings."""
        self.ping_by_option(call, self.options.ping_in_auto)

    def stay_down(self) -> None:
        """Until the next connect, login, init or foreground."""
        self.hold = "stopped"
        self.give_up()
