"""What the document asks for: one row for each requirement of docs/requirements.md, with all that is a fact about it.

A reader who knows an ID finds everything here that follows from its words: in which modes it is said, what a run has to
do and to see before it can be judged, when it was put to the test, whether the grace times it, and which requirement
stands for it when a connection comes back, goes down too late, or is held a second time. What follows from *where* a
connection is, the charts say.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType

from connref.errors import DefinitionError
from connref.spec.requirement import PASSES_ON, Ground, Kind, Requirement, Rows
from connref.spec.vocabulary import Answer, App, Event, InputName, LinkEvent, Mode, Move, ObservationKind

LOGIN = "Default SDK behaviour on login"
AUTO = "Auto Mode"
MANUAL = "Manual Mode"
ENABLE = "Enable Manual Mode"
CONNECTING = "Connect to the web-socket server"
DISCONNECTING = "Disconnect from the web-socket server"
LONG_STANDING = "Maintain long-standing background connection"
RECONNECTION = "Reconnection"

_AUTO, _MANUAL = frozenset({Mode.AUTO}), frozenset({Mode.MANUAL})
_OUTAGE = frozenset({InputName.NETWORK_DOWN, InputName.NETWORK_UP})
_MESSAGE = frozenset({InputName.SERVER_MESSAGE})
_NEXT_PROCESS = frozenset({InputName.LOGIN, InputName.KILL})
_DELIVERY = frozenset({ObservationKind.DELIVERED})
_PING = frozenset({ObservationKind.PING_SENT})
_STATUS = frozenset({ObservationKind.STATUS})
_OUTCOME = frozenset({ObservationKind.OUTCOME})
_ANSWER = frozenset({InputName.PING})
_GOES_DOWN = (True, False)
_API_CALLS = frozenset({InputName.CONNECT, InputName.DISCONNECT, InputName.PING})
_ANYTHING = (
    _MESSAGE | _OUTAGE | _API_CALLS | frozenset({InputName.INIT, InputName.LOGIN, InputName.FOREGROUND})
)
"""What could tempt an SDK to open a connection, or to hand something on, that it should not."""

# fmt: off
_ROWS: tuple[Requirement, ...] = (
    Requirement("SES-LOGIN-SAVES", Kind.STATED, LOGIN,
                "Logging in keeps the user on the device: the next process finds that user when it calls init.",
                inputs=_NEXT_PROCESS, stays_down="SES-NO-USER",
                held_by=(Rows(events=(Event.REOPEN,)), Rows(events=(Event.LOGIN,), leaves=True))),
    Requirement("SES-LOGIN-CONNECTS", Kind.STATED, LOGIN,
                "Auto mode, foreground: login is enough to bring the connection up.",
                modes=_AUTO),
    Requirement("SES-REOPEN-CONNECTS", Kind.STATED, LOGIN,
                "Auto mode: init in a reopened app that has a saved user is enough to bring the connection up.",
                modes=_AUTO, inputs=_NEXT_PROCESS),
    Requirement("SES-REOPEN-WAITS", Kind.STATED, ENABLE,
                "Manual mode: init in a reopened app that has a saved user opens nothing.",
                modes=_MANUAL, inputs=_NEXT_PROCESS,
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("SES-NO-USER", Kind.DERIVED, LOGIN,
                "Nobody logged in, no connection, whatever is called; logout takes it down and forgets the user.",
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("AUTO-DEFAULT", Kind.STATED, AUTO,
                "An app that chooses no mode gets auto mode.",
                modes=_AUTO,
                held_by=(Rows(carrying=("SES-LOGIN-CONNECTS", "SES-REOPEN-CONNECTS")),)),
    Requirement("AUTO-FOREGROUND", Kind.STATED, AUTO,
                "Auto mode, logged in, foreground: up, and up again after each return to the foreground.",
                modes=_AUTO, time_tempts=True),
    Requirement("AUTO-BACKGROUND", Kind.STATED, AUTO,
                "Auto mode: entering the background takes the connection down at once, without any grace.",
                modes=_AUTO, timed_by_grace=True, stays_down="AUTO-BACKGROUND-QUIET"),
    Requirement("AUTO-BACKGROUND-QUIET", Kind.DERIVED, AUTO,
                "Auto mode: in the background nothing brings the connection up, not even a change of network.",
                modes=_AUTO,
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("AUTO-RECONNECT", Kind.STATED, AUTO,
                "Auto mode, foreground: once the internet is back the connection is up within R by itself, every time.",
                modes=_AUTO, inputs=_OUTAGE, without_outage="AUTO-FOREGROUND"),
    Requirement("MAN-ONLY-CONNECT", Kind.STATED, MANUAL,
                "Manual mode: connect() is the only thing that ever starts a connection.",
                modes=_MANUAL,
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("MAN-CONNECT", Kind.STATED, CONNECTING,
                "Manual mode, logged in, foreground: connect() brings the connection up and reports success.",
                modes=_MANUAL, stays_down="MAN-ONLY-CONNECT"),
    Requirement("MAN-CONNECT-NEEDS-USER", Kind.DERIVED, CONNECTING,
                "Manual mode: connect() with nobody logged in opens nothing and reports no success.",
                modes=_MANUAL, bars=True,
                ground=Ground.PROHIBITION, tempters=frozenset({InputName.CONNECT})),
    Requirement("MAN-DISCONNECT", Kind.STATED, DISCONNECTING,
                "Manual mode: disconnect() takes the connection down at once.",
                modes=_MANUAL, stays_down="MAN-DISCONNECT-STAYS"),
    Requirement("MAN-DISCONNECT-STAYS", Kind.STATED, RECONNECTION,
                "Manual mode: what disconnect() took down stays down until connect(), which brings it up again.",
                modes=_MANUAL, until_connect=True,
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("MAN-FOREGROUND-HOLDS", Kind.DERIVED, MANUAL,
                "Manual mode, foreground: a connection stays up for any length of time without a ping.",
                modes=_MANUAL, weight=1,
                ground=Ground.PROHIBITION, time_tempts=True),
    Requirement("MAN-GRACE", Kind.STATED, MANUAL,
                "Manual mode: a connection survives entry into the background for the whole grace.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN",
                repeated="MAN-GRACE-RESTARTS", ends="MAN-GRACE-ENDS"),
    Requirement("MAN-GRACE-ENDS", Kind.STATED, MANUAL,
                "Manual mode: without a ping the connection is down when the grace is over.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN",
                ground=Ground.DEADLINE),
    Requirement("MAN-PING-EXTENDS", Kind.STATED, LONG_STANDING,
                "Manual mode, background, up: a ping inside the grace starts a new grace at that ping.",
                modes=_MANUAL, outcomes=_ANSWER, timed_by_grace=True, repeated="MAN-PING-LOOP",
                ends="MAN-PING-LAPSES"),
    Requirement("MAN-PING-LOOP", Kind.STATED, LONG_STANDING,
                "Manual mode: pings never further apart than the grace hold the connection in the background for ever.",
                modes=_MANUAL, outcomes=_ANSWER, timed_by_grace=True,
                held_by=(Rows(carrying=("MAN-PING-EXTENDS",)),)),
    Requirement("MAN-PING-LAPSES", Kind.STATED, MANUAL,
                "Manual mode: when the pings stop, the connection is down one grace after the last of them.",
                modes=_MANUAL, outcomes=_ANSWER, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN",
                lapses=True,
                held_by=(Rows(events=(Event.DEADLINE,), up=_GOES_DOWN),),
                ground=Ground.DEADLINE),
    Requirement("MAN-PING-SENDS", Kind.STATED, MANUAL,
                "Manual mode, up in the background, all working: each ping() makes a ping message reach the server.",
                modes=_MANUAL, observations=_PING, within_grace=True,
                held_by=(Rows(app=App.BACKGROUND, answer=Answer.SENDS),)),
    Requirement("MAN-RETURN-CANCELS", Kind.DERIVED, MANUAL,
                "Manual mode: coming back inside the grace cancels the deadline for good.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN"),
    Requirement("MAN-GRACE-RESTARTS", Kind.DERIVED, MANUAL,
                "Manual mode: every entry into the background has a whole grace of its own.",
                modes=_MANUAL, timed_by_grace=True,
                held_by=(Rows(events=(Event.BACKGROUND,), move=Move.FROM_NOW),)),
    Requirement("MAN-RECONNECT", Kind.STATED, RECONNECTION,
                "Manual mode, foreground, wanted: once the internet is back the connection is up within R, every time.",
                modes=_MANUAL, inputs=_OUTAGE, stays_down="MAN-ONLY-CONNECT"),
    Requirement("MAN-BACKGROUND-STAYS-DOWN", Kind.STATED, RECONNECTION,
                "Manual mode: what went down in the background stays down, also in the foreground, until connect().",
                modes=_MANUAL, until_connect=True,
                ground=Ground.PROHIBITION, tempters=_ANYTHING, time_tempts=True),
    Requirement("EVT-DELIVERED", Kind.STATED, CONNECTING,
                "A message sent while the connection is up and working reaches the listener once and in order.",
                inputs=_MESSAGE, observations=_DELIVERY,
                held_by=(Rows(up=(False, True)),)),
    Requirement("EVT-LOST", Kind.STATED, MANUAL,
                "A message sent while the connection is down never reaches the listener over the connection.",
                inputs=_MESSAGE, observations=_DELIVERY,
                held_by=(Rows(up=_GOES_DOWN),),
                ground=Ground.PROHIBITION, tempters=_MESSAGE),
    Requirement("EVT-STOPS", Kind.STATED, DISCONNECTING,
                "After disconnect() has taken the connection down no event reaches the app.",
                inputs=_MESSAGE | {InputName.DISCONNECT}, observations=_DELIVERY,
                held_by=(Rows(Mode.MANUAL, events=(Event.DISCONNECT, LinkEvent.UNWANT), up=_GOES_DOWN),),
                ground=Ground.PROHIBITION, tempters=_MESSAGE),
    Requirement("EVT-STATUS", Kind.DERIVED, CONNECTING,
                "The status that the SDK tells the app comes to rest on what is true: connected, or not.",
                observations=_STATUS,
                held_by=(Rows(up=(False, True)), Rows(up=_GOES_DOWN))),
    Requirement("CALL-OUTCOME", Kind.STATED, CONNECTING,
                "Each connect(), disconnect() and ping() reports exactly one of success and error, in bounded time.",
                observations=_OUTCOME, weight=0),
    Requirement("RES-ONE-SOCKET", Kind.DERIVED, CONNECTING,
                "Never two sockets open or opening at once, and none left over when the connection is down.",
                ground=Ground.SECOND_OPENING),
    Requirement("INP-ROBUST", Kind.DERIVED, MANUAL,
                "No order of calls and events makes the SDK throw out of a call or stop answering.",
                ground=Ground.CALL,
                tempters=_API_CALLS | {InputName.INIT, InputName.LOGIN, InputName.LOGOUT}),
)

# fmt: on


def by_id(rows: tuple[Requirement, ...]) -> Mapping[str, Requirement]:
    """The rows by ID. Raises `DefinitionError` for an ID that stands twice, and for a column that names none."""
    found: dict[str, Requirement] = {}
    for row in rows:
        if row.id in found:
            raise DefinitionError(f"a requirement is declared twice: {row.id}")
        found[row.id] = row
    for row, column in product(rows, PASSES_ON):
        named = getattr(row, column)
        if named not in found:
            raise DefinitionError(f"{row.id}: {column} names {named!r}, which is no requirement")
    return MappingProxyType(found)


REQUIREMENTS: Mapping[str, Requirement] = by_id(_ROWS)
"""Every requirement by its ID, in the order of docs/requirements.md."""

# Code that has to name one takes its name from here; no ID stands as a text outside of the specification.
SES_LOGIN_SAVES = "SES-LOGIN-SAVES"
SES_LOGIN_CONNECTS = "SES-LOGIN-CONNECTS"
SES_REOPEN_CONNECTS = "SES-REOPEN-CONNECTS"
SES_REOPEN_WAITS = "SES-REOPEN-WAITS"
SES_NO_USER = "SES-NO-USER"
AUTO_DEFAULT = "AUTO-DEFAULT"
AUTO_FOREGROUND = "AUTO-FOREGROUND"
AUTO_BACKGROUND = "AUTO-BACKGROUND"
AUTO_BACKGROUND_QUIET = "AUTO-BACKGROUND-QUIET"
AUTO_RECONNECT = "AUTO-RECONNECT"
MAN_ONLY_CONNECT = "MAN-ONLY-CONNECT"
MAN_CONNECT = "MAN-CONNECT"
MAN_CONNECT_NEEDS_USER = "MAN-CONNECT-NEEDS-USER"
MAN_DISCONNECT = "MAN-DISCONNECT"
MAN_DISCONNECT_STAYS = "MAN-DISCONNECT-STAYS"
MAN_FOREGROUND_HOLDS = "MAN-FOREGROUND-HOLDS"
MAN_GRACE = "MAN-GRACE"
MAN_GRACE_ENDS = "MAN-GRACE-ENDS"
MAN_PING_EXTENDS = "MAN-PING-EXTENDS"
MAN_PING_LOOP = "MAN-PING-LOOP"
MAN_PING_LAPSES = "MAN-PING-LAPSES"
MAN_PING_SENDS = "MAN-PING-SENDS"
MAN_RETURN_CANCELS = "MAN-RETURN-CANCELS"
MAN_GRACE_RESTARTS = "MAN-GRACE-RESTARTS"
MAN_RECONNECT = "MAN-RECONNECT"
MAN_BACKGROUND_STAYS_DOWN = "MAN-BACKGROUND-STAYS-DOWN"
EVT_DELIVERED = "EVT-DELIVERED"
EVT_LOST = "EVT-LOST"
EVT_STOPS = "EVT-STOPS"
EVT_STATUS = "EVT-STATUS"
CALL_OUTCOME = "CALL-OUTCOME"
RES_ONE_SOCKET = "RES-ONE-SOCKET"
INP_ROBUST = "INP-ROBUST"
