"""What a connection has lived through since it came up, as an automaton: its phase decides what may become of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class Phase(Enum):
    """What the connection has lived through since it came up."""

    DOWN = "down"
    SOUND = "sound"
    STALE = "stale"
    """There was a time in which it could carry nothing: whether it outlives that is not judged."""
    SLEPT = "has been through a suspension"
    """It may have died meanwhile, until something that was sent since arrives over it."""
    LEFT_BEHIND = "opened in a network that the device has left"
    """It carries nothing any more, for ever."""
    CLOSING = "closed by the server"
    """The server has closed it, and the SDK may not have noticed."""
    STALE_CLOSING = "stale, and closed by the server"


class Happening(Enum):
    """What moves a connection from phase to phase."""

    COMES_UP = "comes up"
    COMES_UP_CUT_OFF = "comes up and can carry nothing"
    CUT_OFF = "can carry nothing"
    SUSPENDED = "the process is suspended"
    ARRIVED = "something that was sent since it could carry again arrives"
    HANDED_OVER = "the device moves to another network"
    REPLACED = "another socket comes up in its place"
    CLOSED_BY_SERVER = "the server closes it"
    GOES_DOWN = "goes down"


COMES_UP = frozenset({Happening.COMES_UP, Happening.COMES_UP_CUT_OFF})

PHASES: Mapping[tuple[Phase, Happening], Phase] = MappingProxyType(
    {
        **{(phase, what): phase for phase in Phase for what in Happening if what not in COMES_UP},
        **{(phase, Happening.GOES_DOWN): Phase.DOWN for phase in Phase},
        **{(phase, Happening.HANDED_OVER): Phase.LEFT_BEHIND for phase in Phase if phase is not Phase.DOWN},
        (Phase.DOWN, Happening.COMES_UP): Phase.SOUND,
        (Phase.DOWN, Happening.COMES_UP_CUT_OFF): Phase.STALE,
        (Phase.SOUND, Happening.CUT_OFF): Phase.STALE,
        (Phase.SOUND, Happening.SUSPENDED): Phase.SLEPT,
        (Phase.SOUND, Happening.CLOSED_BY_SERVER): Phase.CLOSING,
        (Phase.STALE, Happening.CLOSED_BY_SERVER): Phase.STALE_CLOSING,
        (Phase.SLEPT, Happening.CUT_OFF): Phase.STALE,
        (Phase.SLEPT, Happening.ARRIVED): Phase.SOUND,
        (Phase.SLEPT, Happening.CLOSED_BY_SERVER): Phase.STALE_CLOSING,
        (Phase.LEFT_BEHIND, Happening.REPLACED): Phase.SOUND,
        (Phase.CLOSING, Happening.CUT_OFF): Phase.STALE_CLOSING,
        (Phase.CLOSING, Happening.SUSPENDED): Phase.STALE_CLOSING,
    }
)
"""The automaton of a connection. It is complete, but that a connection which is up does not come up.

What is not named after the first three lines changes nothing.
"""

CLOSING_PHASES = frozenset({Phase.CLOSING, Phase.STALE_CLOSING})
STALE_PHASES = frozenset({Phase.STALE, Phase.STALE_CLOSING, Phase.SLEPT, Phase.LEFT_BEHIND})
TROUBLED = STALE_PHASES | CLOSING_PHASES
