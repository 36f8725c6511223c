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
"""The close code of a server that has nothing against the connection (docs/requirements.md, server-close)."""


# Inputs that carry the same fields share them: making a class is what importing this module costs.
@dataclass(frozen=True, slots=True)
class _Bare:
    """An input that its type tells in full."""


@dataclass(frozen=True, slots=True)
class _OfCall:
    """An input that belongs to a call."""

    call: str


@dataclass(frozen=True, slots=True)
class _OfSocket:
    """An input that is a fact about a socket."""

    socket: int


class Init(_Bare):
    """The app calls init; in a new process after a kill."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Login:
    """The app logged this user in, and the backend approved."""

    user: str


class Logout(_Bare):
    """The app logged the user out."""

    __slots__ = ()


class Connect(_OfCall):
    """The app calls connect(); `call` is unique among the calls that are pending."""

    __slots__ = ()


class Disconnect(_OfCall):
    """The app calls disconnect()."""

    __slots__ = ()


class Ping(_OfCall):
    """The app calls ping(); `call` is unique among the calls that are pending."""

    __slots__ = ()


class Background(_Bare):
    """The operating system says that the app entered the background."""

    __slots__ = ()


class Foreground(_Bare):
    """The operating system says that the app is in the foreground."""

    __slots__ = ()


class Kill(_Bare):
    """The process died without a word: sockets and pending calls are gone, the saved user stays."""

    __slots__ = ()


class Suspend(_Bare):
    """The operating system freezes the process: until `Resume` only that or `Kill` may come."""

    __slots__ = ()


class Resume(_Bare):
    """The process runs again from where it was. What fell due meanwhile is due now."""

    __slots__ = ()


class NetworkChanged(_Bare):
    """The operating system says that the device moved to another network: what was opened before carries nothing."""

    __slots__ = ()


class NetworkLost(_Bare):
    """The operating system says that there is no network."""

    __slots__ = ()


class NetworkAvailable(_Bare):
    """The operating system says that there is a network."""

    __slots__ = ()


class Opened(_OfSocket):
    """The server has authenticated the socket: the connection is up."""

    __slots__ = ()


class OpenFailed(_OfSocket):
    """The opening ended without success, for any reason but the user's credentials."""

    __slots__ = ()


class Rejected(_OfSocket):
    """The server rejected the user's credentials on the socket."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """The socket is no more, and not because the machine asked for it."""

    socket: int
    code: int = NORMAL_CLOSURE
    by: ClosedBy = ClosedBy.SERVER


class PongReceived(_OfCall):
    """The server answered the ping that was sent for this call."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A chat message arrived on the socket."""

    socket: int
    message: str


class Tick(_Bare):
    """Nothing but time: what is due is done."""

    __slots__ = ()


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
    | Suspend
    | Resume
    | NetworkChanged
    | NetworkLost
    | NetworkAvailable
    | SocketFact
    | PongReceived
    | MessageReceived
    | Tick
)
"""Anything that `ConnectionMachine.handle` takes."""
