"""What the document asks for: one row for each requirement of REQUIREMENTS.md, with all that is a fact about it.

A reader who knows an ID finds everything here that follows from its words: in which modes it is said, what a run has to
do and to see before it can be judged, whether the grace times it, and which requirement stands for it when a connection
comes back, goes down too late, or is held a second time. What follows from *where* a connection is, the charts say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from connref.errors import DefinitionError
from connref.spec.vocabulary import Answer, App, Event, InputName, LinkEvent, Mode, Move, ObservationKind


class Kind(StrEnum):
    """Whether the source document says it, or it follows from what the document says."""

    STATED = "stated"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Rows:
    """Transitions by what they are. What is left out may be anything; a transition is among them where all else fits.

    `mode` is the one in whose chart they are (the link's are in both); `carrying` has the requirement that they carry
    and `events` what they are taken at; `up` is whether the connection is up before and after; `app` where the app is
    before; `move` and `answer` are as declared; `leaves`: not a loop.
    """

    mode: Mode | None = None
    carrying: tuple[str, ...] = ()
    events: tuple[Event | LinkEvent, ...] = ()
    up: tuple[bool, bool] | None = None
    app: App | None = None
    move: Move | None = None
    answer: Answer | None = None
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must hold.

    `heading` is the heading of the source document under which it is said, or from which it follows; `sentence` says it
    in our own words.

    To be put to the test at all:
    - `modes` are those in which it is judged;
    - `inputs` are those that its words name, where some of its cases can be played without them;
    - `observations` are those without which it cannot be judged, beside those that every driver has;
    - `timed_by_grace`: it says something about an instant one grace away.

    To find it in the charts:
    - `held_by` are transitions that answer for it beside those that carry it: it speaks of what several do together.

    To say of a violation which requirement is broken (each names this requirement itself where it is left out):
    - `stays_down`: broken by a connection that comes up again after this requirement took it down;
    - `repeated`: keeps it up where the same happens once more (a second entry into the background, a second ping);
    - `ends`: broken by a connection that is still up when the deadline is over that this requirement armed;
    - `without_outage`: asks for the connection to come back where it was lost with no internet lost.

    To say which of several is told:
    - `until_connect`: its words say that connect() ends it, so it also asks for what that connect() brings up;
    - `bars`: a transition with it is the reason why nothing may be up from then on, though the location stays;
    - `lapses`: a transition with it lets a deadline pass, so that what the deadline carries is the reason;
    - `weight`: of two that are broken at once, the one with the greater weight, the more specific, is told.
    """

    id: str
    kind: Kind
    heading: str
    sentence: str
    modes: frozenset[Mode] = frozenset(Mode)
    inputs: frozenset[InputName] = frozenset()
    observations: frozenset[ObservationKind] = frozenset()
    timed_by_grace: bool = False
    held_by: tuple[Rows, ...] = ()
    stays_down: str = ""
    repeated: str = ""
    ends: str = ""
    without_outage: str = ""
    until_connect: bool = False
    bars: bool = False
    lapses: bool = False
    weight: int = 2

    def __post_init__(self) -> None:
        for column in PASSES_ON:
            if not getattr(self, column):
                object.__setattr__(self, column, self.id)


PASSES_ON = ("stays_down", "repeated", "ends", "without_outage")
"""The columns that name another requirement."""

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
_GOES_DOWN = (True, False)

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
                modes=_MANUAL, inputs=_NEXT_PROCESS),
    Requirement("SES-NO-USER", Kind.DERIVED, LOGIN,
                "Nobody logged in, no connection, whatever is called; logout takes it down and forgets the user."),
    Requirement("AUTO-DEFAULT", Kind.STATED, AUTO,
                "An app that chooses no mode gets auto mode.",
                modes=_AUTO,
                held_by=(Rows(carrying=("SES-LOGIN-CONNECTS", "SES-REOPEN-CONNECTS")),)),
    Requirement("AUTO-FOREGROUND", Kind.STATED, AUTO,
                "Auto mode, logged in, foreground: up, and up again after each return to the foreground.",
                modes=_AUTO),
    Requirement("AUTO-BACKGROUND", Kind.STATED, AUTO,
                "Auto mode: entering the background takes the connection down at once, without any grace.",
                modes=_AUTO, timed_by_grace=True, stays_down="AUTO-BACKGROUND-QUIET"),
    Requirement("AUTO-BACKGROUND-QUIET", Kind.DERIVED, AUTO,
                "Auto mode: in the background nothing brings the connection up, not even a change of network.",
                modes=_AUTO),
    Requirement("AUTO-RECONNECT", Kind.STATED, AUTO,
                "Auto mode, foreground: once the internet is back the connection is up within R by itself, every time.",
                modes=_AUTO, inputs=_OUTAGE, without_outage="AUTO-FOREGROUND"),
    Requirement("MAN-ONLY-CONNECT", Kind.STATED, MANUAL,
                "Manual mode: connect() is the only thing that ever starts a connection.",
                modes=_MANUAL),
    Requirement("MAN-CONNECT", Kind.STATED, CONNECTING,
                "Manual mode, logged in, foreground: connect() brings the connection up and reports success.",
                modes=_MANUAL, stays_down="MAN-ONLY-CONNECT"),
    Requirement("MAN-CONNECT-NEEDS-USER", Kind.DERIVED, CONNECTING,
                "Manual mode: connect() with nobody logged in opens nothing and reports no success.",
                modes=_MANUAL, bars=True),
    Requirement("MAN-DISCONNECT", Kind.STATED, DISCONNECTING,
                "Manual mode: disconnect() takes the connection down at once.",
                modes=_MANUAL, stays_down="MAN-DISCONNECT-STAYS"),
    Requirement("MAN-DISCONNECT-STAYS", Kind.STATED, RECONNECTION,
                "Manual mode: what disconnect() took down stays down until connect(), which brings it up again.",
                modes=_MANUAL, until_connect=True),
    Requirement("MAN-FOREGROUND-HOLDS", Kind.DERIVED, MANUAL,
                "Manual mode, foreground: a connection stays up for any length of time without a ping.",
                modes=_MANUAL, weight=1),
    Requirement("MAN-GRACE", Kind.STATED, MANUAL,
                "Manual mode: a connection survives entry into the background for the whole grace.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN",
                repeated="MAN-GRACE-RESTARTS", ends="MAN-GRACE-ENDS"),
    Requirement("MAN-GRACE-ENDS", Kind.STATED, MANUAL,
                "Manual mode: without a ping the connection is down when the grace is over.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN"),
    Requirement("MAN-PING-EXTENDS", Kind.STATED, LONG_STANDING,
                "Manual mode, background, up: a ping inside the grace starts a new grace at that ping.",
                modes=_MANUAL, timed_by_grace=True, repeated="MAN-PING-LOOP", ends="MAN-PING-LAPSES"),
    Requirement("MAN-PING-LOOP", Kind.STATED, LONG_STANDING,
                "Manual mode: pings never further apart than the grace hold the connection in the background for ever.",
                modes=_MANUAL, timed_by_grace=True,
                held_by=(Rows(carrying=("MAN-PING-EXTENDS",)),)),
    Requirement("MAN-PING-LAPSES", Kind.STATED, MANUAL,
                "Manual mode: when the pings stop, the connection is down one grace after the last of them.",
                modes=_MANUAL, timed_by_grace=True, stays_down="MAN-BACKGROUND-STAYS-DOWN", lapses=True,
                held_by=(Rows(events=(Event.DEADLINE,), up=_GOES_DOWN),)),
    Requirement("MAN-PING-SENDS", Kind.STATED, MANUAL,
                "Manual mode, up in the background, all working: each ping() makes a ping message reach the server.",
                modes=_MANUAL, observations=_PING,
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
                modes=_MANUAL, until_connect=True),
    Requirement("EVT-DELIVERED", Kind.STATED, CONNECTING,
                "A message sent while the connection is up and working reaches the listener once and in order.",
                inputs=_MESSAGE, observations=_DELIVERY,
                held_by=(Rows(up=(False, True)),)),
    Requirement("EVT-LOST", Kind.STATED, MANUAL,
                "A message sent while the connection is down never reaches the listener over the connection.",
                inputs=_MESSAGE, observations=_DELIVERY,
                held_by=(Rows(up=_GOES_DOWN),)),
    Requirement("EVT-STOPS", Kind.STATED, DISCONNECTING,
                "After disconnect() has taken the connection down no event reaches the app.",
                inputs=_MESSAGE | {InputName.DISCONNECT}, observations=_DELIVERY,
                held_by=(Rows(Mode.MANUAL, events=(Event.DISCONNECT, LinkEvent.UNWANT), up=_GOES_DOWN),)),
    Requirement("CALL-OUTCOME", Kind.STATED, CONNECTING,
                "Each connect(), disconnect() and ping() reports exactly one of success and error, in bounded time.",
                weight=0),
    Requirement("RES-ONE-SOCKET", Kind.DERIVED, CONNECTING,
                "Never two sockets open or opening at once, and none left over when the connection is down."),
    Requirement("INP-ROBUST", Kind.DERIVED, MANUAL,
                "No order of calls and events makes the SDK throw out of a call or stop answering."),
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
"""Every requirement by its ID, in the order of REQUIREMENTS.md."""

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
CALL_OUTCOME = "CALL-OUTCOME"
RES_ONE_SOCKET = "RES-ONE-SOCKET"
INP_ROBUST = "INP-ROBUST"
