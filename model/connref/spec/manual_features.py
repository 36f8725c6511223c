"""Manual mode as other vendors describe it: what the document answers, answered otherwise.

Rules of the chart:
- Where the background takes the connection down at once there is no grace; the return may bring it back.
- Where the background changes nothing no row leads into it: the SDK stays where it is, as if in the foreground.
- After the last attempt, and after a close that ends it, it is down until connect().
"""

from __future__ import annotations

from connref.spec.declare import reads, rule, rules
from connref.spec.manual_locations import (
    CONNECTED,
    FOREGROUND_WANTED,
    IDLE,
    IDLE_BACKGROUND,
    IN_FOREGROUND,
    NOT_INITIALISED,
    OPENING_TO_HOLD,
    PENDING,
    PENDING_AT_DEADLINE,
    PENDING_WITHOUT_DEADLINE,
    RECONNECTING,
    TAKEN_DOWN,
    UP_IN_BACKGROUND,
)
from connref.spec.vocabulary import CONNECTS, Answer, Event, Move

# Laid out by hand: a rule as one sentence on a line or two.
# fmt: off
DROPS, UNMOVED = reads("manual-background", "drop"), reads("manual-background", "nothing")
COMES_BACK, LEFT_DOWN = reads("manual-foreground", "reconnect"), reads("manual-foreground", "nothing")

OTHER_ANSWERS = rules(
    # Before init the background is as little looked at as later.
    rule(NOT_INITIALISED, Event.BACKGROUND, None, "MAN-ONLY-CONNECT", UNMOVED),

    # Entering the background where there is no grace: it takes the connection down at once, or changes nothing.
    rule(FOREGROUND_WANTED, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-GRACE-ENDS", DROPS, LEFT_DOWN, enters=True),
    rule(FOREGROUND_WANTED, Event.BACKGROUND, TAKEN_DOWN, "MAN-GRACE-ENDS", DROPS, COMES_BACK, enters=True),
    rule(IN_FOREGROUND, Event.BACKGROUND, None, "MAN-FOREGROUND-HOLDS", UNMOVED),
    rule(TAKEN_DOWN, Event.FOREGROUND, RECONNECTING, "MAN-RECONNECT"),
    rule(TAKEN_DOWN, Event.BACKGROUND, None, "MAN-GRACE-ENDS"),
    rule(TAKEN_DOWN, Event.DISCONNECT, IDLE_BACKGROUND, "MAN-DISCONNECT", answer=Answer.EITHER),
    rule(TAKEN_DOWN, Event.PING, None, "CALL-OUTCOME", answer=Answer.EITHER),
    *(sentence for call in CONNECTS for sentence in (
        rule(TAKEN_DOWN, call, None, "MAN-GRACE-ENDS", reads("connect-in-background", "refused"), answer=Answer.ERROR),
        rule(TAKEN_DOWN, call, OPENING_TO_HOLD, "MAN-GRACE-ENDS",
             reads("connect-in-background", "held"), answer=Answer.OPENS),
    )),

    # The last attempt has failed, or the server ended it for good: down until connect(), where this is promised.
    rule(PENDING, Event.GAVE_UP, IDLE, "MAN-RECONNECT"),
    rule(PENDING_AT_DEADLINE, Event.GAVE_UP, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR),
    rule(PENDING_WITHOUT_DEADLINE, Event.GAVE_UP, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN"),
    rule(CONNECTED, Event.STOPPED, IDLE, "MAN-RECONNECT"),
    rule(UP_IN_BACKGROUND, Event.STOPPED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR),
)
# fmt: on
"""The rows that no chart of the document has."""
