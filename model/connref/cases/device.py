"""What a story knows of the device it is told to: enough to refuse a step that the protocol does not allow.

The rules are those of PROTOCOL.md, "Inputs": login and logout need a network and a server that accepts and
answers, and after a kill only `init` and what happens outside the app may follow.
"""

from __future__ import annotations

from enum import Enum, auto

from connref.protocol import InputName

WORLD = frozenset(
    {
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

SESSION = frozenset({InputName.LOGIN, InputName.LOGOUT})
"""The inputs that need an initialised app and a fair backend."""


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
}
"""What each input that is a switch turns on or off."""


class Device:
    """The app's process, its user, the network and the server, as the inputs so far have left them."""

    __slots__ = ("accepting", "answering", "approving", "foreground", "network", "process", "user")

    def __init__(self) -> None:
        self.process = Process.NEW
        self.user = False
        self.foreground = True
        self.network = True
        self.accepting = True
        self.answering = True
        self.approving = True

    def copy(self) -> Device:
        """An equal device that goes its own way from here."""
        twin = Device.__new__(Device)
        twin.process, twin.user, twin.foreground = self.process, self.user, self.foreground
        twin.network, twin.accepting = self.network, self.accepting
        twin.answering, twin.approving = self.answering, self.approving
        return twin

    def refusal(self, received: InputName) -> str | None:
        """Why the protocol does not allow this input now; None where it does."""
        if self.process is Process.DEAD and received is not InputName.INIT and received not in WORLD:
            return "after a kill only init, network and server inputs may follow"
        if received not in SESSION:
            return None
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
