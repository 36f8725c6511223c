"""Words that several properties share: which events end a connection by right, and which ones are calls."""

from __future__ import annotations

from connref.spec.vocabulary import Event, Wish
from connref.verify.monitor import Choices, Seen

CONNECTS = frozenset({Event.CONNECT, Event.CONNECT_OFFLINE})
PONGS = frozenset({Event.PONG, Event.PONG_FOREGROUND})
LOSSES = frozenset({Event.LOST, Event.CLOSED})
FAILURES = frozenset({Event.FAILED, Event.FAILED_OFFLINE})
GOODBYES = frozenset({Event.DISCONNECT, Event.LOGOUT, Event.KILL})


def renews(seen: Seen) -> bool:
    """A second init or login: what it does is told by readings of its own, and judged by properties of its own."""
    return seen.event in {Event.INIT, Event.LOGIN} and seen.was.user


def ends_by_right(seen: Seen) -> bool:
    """The app, the user or the world ended it: disconnect(), logout, kill, a loss, or a session begun anew."""
    return seen.event in GOODBYES or seen.event in LOSSES or renews(seen)


def counts(seen: Seen, choices: Choices) -> bool:
    """A ping counts with this step, as ping-counts-when has it (when it comes in time)."""
    if choices["ping-counts-when"] == "called":
        return seen.event is Event.PING
    return seen.event in PONGS


def restarts(seen: Seen, choices: Choices) -> bool:
    """A second background that begins a new grace, as background-again has it."""
    return (
        seen.event is Event.BACKGROUND and seen.was.background and choices["background-again"] == "restarts"
    )


def wanted(seen: Seen) -> bool:
    """After the step a connection is wanted: no mere leave to go on."""
    return seen.after.wish is Wish.WANTED
