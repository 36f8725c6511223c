"""The environment of an SDK: process, network and server, what each input does to them, and what they make of a socket.

One place says which input is legal when (the driver protocol: login and logout need a network and a server that
accepts and answers; after a kill only `init` and what happens outside the app may follow, and in a suspended process
only that, a kill and the resume), which event an input is to
the policy, and what the link reports under the present conditions. Stories, the simulation and drawings ask it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from connref.inputs import NORMAL_CLOSURE
from connref.spec.vocabulary import Event, InputName

WORLD = frozenset(
    {
        InputName.NETWORK_HANDOVER,
        InputName.NETWORK_DOWN,
        InputName.NETWORK_UP,
        InputName.SERVER_CLOSE,
        InputName.SERVER_MUTE,
        InputName.SERVER_UNMUTE,
        InputName.SERVER_REFUSE,
        InputName.SERVER_ACCEPT,
        InputName.SERVER_REJECT,
        InputName.SERVER_APPROVE,
        InputName.SERVER_MESSAGE,
    }
)
"""The inputs that need no running app: what the network and the server do."""

_WHENEVER = WORLD | {InputName.KILL}
"""What may come while the process is suspended, beside the resume, and at any other time as well."""

SESSION = frozenset({InputName.LOGIN, InputName.LOGOUT})
"""The inputs that need an initialised app and a fair backend."""


EVENTS: Mapping[InputName, Event] = {
    InputName.BACKGROUND: Event.BACKGROUND,
    InputName.FOREGROUND: Event.FOREGROUND,
    InputName.CONNECT: Event.CONNECT,
    InputName.DISCONNECT: Event.DISCONNECT,
    InputName.PING: Event.PING,
    InputName.LOGIN: Event.LOGIN,
    InputName.LOGOUT: Event.LOGOUT,
    InputName.KILL: Event.KILL,
    InputName.INIT: Event.INIT,
}
"""What the app does or is told, and the event that it is to the policy where nothing says otherwise."""


AGREED_CLOSES = frozenset({1008, *range(3000, 5000)})
"""The codes that say what a vendor agreed with himself: the SDK may come back or stay down, each time anew."""


def closed_by_server(code: int | None) -> tuple[Event, ...]:
    """The events that a close by the server with this code may be to the policy; None is a code that nobody knows."""
    if code == NORMAL_CLOSURE:
        return (Event.CLOSED,)
    return (Event.LOST, Event.CLOSED) if code is None or code in AGREED_CLOSES else (Event.LOST,)


class Process(Enum):
    """The life of the app's process."""

    NEW = auto()
    RUNNING = auto()
    DEAD = auto()


_SWITCHES: dict[InputName, tuple[str, bool]] = {
    InputName.NETWORK_DOWN: ("network", False),
    InputName.NETWORK_UP: ("network", True),
    InputName.SERVER_MUTE: ("answering", False),
    InputName.SERVER_UNMUTE: ("answering", True),
    InputName.SERVER_REFUSE: ("accepting", False),
    InputName.SERVER_ACCEPT: ("accepting", True),
    InputName.SERVER_REJECT: ("approving", False),
    InputName.SERVER_APPROVE: ("approving", True),
    InputName.BACKGROUND: ("foreground", False),
    InputName.FOREGROUND: ("foreground", True),
    InputName.LOGIN: ("user", True),
    InputName.LOGOUT: ("user", False),
    InputName.SUSPEND: ("suspended", True),
    InputName.RESUME: ("suspended", False),
}
"""What each input that is a switch turns on or off."""


class Environment:
    """The app's process, its user, the network and the server, as the inputs so far have left them."""

    __slots__ = (
        "accepting", "answering", "approving", "foreground", "network", "process", "suspended", "user",
    )  # fmt: skip

    def __init__(self) -> None:
        self.process = Process.NEW
        self.suspended = False
        self.user = False
        self.foreground = True
        self.network = True
        self.accepting = True
        self.answering = True
        self.approving = True

    def copy(self) -> Environment:
        """An equal device that goes its own way from here."""
        twin = Environment.__new__(Environment)
        twin.process, twin.suspended = self.process, self.suspended
        twin.user, twin.foreground = self.user, self.foreground
        twin.network, twin.accepting = self.network, self.accepting
        twin.answering, twin.approving = self.answering, self.approving
        return twin

    def refusal(self, received: InputName) -> str | None:
        """Why the protocol does not allow this input now; None where it does."""
        if self.process is Process.DEAD and received is not InputName.INIT and received not in WORLD:
            return "after a kill only init, network and server inputs may follow"
        if self.suspended != (received is InputName.RESUME) and received not in _WHENEVER:
            return (
                "while it is suspended only resume, kill, network and server inputs may come"
                if self.suspended
                else "nothing is suspended"
            )
        if received is InputName.NETWORK_HANDOVER and not self.network:
            return "there is no network to hand over from"
        return self._session_refusal() if received in SESSION else None

    def _session_refusal(self) -> str | None:
        if self.process is Process.NEW:
            return "the app has not called init yet"
        if not (self.network and self.accepting and self.answering):
            return "login and logout need the network up and a server that accepts and answers"
        return None

    def changes(self, received: InputName) -> bool:
        """Whether the input turns a switch of the device; True for an input that is not a switch."""
        switch = _SWITCHES.get(received)
        return switch is None or getattr(self, switch[0]) != switch[1]

    def apply(self, received: InputName) -> None:
        """Take note of an input that is allowed."""
        switch = _SWITCHES.get(received)
        if switch is not None:
            setattr(self, *switch)
        elif received is InputName.INIT:
            self.foreground = self.foreground or self.process is Process.DEAD
            self.process = Process.RUNNING
        elif received is InputName.KILL:
            self.process = Process.DEAD
            self.suspended = False

    def event_of(self, received: InputName, *, fresh: bool) -> Event | None:
        """The event that an input is to the policy, None for what happens outside the app.

        `fresh` says that init is still to come in this process. Ask before `apply` takes note of the input.
        """
        if received is InputName.INIT and fresh and self.user:
            return Event.REOPEN
        if received is InputName.CONNECT and not self.network:
            return Event.CONNECT_OFFLINE
        return EVENTS.get(received)

    def report(self, *, up: bool, wanted: bool) -> Event | None:
        """What the link reports next of a connection that is up, or of an opening that is wanted; None for nothing."""
        if up:
            return None if self.network else Event.LOST
        if not wanted or not self.answering:
            return None
        if not self.network:
            return Event.FAILED_OFFLINE
        if not self.accepting:
            return Event.FAILED
        return Event.OPENED if self.approving else Event.REJECTED
