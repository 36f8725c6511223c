"""Everything that a ConnectionMachine can be told: calls of the app, lifecycle, network, sockets, and time.

All are frozen, slotted values without behaviour. Sockets are known by the number that `effects.OpenSocket` gave
them, calls by the id that the caller chose; a fact about a socket that is no longer the current one is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class ClosedBy(StrEnum):
    """Who ended a socket that was open."""

    SERVER = "server"
    NETWORK = "network"


NORMAL_CLOSURE = 1000
"""The close code of a server that has nothing against the connection (REQUIREMENTS.md, server-close)."""


@dataclass(frozen=True, slots=True)
class Init:
    """The app calls init; in a new process after a kill."""


@dataclass(frozen=True, slots=True)
class Login:
    """The app logged this user in, and the backend approved."""

    user: str


@dataclass(frozen=True, slots=True)
class Logout:
    """The app logged the user out."""


@dataclass(frozen=True, slots=True)
class Connect:
    """The app calls connect(); `call` is unique among the calls that are pending."""

    call: str


@dataclass(frozen=True, slots=True)
class Disconnect:
    """The app calls disconnect()."""

    call: str


@dataclass(frozen=True, slots=True)
class Ping:
    """The app calls ping(); `call` is unique among the calls that are pending."""

    call: str


@dataclass(frozen=True, slots=True)
class Background:
    """The operating system says that the app entered the background."""


@dataclass(frozen=True, slots=True)
class Foreground:
    """The operating system says that the app is in the foreground."""


@dataclass(frozen=True, slots=True)
class Kill:
    """The process died without a word: sockets and pending calls are gone, the saved user stays."""


@dataclass(frozen=True, slots=True)
class NetworkLost:
    """The operating system says that there is no network."""


@dataclass(frozen=True, slots=True)
class NetworkAvailable:
    """The operating system says that there is a network."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The server has authenticated the socket: the connection is up."""

    socket: int


@dataclass(frozen=True, slots=True)
class OpenFailed:
    """The opening ended without success, for any reason but the user's credentials."""

    socket: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """The server rejected the user's credentials on the socket."""

    socket: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The socket is no more, and not because the machine asked for it."""

    socket: int
    code: int = NORMAL_CLOSURE
    by: ClosedBy = ClosedBy.SERVER


@dataclass(frozen=True, slots=True)
class PongReceived:
    """The server answered the ping that was sent for this call."""

    call: str


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A chat message arrived on the socket."""

    socket: int
    message: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing but time: what is due is done."""


SocketFact: TypeAlias = Opened | OpenFailed | Rejected | Closed
Call: TypeAlias = Connect | Disconnect | Ping
Input: TypeAlias = (
    Init
    | Login
    | Logout
    | Call
    | Background
    | Foreground
    | Kill
    | NetworkLost
    | NetworkAvailable
    | SocketFact
    | PongReceived
    | MessageReceived
    | Tick
)
"""Anything that `ConnectionMachine.handle` takes."""
