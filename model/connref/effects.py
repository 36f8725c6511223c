"""Everything that a ConnectionMachine can ask its runtime to do, in the order in which it returns them.

All are frozen, slotted values without behaviour; a runtime carries them out and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from connref.spec.vocabulary import CloseReason


class Api(StrEnum):
    """The calls that report an outcome."""

    CONNECT = "connect"
    DISCONNECT = "disconnect"
    PING = "ping"


class Result(StrEnum):
    """The two outcomes of a call (CALL-OUTCOME)."""

    SUCCESS = "success"
    ERROR = "error"


class Status(StrEnum):
    """What the SDK's own status listener says."""

    CONNECTED = "connected"
    CONNECTING = "connecting"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True)
class OpenSocket:
    """Open a socket and authenticate the user on it; report back with its number."""

    socket: int


@dataclass(frozen=True, slots=True)
class CloseSocket:
    """Give the socket up, however far it has come; nothing about it needs reporting any more."""

    socket: int
    reason: CloseReason


@dataclass(frozen=True, slots=True)
class SendPing:
    """Send a ping message; report the answer as `PongReceived` with this call."""

    socket: int
    call: str


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """Call back: the one outcome of the call (CALL-OUTCOME). `detail` says why there is an error."""

    call: str
    api: Api
    result: Result
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Throw:
    """Let the call itself throw; only under the reading call-before-init = throws."""

    call: str
    api: Api
    detail: str


@dataclass(frozen=True, slots=True)
class Deliver:
    """Hand the message to the app's listener (EVT-DELIVERED)."""

    message: str


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """Tell the app's status listener."""

    value: Status


@dataclass(frozen=True, slots=True)
class SaveUser:
    """Keep the user on the device (SES-LOGIN-SAVES)."""

    user: str


@dataclass(frozen=True, slots=True)
class ForgetUser:
    """Remove the saved user from the device (SES-NO-USER)."""


@dataclass(frozen=True, slots=True)
class ReportUser:
    """After init: who is logged in, None for nobody."""

    user: str | None


@dataclass(frozen=True, slots=True)
class RefuseInput:
    """A repeated init or login is refused with an error (init-again, login-again); nothing else changes."""

    input: str
    detail: str


Effect: TypeAlias = (
    OpenSocket
    | CloseSocket
    | SendPing
    | ReportOutcome
    | Throw
    | Deliver
    | StatusChanged
    | SaveUser
    | ForgetUser
    | ReportUser
    | RefuseInput
)
"""Anything that `ConnectionMachine.handle` returns."""
