"""The part of the chat SDK that both modes share: session, calls, lifecycle.

`AutoSdk` and `ManualSdk` decide when a connection is wanted; `Connection` gets it and keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakes.connection import Connection

if TYPE_CHECKING:
    from fakes.device import Process


class SdkError(Exception):
    """What the SDK throws at an app that uses it wrongly, where it throws at all."""


class ChatSdk(Connection):
    """One SDK instance in one process."""

    def __init__(self, process: Process) -> None:
        super().__init__(process)
        self.initialized = False
        self.user: str | None = None
        self.in_background = False
        self.entered_background_at = 0

    # Session

    def init(self) -> None:
        """Start the SDK with the saved user. A second time it starts anew, or does nothing.

        That it reports an error then is not visible: `init` has no callback in the driver protocol.
        """
        if self.initialized and self.options.init_again != "reopens":
            if self.options.void_calls_end_holds:
                self.end_hold()
            return
        self.give_up()
        self.initialized = True
        self.user = self.process.storage.get("user")
        self.in_background = self.process.app_in_background
        self.entered_background_at = self.process.now
        self.session_started()

    def login(self, user: str) -> None:
        """Log the user in and keep it for the next start."""
        if not self.initialized:
            return
        if self.user is not None:
            if self.options.login_again != "switches" or self.user == user:
                if self.options.void_calls_end_holds:
                    self.end_hold()
                return
            self.give_up()
        self.user = user
        self.save_user()
        self.session_started()

    def save_user(self) -> None:
        """Keep the user in the storage that survives the process."""
        self.process.storage["user"] = self.user

    def logout(self) -> None:
        """Forget the user and take the connection down."""
        self.user = None
        self.process.storage.pop("user", None)
        self.give_up()
        self.session_ended()

    def session_started(self) -> None:
        """A user may be there: after init and login."""

    def session_ended(self) -> None:
        """The user is gone."""

    def end_hold(self) -> None:
        """End whatever keeps the connection down until the next call."""

    # Calls

    def usable(self, call: str, api: str) -> bool:
        """Whether the SDK is initialised; if not, the call is answered as the options say."""
        if self.initialized:
            return True
        match self.options.call_before_init:
            case "throws":
                raise SdkError(f"{api} before init")
            case "error":
                self.outcome(call, api, "error", "not initialised")
            case "nothing":
                pass
        return False

    def connect(self, call: str) -> None:
        """Ask for the connection."""
        if not self.usable(call, "connect"):
            return
        if self.user is None:
            self.connect_without_user(call)
        elif self.up:
            self.outcome(call, "connect", self.options.connect_when_up, "already connected")
        elif self.wanted:
            self.connect_while_opening(call)
        else:
            self.connect_from_down(call)

    def connect_without_user(self, call: str) -> None:
        """Nobody is logged in."""
        self.outcome(call, "connect", "error", "no user")

    def connect_while_opening(self, call: str) -> None:
        """An earlier connection is on its way."""
        if self.options.connect_while_opening == "joins":
            self.waiting_connects.append(call)
        else:
            self.outcome(call, "connect", "error", "already connecting")

    def connect_from_down(self, call: str) -> None:
        """Nothing is under way: each mode has its own rules."""
        raise NotImplementedError

    def disconnect(self, call: str) -> None:
        """Ask for the connection to be taken down."""
        if self.usable(call, "disconnect"):
            self.take_down(call)

    def take_down(self, call: str) -> None:
        """Each mode has its own rules."""
        raise NotImplementedError

    def disconnected(self, call: str, *, had_connection: bool) -> None:
        """Report the end of a `disconnect`."""
        result = "success" if had_connection else self.options.disconnect_when_down
        delay = self.options.disconnect_callback_ms
        if delay:
            self.process.at(self.process.now + delay, lambda: self.outcome(call, "disconnect", result))
        else:
            self.outcome(call, "disconnect", result)

    def ping(self, call: str) -> None:
        """Tell the server that the app is alive."""
        if not self.usable(call, "ping"):
            return
        if self.up:
            self.ping_when_up(call)
        else:
            self.ping_when_down(call)

    def ping_when_up(self, call: str) -> None:
        """Each mode has its own rules."""
        raise NotImplementedError

    def ping_when_down(self, call: str) -> None:
        """There is no connection to ping on."""
        self.outcome(call, "ping", "error", "not connected")

    def ping_by_option(self, call: str, option: str) -> None:
        """Send, refuse or ignore a ping."""
        if option == "sends":
            self.send_ping(call)
        elif option == "error":
            self.outcome(call, "ping", "error", "no ping needed")

    # Lifecycle

    def app_backgrounded(self) -> None:
        """The operating system says background."""
        again = self.in_background
        self.in_background = True
        if not self.initialized:
            return
        if again:
            self.background_again()
        else:
            self.entered_background_at = self.process.now
            self.entered_background()

    def entered_background(self) -> None:
        """Each mode has its own rules."""

    def background_again(self) -> None:
        """A second background with no foreground between."""

    def app_foregrounded(self) -> None:
        """The operating system says foreground."""
        returned = self.in_background
        if returned and self.initialized:
            self.about_to_return()
        self.in_background = False
        if returned and self.initialized:
            self.returned_to_foreground()

    def about_to_return(self) -> None:
        """Last moment of the background."""

    def returned_to_foreground(self) -> None:
        """Each mode has its own rules."""
