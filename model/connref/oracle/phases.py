"""The phase of a connection: what it has lived through since it came up, moved by one table.

It decides what may become of the connection: one that was cut off for a time may be given up, one that the server has
closed will be.
"""

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
    CLOSING = "closed by the server"
    """The server has closed it, and the SDK may not have noticed."""
    STALE_CLOSING = "stale, and closed by the server"


class Happening(Enum):
    """What moves a connection from phase to phase."""

    COMES_UP = "comes up"
    COMES_UP_CUT_OFF = "comes up and can carry nothing"
    CUT_OFF = "can carry nothing"
    CLOSED_BY_SERVER = "the server closes it"
    GOES_DOWN = "goes down"


PHASES: Mapping[tuple[Phase, Happening], Phase] = MappingProxyType(
    {
        (Phase.DOWN, Happening.COMES_UP): Phase.SOUND,
        (Phase.DOWN, Happening.COMES_UP_CUT_OFF): Phase.STALE,
        (Phase.DOWN, Happening.CUT_OFF): Phase.DOWN,
        (Phase.DOWN, Happening.CLOSED_BY_SERVER): Phase.DOWN,
        (Phase.DOWN, Happening.GOES_DOWN): Phase.DOWN,
        (Phase.SOUND, Happening.CUT_OFF): Phase.STALE,
        (Phase.SOUND, Happening.CLOSED_BY_SERVER): Phase.CLOSING,
        (Phase.SOUND, Happening.GOES_DOWN): Phase.DOWN,
        (Phase.STALE, Happening.CUT_OFF): Phase.STALE,
        (Phase.STALE, Happening.CLOSED_BY_SERVER): Phase.STALE_CLOSING,
        (Phase.STALE, Happening.GOES_DOWN): Phase.DOWN,
        (Phase.CLOSING, Happening.CUT_OFF): Phase.STALE_CLOSING,
        (Phase.CLOSING, Happening.CLOSED_BY_SERVER): Phase.CLOSING,
        (Phase.CLOSING, Happening.GOES_DOWN): Phase.DOWN,
        (Phase.STALE_CLOSING, Happening.CUT_OFF): Phase.STALE_CLOSING,
        (Phase.STALE_CLOSING, Happening.CLOSED_BY_SERVER): Phase.STALE_CLOSING,
        (Phase.STALE_CLOSING, Happening.GOES_DOWN): Phase.DOWN,
    }
)
"""The automaton of a connection. It is complete, but that a connection which is up does not come up."""

STALE_PHASES = frozenset({Phase.STALE, Phase.STALE_CLOSING})
CLOSING_PHASES = frozenset({Phase.CLOSING, Phase.STALE_CLOSING})
TROUBLED = STALE_PHASES | CLOSING_PHASES
