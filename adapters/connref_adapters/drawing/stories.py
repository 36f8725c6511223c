"""The stories that are drawn as timing diagrams: what happens to one device, or to two side by side."""

from __future__ import annotations

from dataclasses import dataclass

from connref.protocol import Advance, Do, InputName, Mode, Step
from connref.spec.requirements import (
    AUTO_BACKGROUND,
    AUTO_FOREGROUND,
    AUTO_RECONNECT,
    EVT_LOST,
    MAN_BACKGROUND_STAYS_DOWN,
    MAN_FOREGROUND_HOLDS,
    MAN_GRACE,
    MAN_GRACE_ENDS,
    MAN_GRACE_RESTARTS,
    MAN_PING_EXTENDS,
    MAN_PING_LAPSES,
    MAN_PING_LOOP,
    MAN_PING_SENDS,
    MAN_RECONNECT,
    MAN_RETURN_CANCELS,
)


@dataclass(frozen=True, slots=True)
class Strip:
    """One device in one mode, and what happens to it; instants are milliseconds between steps."""

    caption: str
    mode: Mode
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TimedStory:
    """A story to draw: its name (a file's stem), what it tells, the requirements that it shows, its strips."""

    name: str
    title: str
    tells: str
    shows: tuple[str, ...]
    strips: tuple[Strip, ...]


def _steps(script: str) -> tuple[Step, ...]:
    """Inputs by name, each with its value after "=", and waits in ms: "login=anna connect=a 1000 background"."""
    return tuple(_step(word) for word in script.split())


def _step(word: str) -> Step:
    if word.isdecimal():
        return Advance(int(word))
    name, _, value = word.partition("=")
    return Do(InputName(name), value or None)


_MANUAL_UP = "init login=anna connect=first 2000"
_SIDE = "2000 background 10000 foreground 10000 network_down 10000 network_up 10000 background 40000 foreground 10000"

STORIES: tuple[TimedStory, ...] = (
    TimedStory(
        "grace",
        "Manual mode: thirty seconds in the background",
        "No ping() comes, so the connection goes down 30 s after the app went into the background; what the server "
        "sends after that is lost, and only connect() brings the connection up again.",
        (MAN_GRACE, MAN_GRACE_ENDS, EVT_LOST, MAN_BACKGROUND_STAYS_DOWN),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                _steps(
                    f"{_MANUAL_UP} background 20000 server_message=in-time 15000 server_message=too-late 5000 "
                    "foreground 5000 connect=again 2000"
                ),
            ),
        ),
    ),
    TimedStory(
        "ping-loop",
        "Manual mode: a ping loop keeps the connection",
        "Each ping() starts a new grace of 30 s; when the pings stop, the connection goes down 30 s after the last.",
        (MAN_PING_EXTENDS, MAN_PING_LOOP, MAN_PING_SENDS, MAN_PING_LAPSES),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                _steps(f"{_MANUAL_UP} background 25000 ping=p1 25000 ping=p2 25000 ping=p3 35000"),
            ),
        ),
    ),
    TimedStory(
        "return",
        "Manual mode: return to the foreground",
        "The return inside the grace cancels the deadline; the next stay in the background has a whole grace again.",
        (MAN_RETURN_CANCELS, MAN_FOREGROUND_HOLDS, MAN_GRACE_RESTARTS),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                _steps(f"{_MANUAL_UP} background 20000 foreground 60000 background 29000 foreground 5000"),
            ),
        ),
    ),
    TimedStory(
        "reconnection",
        "Loss and reconnection in the foreground, and in the background",
        "In the foreground the connection comes back by itself once the internet is back. In the background it stays "
        "down, also after the return, until connect().",
        (MAN_RECONNECT, MAN_BACKGROUND_STAYS_DOWN),
        (
            Strip(
                "manual mode",
                Mode.MANUAL,
                _steps(
                    f"{_MANUAL_UP} network_down 15000 network_up 5000 background 5000 network_down 5000 network_up "
                    "5000 foreground 5000 connect=again 2000"
                ),
            ),
        ),
    ),
    TimedStory(
        "side-by-side",
        "The same story in auto mode and in manual mode",
        "Auto mode goes down at once in the background and up again on return. Manual mode stays up for 30 s, and what "
        "went down in the background stays down until connect(). Lost internet in the foreground is mended in both.",
        (
            AUTO_BACKGROUND,
            AUTO_FOREGROUND,
            AUTO_RECONNECT,
            MAN_GRACE,
            MAN_GRACE_ENDS,
            MAN_RECONNECT,
        ),
        (
            Strip("auto mode", Mode.AUTO, _steps(f"init login=anna {_SIDE}")),
            Strip("manual mode", Mode.MANUAL, _steps(f"init login=anna connect=first {_SIDE}")),
        ),
    ),
)
"""Every story that is drawn."""
