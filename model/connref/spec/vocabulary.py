"""The words in which the charts are declared: events, regions of time, wishes, answers, deadline moves, reasons."""

from __future__ import annotations

from enum import Enum, StrEnum


class _Word(StrEnum):
    """A word of the vocabulary. It hashes as its text does: enums hash in Python, and each step looks up a hundred."""

    __hash__ = str.__hash__


class Mode(_Word):
    """How the app asked for the connection to be kept (source: "Auto Mode", "Manual Mode")."""

    AUTO = "auto"
    MANUAL = "manual"


class InputName(_Word):
    """Every input of the driver protocol, spelled as on the wire (the driver protocol)."""

    INIT = "init"
    LOGIN = "login"
    LOGOUT = "logout"
    CONNECT = "connect"
    DISCONNECT = "disconnect"
    PING = "ping"
    BACKGROUND = "background"
    FOREGROUND = "foreground"
    KILL = "kill"
    SUSPEND = "suspend"
    RESUME = "resume"
    NETWORK_HANDOVER = "network_handover"
    NETWORK_DOWN = "network_down"
    NETWORK_UP = "network_up"
    SERVER_CLOSE = "server_close"
    SERVER_MUTE = "server_mute"
    SERVER_UNMUTE = "server_unmute"
    SERVER_REFUSE = "server_refuse"
    SERVER_ACCEPT = "server_accept"
    SERVER_REJECT = "server_reject"
    SERVER_APPROVE = "server_approve"
    SERVER_MESSAGE = "server_message"


class ObservationKind(_Word):
    """Every kind of observation of the driver protocol (the driver protocol)."""

    SOCKET_OPENING = "socket_opening"
    SOCKET_OPEN = "socket_open"
    SOCKET_CLOSED = "socket_closed"
    SOCKET_FAILED = "socket_failed"
    PING_SENT = "ping_sent"
    STATUS = "status"
    OUTCOME = "outcome"
    THREW = "threw"
    DELIVERED = "delivered"
    USER = "user"


class Event(_Word):
    """What can happen to a policy. Calls, lifecycle, what the link reports, and time."""

    INIT = "init"
    REOPEN = "reopen"
    """init in a process that finds a saved user."""
    LOGIN = "login"
    LOGOUT = "logout"
    KILL = "kill"
    CONNECT = "connect"
    CONNECT_OFFLINE = "connect_offline"
    """connect() while the device has no network."""
    DISCONNECT = "disconnect"
    PING = "ping"
    BACKGROUND = "background"
    FOREGROUND = "foreground"
    OPENED = "opened"
    LOST = "lost"
    """The connection that was up is given up: network, silence, or an abnormal close by the server."""
    CLOSED = "closed"
    """The server closed the connection normally (1000)."""
    FAILED = "failed"
    FAILED_OFFLINE = "failed_offline"
    """An attempt ended without success while the device had no network."""
    REJECTED = "rejected"
    PONG = "pong"
    """A ping was answered: its success is reported."""
    PONG_FOREGROUND = "pong_foreground"
    """The same for a ping that was called before the app entered the background."""
    DEADLINE = "deadline"
    GAVE_UP = "gave_up"
    """The last attempt that is promised has failed (a feature: the document knows no last one)."""
    STOPPED = "stopped"
    """The server closed the connection with a code that ends it for good (a feature)."""


CONNECTS = (Event.CONNECT, Event.CONNECT_OFFLINE)
CALLS = (*CONNECTS, Event.DISCONNECT, Event.PING)
FAILURES = (Event.FAILED, Event.FAILED_OFFLINE)
PONGS = (Event.PONG, Event.PONG_FOREGROUND)
CALL_EVENTS = frozenset(CALLS)
LINK_EVENTS = frozenset(
    {Event.OPENED, Event.LOST, Event.CLOSED, Event.FAILED, Event.FAILED_OFFLINE, Event.REJECTED}
)
PONG_EVENTS = frozenset(PONGS)
SESSION_EVENTS = frozenset({Event.INIT, Event.LOGIN, Event.LOGOUT, Event.KILL})
APP_EVENTS = SESSION_EVENTS | {Event.BACKGROUND, Event.FOREGROUND} | CALL_EVENTS


class Clock(Enum):
    """The instant that matters in a state."""

    NONE = "none"
    DEADLINE = "deadline"
    """A deadline runs and takes the connection down when it passes."""
    ENTRY = "entry"
    """One grace after the entry into the background: until then connect() may still count from the entry."""


class Region(Enum):
    """Where the present instant lies relative to the clock of the state."""

    # By identity, as above for words.
    __hash__ = object.__hash__

    BEFORE = "before"
    AT = "at"
    PAST = "past"


REGIONS: dict[Clock, tuple[Region, ...]] = {
    Clock.NONE: (Region.BEFORE,),
    Clock.DEADLINE: (Region.BEFORE, Region.AT, Region.PAST),
    Clock.ENTRY: (Region.BEFORE, Region.PAST),
}
"""The regions that a state can be in. One without a clock is always before; the entry window is over at its end."""


class Wish(Enum):
    """What the document asks for in a state."""

    WANTED = "wanted"
    ALLOWED = "allowed"
    """An attempt that is under way in the background may go on: up is no violation, and no duty."""
    UNWANTED = "not wanted"


class App(Enum):
    """Where the app is, as the policy knows it."""

    FOREGROUND = "foreground"
    BACKGROUND = "background"


class Session(Enum):
    """How far the session has come: whether a process runs, init was called in it, and somebody is logged in."""

    NOT_RUNNING = "not running"
    NOT_INITIALISED = "not initialised"
    SIGNED_OUT = "signed out"
    WITH_USER = "with user"


class Storage(Enum):
    """What a step of the session does to the device's storage, or says of it."""

    SAVE = "saves the user"
    FORGET = "forgets the user"
    REPORT = "reports who is logged in"
    REFUSE = "refuses the call"


class Move(Enum):
    """What a transition does with the deadline."""

    KEEP = "keep"
    CLEAR = "clear"
    FROM_NOW = "grace from now"
    FROM_ENTRY = "grace from entry"


class Answer(_Word):
    """What a call has to report."""

    OPENS = "success when up"
    """Success when the connection is up; error only where it could not come up or was interrupted."""
    SUCCESS = "success"
    ERROR = "error"
    EITHER = "success or error"
    SENDS = "ping sent"
    """A ping message goes to the server; success or error."""
    SILENT = "nothing"
    """No message and no callback."""
    AT_MOST_ONE = "at most one outcome"
    THROWS = "throws"


class LinkEvent(_Word):
    """What can happen to a link: the policy's wish, what the socket did, the network, and its own timers."""

    WANT = "want"
    UNWANT = "unwant"
    SOCKET_OPENED = "socket_opened"
    SOCKET_FAILED = "socket_failed"
    SOCKET_REJECTED = "socket_rejected"
    SOCKET_CLOSED = "socket_closed"
    SOCKET_CLOSED_NORMALLY = "socket_closed_normally"
    NETWORK_LOST = "network_lost"
    NETWORK_AVAILABLE = "network_available"
    RETRY_DUE = "retry_due"
    OPEN_TIMEOUT = "open_timeout"
    PING_TIMEOUT = "ping_timeout"
    PROCESS_KILLED = "process_killed"


class CloseReason(_Word):
    """Why a socket is given up."""

    UNWANTED = "no longer wanted"
    NETWORK = "the network is lost"
    TIMEOUT = "the opening took too long"
    REJECTED = "the credentials were rejected"
    SILENT = "the server does not answer"
