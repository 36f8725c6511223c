"""What the document asks for: every requirement of REQUIREMENTS.md, as data, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """Whether the source document says it, or it follows from what the document says."""

    STATED = "stated"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must hold.

    `heading` is the heading of the source document under which it is said, or from which it follows.
    """

    id: str
    kind: Kind
    heading: str
    sentence: str


LOGIN = "Default SDK behaviour on login"
AUTO = "Auto Mode"
MANUAL = "Manual Mode"
ENABLE = "Enable Manual Mode"
CONNECTING = "Connect to the web-socket server"
DISCONNECTING = "Disconnect from the web-socket server"
LONG_STANDING = "Maintain long-standing background connection"
RECONNECTION = "Reconnection"

# fmt: off
_ROWS: tuple[tuple[str, Kind, str, str], ...] = (
    ("SES-LOGIN-SAVES", Kind.STATED, LOGIN,
     "Logging in keeps the user on the device: the next process finds that user when it calls init."),
    ("SES-LOGIN-CONNECTS", Kind.STATED, LOGIN,
     "Auto mode, foreground: login is enough to bring the connection up."),
    ("SES-REOPEN-CONNECTS", Kind.STATED, LOGIN,
     "Auto mode: init in a reopened app that has a saved user is enough to bring the connection up."),
    ("SES-REOPEN-WAITS", Kind.STATED, ENABLE,
     "Manual mode: init in a reopened app that has a saved user opens nothing."),
    ("SES-NO-USER", Kind.DERIVED, LOGIN,
     "Nobody logged in, no connection, whatever is called; logout takes it down and forgets the user."),
    ("AUTO-DEFAULT", Kind.STATED, AUTO,
     "An app that chooses no mode gets auto mode."),
    ("AUTO-FOREGROUND", Kind.STATED, AUTO,
     "Auto mode, logged in, foreground: up, and up again after each return to the foreground."),
    ("AUTO-BACKGROUND", Kind.STATED, AUTO,
     "Auto mode: entering the background takes the connection down at once, without any grace."),
    ("AUTO-BACKGROUND-QUIET", Kind.DERIVED, AUTO,
     "Auto mode: in the background nothing brings the connection up, not even a change of network."),
    ("AUTO-RECONNECT", Kind.STATED, AUTO,
     "Auto mode, foreground: once the internet is back the connection is up within R by itself, every time."),
    ("MAN-ONLY-CONNECT", Kind.STATED, MANUAL,
     "Manual mode: connect() is the only thing that ever starts a connection."),
    ("MAN-CONNECT", Kind.STATED, CONNECTING,
     "Manual mode, logged in, foreground: connect() brings the connection up and reports success."),
    ("MAN-CONNECT-NEEDS-USER", Kind.DERIVED, CONNECTING,
     "Manual mode: connect() with nobody logged in opens nothing and reports no success."),
    ("MAN-DISCONNECT", Kind.STATED, DISCONNECTING,
     "Manual mode: disconnect() takes the connection down at once."),
    ("MAN-DISCONNECT-STAYS", Kind.STATED, RECONNECTION,
     "Manual mode: what disconnect() took down stays down until connect(), which brings it up again."),
    ("MAN-FOREGROUND-HOLDS", Kind.DERIVED, MANUAL,
     "Manual mode, foreground: a connection stays up for any length of time without a ping."),
    ("MAN-GRACE", Kind.STATED, MANUAL,
     "Manual mode: a connection survives entry into the background for the whole grace."),
    ("MAN-GRACE-ENDS", Kind.STATED, MANUAL,
     "Manual mode: without a ping the connection is down when the grace is over."),
    ("MAN-PING-EXTENDS", Kind.STATED, LONG_STANDING,
     "Manual mode, background, up: a ping inside the grace starts a new grace at that ping."),
    ("MAN-PING-LOOP", Kind.STATED, LONG_STANDING,
     "Manual mode: pings never further apart than the grace hold the connection in the background for ever."),
    ("MAN-PING-LAPSES", Kind.STATED, MANUAL,
     "Manual mode: when the pings stop, the connection is down one grace after the last of them."),
    ("MAN-PING-SENDS", Kind.STATED, MANUAL,
     "Manual mode, up in the background, all working: each ping() makes a ping message reach the server."),
    ("MAN-RETURN-CANCELS", Kind.DERIVED, MANUAL,
     "Manual mode: coming back inside the grace cancels the deadline for good."),
    ("MAN-GRACE-RESTARTS", Kind.DERIVED, MANUAL,
     "Manual mode: every entry into the background has a whole grace of its own."),
    ("MAN-RECONNECT", Kind.STATED, RECONNECTION,
     "Manual mode, foreground, wanted: once the internet is back the connection is up within R, every time."),
    ("MAN-BACKGROUND-STAYS-DOWN", Kind.STATED, RECONNECTION,
     "Manual mode: what went down in the background stays down, also in the foreground, until connect()."),
    ("EVT-DELIVERED", Kind.STATED, CONNECTING,
     "A message sent while the connection is up and working reaches the listener once and in order."),
    ("EVT-LOST", Kind.STATED, MANUAL,
     "A message sent while the connection is down never reaches the listener over the connection."),
    ("EVT-STOPS", Kind.STATED, DISCONNECTING,
     "After disconnect() has taken the connection down no event reaches the app."),
    ("CALL-OUTCOME", Kind.STATED, CONNECTING,
     "Each connect(), disconnect() and ping() reports exactly one of success and error, in bounded time."),
    ("RES-ONE-SOCKET", Kind.DERIVED, CONNECTING,
     "Never two sockets open or opening at once, and none left over when the connection is down."),
    ("INP-ROBUST", Kind.DERIVED, MANUAL,
     "No order of calls and events makes the SDK throw out of a call or stop answering."),
)

# fmt: on
REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType({row[0]: Requirement(*row) for row in _ROWS})
"""Every requirement by its ID, in the order of REQUIREMENTS.md."""
