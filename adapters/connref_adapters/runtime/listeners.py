"""Who is told: listeners of the connection's status and why it changed, observers of every input and effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, assert_never

from connref.effects import Effect, Status
from connref.inputs import (
    Background,
    Closed,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Input,
    Kill,
    Login,
    Logout,
    MessageReceived,
    NetworkAvailable,
    NetworkChanged,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Resume,
    Suspend,
    Tick,
)
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event
from connref_adapters.runtime.settings import AppSettings
from connref_adapters.runtime.stream import Remove
from connref_adapters.safe_call import call_safely


class Observer(Protocol):
    """All instants are ms on the manager's clock. The methods must not block; what they raise is logged."""

    def started(self, at: int, settings: AppSettings, user: str | None) -> None:
        """init() was called for the first time; `user` is who was saved."""
        ...

    def received(self, at: int, received: Input) -> None:
        """The machine is told this next."""
        ...

    def transition(self, at: int, rule: Transition) -> None:
        """The machine took this transition, on the latest input."""
        ...

    def carried_out(self, at: int, effect: Effect) -> None:
        """The machine asked for this."""
        ...

    def closed(self, at: int) -> None:
        """The manager is closed; nothing comes after this."""
        ...


Taken = Transition


@dataclass(frozen=True, slots=True)
class ConnectionChange:
    """The status now, why it changed in words, the requirement that asks for it, and the instant (ms)."""

    status: Status
    reason: str
    requirement: str | None
    at: int


OnChange = Callable[[ConnectionChange], object]


@dataclass(frozen=True, slots=True)
class ConnectionListener:
    """Called when the status changes; each of the three may be left out. They must not block."""

    connected: OnChange | None = None
    connecting: OnChange | None = None
    disconnected: OnChange | None = None


class ConnectionListeners:
    """The connection listeners of a manager."""

    def __init__(self) -> None:
        self._listeners: list[ConnectionListener] = []

    def add(self, listener: ConnectionListener) -> Remove:
        """Tell it from now on; returns what removes it again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, change: ConnectionChange) -> None:
        """Tell everyone; what a listener raises is logged and goes no further."""
        for listener in tuple(self._listeners):
            callback = _callback(listener, change.status)
            if callback is not None:
                call_safely(callback, change)


def change_of(status: Status, received: Input, taken: list[Taken], at: int) -> ConnectionChange:
    """What to tell of a status that changed on this input, by these transitions."""
    # The policy's transition carries the sentence of the document that fits the mode.
    rule = next((rule for rule in taken if isinstance(rule.event, Event)), taken[0] if taken else None)
    return ConnectionChange(
        status, reason_of(received, taken), None if rule is None else rule.requirement, at
    )


def reason_of(received: Input, taken: list[Taken]) -> str:
    """Why something happened, in words."""
    match received:
        case Tick():
            return TIMES.get(taken[0].event.value if taken else "", "time passed")
        case Closed(_, code, by):
            return f"the {by.value} closed the socket (code {code})"
        case _:
            return WORDS[type(received)]


def _callback(listener: ConnectionListener, status: Status) -> OnChange | None:
    match status:
        case Status.CONNECTED:
            return listener.connected
        case Status.CONNECTING:
            return listener.connecting
        case Status.DISCONNECTED:
            return listener.disconnected
        case _:
            assert_never(status)


WORDS: dict[type[Input], str] = {
    Init: "init() was called",
    Login: "a user logged in",
    Logout: "the user logged out",
    Connect: "connect() was called",
    Disconnect: "disconnect() was called",
    Ping: "ping() was called",
    Background: "the app entered the background",
    Foreground: "the app entered the foreground",
    Kill: "the manager was closed",
    NetworkLost: "the network was lost",
    NetworkAvailable: "the network is available",
    Opened: "the server authenticated the socket",
    OpenFailed: "the socket could not be opened",
    Rejected: "the server rejected the credentials",
    PongReceived: "the server answered a ping",
    MessageReceived: "a message arrived",
    Suspend: "the operating system suspended the process",
    Resume: "the process runs again",
    NetworkChanged: "the device moved to another network",
}
TIMES = {
    "deadline": "the grace in the background is over",
    "retry_due": "it is time to try again",
    "open_timeout": "the opening took too long",
    "ping_timeout": "the server did not answer a ping",
}
