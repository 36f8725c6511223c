"""The alphabets in which an SDK's diagram is learned: inputs, and three symbols of time, as data.

Time is made a symbol of a word: T goes on to the next visible event, B to one millisecond before it, E to one
millisecond before a whole grace has passed since the app entered the background. So a finite diagram has deadlines.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from connref.inputs import NORMAL_CLOSURE
from connref.learning.mealy import Word
from connref.protocol import CALLS
from connref.spec.vocabulary import InputName


class Letter(StrEnum):
    """A symbol of an alphabet."""

    CONNECT = "connect"
    DISCONNECT = "disconnect"
    PING = "ping"
    BACKGROUND = "background"
    FOREGROUND = "foreground"
    NETWORK_DOWN = "network_down"
    NETWORK_UP = "network_up"
    CLOSE = "close"
    INIT = "init"
    LOGIN = "login"
    LOGOUT = "logout"
    KILL = "kill"
    SUSPEND = "suspend"
    RESUME = "resume"
    HANDOVER = "network_handover"
    """The device moves to another network, and its operating system tells of it."""
    NEXT = "T"
    """Time passes to the next visible event, and it happens."""
    BEFORE_NEXT = "B"
    """Time passes to one millisecond before the next visible event."""
    BEFORE_GRACE_OVER = "E"
    """Time passes to one millisecond before one grace after the entry into the background."""


TIME = frozenset({Letter.NEXT, Letter.BEFORE_NEXT, Letter.BEFORE_GRACE_OVER})

INPUTS: Mapping[Letter, InputName] = MappingProxyType(
    {
        **{
            letter: InputName(letter.value)
            for letter in Letter
            if letter not in TIME and letter is not Letter.CLOSE
        },
        Letter.CLOSE: InputName.SERVER_CLOSE,
    }
)
"""The input of the driver protocol that each letter stands for; the letters of time stand for none."""

VALUES: Mapping[Letter, int] = MappingProxyType({Letter.CLOSE: NORMAL_CLOSURE, Letter.HANDOVER: True})
"""What the input of a letter carries each time. What other close codes mean, a vendor agrees with himself."""

_CORE = (Letter.CONNECT, Letter.DISCONNECT, Letter.PING, Letter.BACKGROUND, Letter.FOREGROUND)
_NETWORK = (Letter.NETWORK_DOWN, Letter.NETWORK_UP, Letter.CLOSE)
_SESSION = (Letter.INIT, Letter.LOGIN, Letter.LOGOUT, Letter.KILL)
_DEVICE = (Letter.SUSPEND, Letter.RESUME, Letter.HANDOVER)
_NEXT = (Letter.NEXT, Letter.BEFORE_NEXT)

ALPHABETS: Mapping[str, tuple[Letter, ...]] = MappingProxyType(
    {
        "core": (*_CORE, *_NEXT),
        "network": (*_CORE, *_NETWORK, *_NEXT),
        "session": (*_CORE, *_SESSION, *_NEXT),
        "device": (*_CORE, *_DEVICE, *_NEXT),
        "all": (*_CORE, *_NETWORK, *_SESSION, *_NEXT, Letter.BEFORE_GRACE_OVER),
    }
)
"""The alphabets by name: calls and time; with the network; with the session; all of these; with what a device does.

What a device does (it freezes the process, it moves to another network) stands apart: with all the rest it would make
hundreds of states.
"""


def preamble(alphabet: str) -> Word:
    """What happens before the first symbol: an alphabet without the session begins with a user who is logged in."""
    return () if set(_SESSION) <= set(ALPHABETS[alphabet]) else (Letter.INIT, Letter.LOGIN)


def lacking(alphabet: str, inputs: frozenset[InputName]) -> frozenset[Letter]:
    """The letters that a driver with these inputs cannot be asked."""
    needed = {*ALPHABETS[alphabet], *(Letter(each) for each in preamble(alphabet))}
    return frozenset(letter for letter in needed if letter in INPUTS and INPUTS[letter] not in inputs)


CALL_LETTERS = frozenset(letter for letter, name in INPUTS.items() if name in CALLS)
"""The letters that have an outcome."""
