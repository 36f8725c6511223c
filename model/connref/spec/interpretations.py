"""Where the document leaves room: the interpretations with their options, and readings that choose among them.

An *interpretation* is a question that the document does not answer (docs/interpretations.md). A *reading* answers
all of them. A *latitude* is a place where docs/interpretations.md says "may": an implementation decides anew each
time, so it is no part of what an implementation exhibits; our own machine needs a choice all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from connref.errors import DefinitionError


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One question, the options that an implementation may follow, ours, and where a stranger to all is judged."""

    id: str
    question: str
    options: tuple[str, ...]
    default: str
    why: str
    judged_under: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Latitude:
    """One "may" of docs/interpretations.md: options that are free each time, and what our own machine does."""

    id: str
    question: str
    options: tuple[str, ...]
    default: str


# fmt: off
_ROWS: tuple[tuple[str, str, tuple[str, ...], str, str, tuple[str, ...]], ...] = (
    ("ping-at-deadline", "Does a ping at exactly the deadline instant count?",
     ("inclusive", "exclusive"), "exclusive",
     "A ping has to come within the grace, and what falls due at an instant happens before an input.",
     ("MAN-PING-EXTENDS",)),
    ("ping-counts-when", "From which instant does a ping start the new grace?",
     ("called", "answered"), "called",
     "The app is told to call within the grace of its previous call: the call is what it can control.",
     ("MAN-PING-EXTENDS",)),
    ("return-at-deadline", "Does a return at exactly the deadline instant save the connection?",
     ("inclusive", "exclusive"), "exclusive",
     "The same rule for both kinds of rescue; a connection that is due to go has gone.",
     ("MAN-RETURN-CANCELS",)),
    ("ping-in-foreground", "Manual, up, foreground: what does ping() do?",
     ("sends", "error", "nothing"), "sends",
     "A ping loop need not know where the app is: it is told that the ping reaches the server either way.",
     ("CALL-OUTCOME",)),
    ("ping-when-down", "Manual: what does ping() report while there is no connection?",
     ("error", "success"), "error",
     "Nothing was sent, so reporting success would hide a lost connection from the ping loop.",
     ("MAN-ONLY-CONNECT",)),
    ("ping-in-auto", "Auto, up: what does ping() do?",
     ("sends", "error", "nothing"), "sends",
     "The call is part of the interface in both modes and does no harm in auto mode.",
     ("CALL-OUTCOME",)),
    ("connect-when-up", "connect() while up?",
     ("success", "error"), "success",
     "What the caller asked for holds already.",
     ("MAN-CONNECT",)),
    ("connect-while-opening", "connect() while an earlier one is under way or a lost connection is on its way back?",
     ("joins", "error"), "joins",
     "Both callers want the same connection and both can be told when it is there.",
     ("CALL-OUTCOME",)),
    ("connect-in-background", "Manual: connect() while in the background?",
     ("refused", "grace-from-open", "grace-from-call", "grace-from-entry", "held"), "grace-from-open",
     "After a drop in the background the way back is connect(), and no other rule than the grace is given there.",
     ("MAN-GRACE-ENDS",)),
    ("connect-offline", "Manual: connect() with no network?",
     ("waits", "fails"), "waits",
     "connect() states a wish; in the foreground the SDK brings a wanted connection back by itself.",
     ("MAN-RECONNECT",)),
    ("connect-in-auto", "connect() in auto mode in the background?",
     ("refused", "opens-until-foreground"), "refused",
     "Auto mode has one rule for the background, and needs no explicit calls.",
     ("AUTO-BACKGROUND-QUIET",)),
    ("disconnect-in-auto", "disconnect() in auto mode, foreground: for how long is the connection down?",
     ("ignored", "until-foreground", "until-connect"), "until-foreground",
     "The call is honoured, and the next return to the foreground is up again as the table for auto mode asks.",
     ("AUTO-FOREGROUND",)),
    ("disconnect-in-auto-background", "disconnect() in auto mode, background?",
     ("ignored", "as-in-foreground"), "ignored",
     "The connection is down already, and auto mode brings it up on return.",
     ("AUTO-FOREGROUND",)),
    ("disconnect-when-down", "disconnect() while there is no connection?",
     ("success", "error"), "success",
     "What the caller asked for holds already.",
     ("CALL-OUTCOME",)),
    ("background-while-opening", "Manual: background entered before the connection was first up?",
     ("aborts", "grace-from-entry", "grace-from-open"), "grace-from-entry",
     "The grace is said to begin when the app goes into the background.",
     ("MAN-GRACE-ENDS",)),
    ("background-while-waiting", "Manual: background entered while a lost connection is on its way back?",
     ("gives-up", "grace-from-entry"), "gives-up",
     "Reconnection is promised for the foreground only.",
     ("MAN-BACKGROUND-STAYS-DOWN",)),
    ("background-again", "A second background with no foreground between?",
     ("ignored", "restarts"), "ignored",
     "The app did not enter the background again, it was there.",
     ("MAN-GRACE",)),
    ("init-again", "init a second time in the same process?",
     ("ignored", "error", "reopens"), "ignored",
     "The SDK is initialised; nothing is to be done.",
     ("CALL-OUTCOME",)),
    ("login-again", "login while logged in?",
     ("ignored", "error", "switches"), "error",
     "An app that logs a second user in has forgotten to log the first out, and should hear of it.",
     ("SES-LOGIN-SAVES",)),
    ("server-close", "The server closes normally in the foreground while a connection is wanted?",
     ("reconnects", "stays-down"), "reconnects",
     "The connection is still wanted, and the document knows only two ways of ending that.",
     ("AUTO-RECONNECT", "MAN-RECONNECT")),
    ("auth-rejected", "The server rejects the user's credentials on the socket?",
     ("stops", "retries"), "stops",
     "The same credentials will be rejected again; trying on would only load the server.",
     ("CALL-OUTCOME",)),
    ("call-before-init", "connect(), disconnect() or ping() before init?",
     ("error", "throws", "nothing"), "error",
     "Each call reports an outcome; this is the one that tells the app what it did wrong.",
     ("INP-ROBUST",)),
    ("silent-loss", "Is a connection whose path died without any notice found out and replaced within R?",
     ("noticed", "not-noticed"), "not-noticed",
     "The only traffic that the document knows is the app's own; a keep-alive beside it is promised nowhere.",
     ("AUTO-RECONNECT", "MAN-RECONNECT")),
    ("grace-while-suspended", "Does the grace run on while the operating system has the process suspended?",
     ("runs", "stands-still"), "runs",
     "The thirty seconds are the user's, and no clock on the wall stops for a process.",
     ("MAN-GRACE-ENDS",)),
)

# fmt: on
INTERPRETATIONS: Mapping[str, Interpretation] = MappingProxyType(
    {row[0]: Interpretation(*row) for row in _ROWS}
)
"""Every interpretation by its ID, in the order of docs/interpretations.md."""

# fmt: off
_LATITUDE_ROWS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("failed-attempt", "A first attempt of connect() fails in the foreground: is the wish kept?",
     ("kept", "dropped"), "kept"),
    ("failed-in-background", "An attempt fails in the background while a deadline runs: is it repeated until then?",
     ("repeats", "gives-up"), "repeats"),
    ("retry-at-entry", "Background entered with an attempt waiting to be repeated: was one under way?",
     ("waiting", "under-way"), "waiting"),
    ("offline-in-background", "A connect() that waits for the network in the background with no deadline: kept?",
     ("kept", "dropped"), "kept"),
    ("ping-while-opening", "A ping in the background while an opening is under way: does it move the deadline?",
     ("counts-not", "counts"), "counts-not"),
    ("pong-of-foreground", "A ping called in the foreground is answered in the background: does it count?",
     ("counts", "counts-not"), "counts"),
    ("session-again", "init or login again takes effect: what becomes of a connection that was wanted?",
     ("kept", "dropped"), "kept"),
    ("suspension-ends",
     "An init, login, connect() or foreground without effect: does it end what disconnect() or the server ended?",
     ("ends", "stays"), "stays"),
    ("connect-ends-disconnect", "connect() in auto mode after disconnect() until the next foreground?",
     ("ends", "stays"), "ends"),
    ("disconnect-ends-connect",
     "Auto, background: disconnect() ends what connect() asked for there. Does it count in the foreground too?",
     ("counts-not", "counts"), "counts-not"),
    ("background-again-opening", "A second background while a connection is on its way?",
     ("kept", "dropped", "grace", "grace-from-open"), "kept"),
)

# fmt: on
LATITUDES: Mapping[str, Latitude] = MappingProxyType({row[0]: Latitude(*row) for row in _LATITUDE_ROWS})
"""Every latitude by its name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One option for each interpretation, and for each latitude.

    Build one with `reading(...)`; two readings are equal when they choose the same.
    """

    choices: tuple[tuple[str, str], ...]

    def __getitem__(self, name: str) -> str:
        """The option chosen for an interpretation or a latitude. Raises `KeyError` for an unknown name."""
        return dict(self.choices)[name]

    def but(self, choices: Mapping[str, str]) -> Reading:
        """The same reading with other options for some. Raises `DefinitionError` for an unknown name or option."""
        for name, option in choices.items():
            _check(name, option)
        return Reading(tuple((name, choices.get(name, option)) for name, option in self.choices))


def reading(choices: Mapping[str, str] | None = None) -> Reading:
    """The default reading, with the given options instead where named.

    Raises `DefinitionError` for an unknown interpretation or an option that is not listed.
    """
    return DEFAULT.but(choices or {})


def options_of(name: str) -> tuple[str, ...]:
    """The options of an interpretation or a latitude. Raises `DefinitionError` for an unknown name."""
    if name in INTERPRETATIONS:
        return INTERPRETATIONS[name].options
    if name in LATITUDES:
        return LATITUDES[name].options
    raise DefinitionError(f"unknown interpretation {name!r}; known: {', '.join(INTERPRETATIONS)}")


def _check(name: str, option: str) -> None:
    options = options_of(name)
    if option not in options:
        raise DefinitionError(f"{name} has no option {option!r}; listed: {', '.join(options)}")


DEFAULT = Reading(
    tuple(
        (entry.id, entry.default)
        for catalogue in (INTERPRETATIONS, LATITUDES)
        for entry in catalogue.values()
    )
)
"""The reading that we can best defend (docs/interpretations.md has the reasons)."""
