"""The source document sentence by sentence, in our own words: each with the declarations that decide it.

It is the way in for a reader who knows the document: from a sentence to the requirements that it states, from there to
the rows of the charts. Tests walk it back: every requirement, interpretation and location has its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from connref.spec.requirements import (
    AUTO,
    CONNECTING,
    DISCONNECTING,
    ENABLE,
    LOGIN,
    LONG_STANDING,
    MANUAL,
    RECONNECTION,
)

MANAGING = "Managing Manually"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, row of a table, or block of example code of the source document.

    `requirements` decide it; `leaves_open` are the interpretations for what it does not say; `auto`, `manual`
    and `session` are the locations of those charts that are there because of it. `aside` says why it asks for nothing,
    where that is so.
    """

    heading: str
    words: str
    requirements: tuple[str, ...] = ()
    leaves_open: tuple[str, ...] = ()
    auto: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    aside: str = ""

    @property
    def locations(self) -> Mapping[str, tuple[str, ...]]:
        """The locations by the name of their chart."""
        return {"auto": self.auto, "manual": self.manual, "session": self.session}


# fmt: off
SENTENCES: tuple[Sentence, ...] = (
    Sentence(LOGIN, "A login makes the SDK do three things without being asked.",
             ("SES-LOGIN-SAVES", "SES-LOGIN-CONNECTS")),
    Sentence(LOGIN, "First: from now on the SDK has a current user.",
             ("SES-NO-USER",), auto=("signed_out", "signed_out_background"),
             manual=("signed_out", "signed_out_background"), session=("ready",)),
    Sentence(LOGIN, "Second: who that is stays stored on the device.",
             ("SES-LOGIN-SAVES",), ("login-again",), session=("logged_in", "not_running")),
    Sentence(LOGIN, "Third: a WebSocket is opened on behalf of that user.",
             ("SES-LOGIN-CONNECTS",), auto=("connecting",)),
    Sentence(LOGIN, "So what is sent to him or to his groups arrives live from the login on.",
             ("SES-LOGIN-CONNECTS", "EVT-DELIVERED")),
    Sentence(LOGIN, "In an app that was opened anew, calling init is enough to have the connection again.",
             ("SES-REOPEN-CONNECTS",), auto=("not_initialised",)),
    Sentence(LOGIN, "All of this is what happens by default; who wants it otherwise is sent to a later section.",
             ("AUTO-DEFAULT",)),

    Sentence(AUTO, "The mode that an SDK is in by default is called auto.",
             ("AUTO-DEFAULT",)),
    Sentence(AUTO, "There it opens the WebSocket by itself, and keeps it.",
             ("AUTO-FOREGROUND",), auto=("stopped",)),
    Sentence(AUTO, "The app has no method to call for that.",
             ("AUTO-FOREGROUND",), ("disconnect-in-auto", "disconnect-in-auto-background"),
             auto=("disconnected", "disconnected_until_connect", "disconnected_until_connect_background")),
    Sentence(AUTO, "An app chooses it by handing true to autoEstablishSocketConnection().",
             ("AUTO-FOREGROUND",)),
    Sentence(AUTO, "An app that hands nothing over gets the same.",
             ("AUTO-DEFAULT",)),
    Sentence(AUTO, "Table, foreground: the WebSocket is connected.",
             ("AUTO-FOREGROUND",), auto=("connecting", "connected")),
    Sentence(AUTO, "Table, background: the WebSocket goes at once.",
             ("AUTO-BACKGROUND", "AUTO-BACKGROUND-QUIET"), ("connect-in-auto",),
             auto=("not_initialised_background", "background", "background_connecting", "background_connected")),
    Sentence(AUTO, "Note: what the foreground loses for want of internet, the SDK brings back.",
             ("AUTO-RECONNECT",), ("server-close", "silent-loss")),

    Sentence(MANUAL, "The other mode is manual: the app itself says when to connect and when to disconnect.",
             ("MAN-ONLY-CONNECT",), ("ping-when-down",), manual=("idle", "idle_background")),
    Sentence(MANUAL, "It is chosen by handing over false; then connect() begins a connection and disconnect() ends it.",
             ("MAN-ONLY-CONNECT", "INP-ROBUST"), ("call-before-init",)),
    Sentence(MANUAL, "An app in the background is disconnected after thirty seconds unless it does something about it.",
             ("MAN-GRACE", "MAN-GRACE-ENDS"), ("background-again",), manual=("grace",)),
    Sentence(MANUAL, "For those thirty seconds the connection lives on; then, if no ping came, it ends.",
             ("MAN-GRACE", "MAN-GRACE-ENDS", "MAN-GRACE-RESTARTS", "MAN-RETURN-CANCELS"),
             ("return-at-deadline", "grace-while-suspended")),
    Sentence(MANUAL, "An app that calls ping() inside the thirty seconds keeps its connection in the background.",
             ("MAN-PING-EXTENDS",), ("ping-at-deadline",)),
    Sentence(MANUAL, "A ping is a message to the server, which learns from it that somebody is still there.",
             ("MAN-PING-SENDS",)),
    Sentence(MANUAL, "Where the pings fail to come, the connection ends.",
             ("MAN-PING-LAPSES", "MAN-GRACE-ENDS")),
    Sentence(MANUAL, "What is sent to the app after that, it never gets.",
             ("EVT-LOST",)),
    Sentence(MANUAL, "Table, foreground: a connection is there once connect() was called.",
             ("MAN-CONNECT", "MAN-FOREGROUND-HOLDS"), manual=("opening", "connected")),
    Sentence(MANUAL, "Table, background: it is ended unless a ping comes within thirty seconds of the entry.",
             ("MAN-GRACE-ENDS", "MAN-GRACE-RESTARTS"), ("connect-in-background", "background-while-opening"),
             manual=("held", "opening_in_grace", "opening_for_grace", "opening_to_hold")),

    Sentence(MANAGING, "What an SDK does by default can be taken over by the app.",
             aside="it says that there is a second mode, which the sentences around it describe"),
    Sentence(MANAGING, "That takes some steps.", aside="it announces what follows"),

    Sentence(ENABLE, "The SDK has to be told in init, when the app starts, that the app keeps the connection itself.",
             ("SES-REOPEN-WAITS",), manual=("not_initialised", "not_initialised_background")),
    Sentence(ENABLE, "The method for it belongs to the builder of the settings.",
             aside="how the choice is spelled in the vendor's languages"),
    Sentence(ENABLE, "What it takes is a boolean.", aside="how the choice is spelled in the vendor's languages"),
    Sentence(ENABLE, "With true the SDK does what it does by default.",
             ("AUTO-DEFAULT", "AUTO-FOREGROUND")),
    Sentence(ENABLE, "With false it leaves the connection alone, and everything is up to the app.",
             ("SES-REOPEN-WAITS", "MAN-ONLY-CONNECT")),
    Sentence(ENABLE, "An example shows it.", aside="it announces what follows"),
    Sentence(ENABLE, "Code, in two languages: settings with false are built, init is called, and says how it went.",
             ("CALL-OUTCOME", "SES-NO-USER"), ("init-again",), session=("running",)),
    Sentence(ENABLE, "Three calls are there to keep the connection: connect(), disconnect() and ping().",
             ("CALL-OUTCOME",)),

    Sentence(CONNECTING, "connect() is how the app gets its connection to the server.",
             ("MAN-CONNECT", "RES-ONE-SOCKET", "EVT-STATUS"), ("connect-when-up",),
             manual=("opening", "waiting", "connected")),
    Sentence(CONNECTING, "Somebody has to be logged in before it is called.",
             ("MAN-CONNECT-NEEDS-USER", "SES-NO-USER"), manual=("signed_out",)),
    Sentence(CONNECTING, "Whether somebody is, getLoggedInUser() tells.",
             ("SES-LOGIN-SAVES",)),
    Sentence(CONNECTING, "With the connection there, all events of that user come in live.",
             ("EVT-DELIVERED",)),
    Sentence(CONNECTING, "Code: connect() takes a callback for success and one for an error; both may be left out.",
             ("CALL-OUTCOME",), ("connect-while-opening", "auth-rejected")),

    Sentence(DISCONNECTING, "disconnect() is how the app ends its connection.",
             ("MAN-DISCONNECT",), manual=("idle",)),
    Sentence(DISCONNECTING, "With the connection gone, no event of that user comes in any more.",
             ("EVT-STOPS",)),
    Sentence(DISCONNECTING, "Code: disconnect() takes the same two callbacks.",
             ("CALL-OUTCOME",), ("disconnect-when-down",)),

    Sentence(LONG_STANDING, "For a connection that never ends, a service can call ping() over and over.",
             ("MAN-PING-LOOP",)),
    Sentence(LONG_STANDING, "The server then has a ping message every thirty seconds, wherever the app is.",
             ("MAN-PING-SENDS", "MAN-PING-LOOP")),
    Sentence(LONG_STANDING, "Each call has to come within thirty seconds of the entry, or of the one before.",
             ("MAN-PING-EXTENDS", "MAN-PING-LOOP"), ("ping-counts-when",)),
    Sentence(LONG_STANDING, "Code: ping() takes the same two callbacks.",
             ("CALL-OUTCOME",), ("ping-in-foreground", "ping-in-auto")),

    Sentence(RECONNECTION, "In manual mode too, what the foreground loses for want of internet comes back by itself.",
             ("MAN-RECONNECT",), ("connect-offline", "server-close", "silent-loss"),
             manual=("reconnecting", "waiting")),
    Sentence(RECONNECTION, "What went down in the background, or by disconnect(), takes another connect().",
             ("MAN-BACKGROUND-STAYS-DOWN", "MAN-DISCONNECT-STAYS"), ("background-while-waiting",),
             manual=("idle", "idle_background", "reconnecting_in_grace")),
)
# fmt: on
"""All of it, in the order of the document; the number of a sentence is its place here, from one on."""
