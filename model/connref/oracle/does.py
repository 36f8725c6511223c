"""What an SDK can do instead of what the document asks: the closed list of the discrepancies that a judge tells apart.

A violation names a requirement; many requirements are broken by the same doing. What stays up when it has to go down is
one kind of thing, whichever sentence of the document it breaks. Findings are learnt over these kinds.
"""

from __future__ import annotations

from enum import StrEnum


class Does(StrEnum):
    """What was seen instead. The value completes the sentence "the SDK …"."""

    STAYS_UP = "stays up"
    COMES_UP = "comes up"
    GOES_DOWN = "goes down"
    STAYS_DOWN = "stays down"
    KEEPS_DEAD_SOCKET = "keeps a socket that carries nothing"
    KEEPS_OPENING = "keeps an opening"
    """A socket is still opening that nobody wants."""
    SECOND_SOCKET = "has two sockets"
    NO_OUTCOME = "reports no outcome"
    SECOND_OUTCOME = "reports a second outcome"
    SUCCESS = "reports success"
    ERROR = "reports an error"
    NO_PING = "sends no ping"
    PING = "sends a ping"
    THROWS = "throws"
    THROWS_NOT = "does not throw"
    DIES = "dies"
    LOSES_MESSAGE = "loses a message"
    DELIVERS_LOST = "delivers a message that is lost"
    DELIVERS_TWICE = "delivers a message twice"
    DISORDERS = "delivers messages out of order"
    INVENTS_MESSAGE = "delivers a message that was never sent"
    WRONG_STATUS = "tells a wrong status"
    WRONG_USER = "names the wrong user"
    TRIES_EARLY = "tries again too early"
    TRIES_LATE = "does not try again in time"
    TRIES_AGAIN = "tries again though that is over"
    OTHER_OPTION = "takes another option than in other cases"
