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
    HELD,
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
from connref.spec.vocabulary import Answer, Event, Move

# Laid out by hand: a rule as one sentence on a line or two.
# fmt: off
DROPS, UNMOVED = reads("manual-background", "drop"), reads("manual-background", "nothing")
COMES_BACK, LEFT_DOWN = reads("manual-foreground", "reconnect"), reads("manual-foreground", "nothing")
WAITS, AGAIN = (reads("connect-offline", "waits"),), reads("background-again", "restarts")

OTHER_ANSWERS = rules(
    # Before init the background is as little looked at as later.
    rule(NOT_INITIALISED, Event.BACKGROUND, None, "MAN-ONLY-CONNECT", UNMOVED),

    # Entering the background where there is no grace: it takes the connection down at once, or changes nothing.
    rule(FOREGROUND_WANTED, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-GRACE-ENDS", DROPS, LEFT_DOWN, enters=True),
    rule(FOREGROUND_WANTED, Event.BACKGROUND, TAKEN_DOWN, "MAN-GRACE-ENDS", DROPS, COMES_BACK, enters=True),
    rule(IN_FOREGROUND, Event.BACKGROUND, None, "MAN-FOREGROUND-HOLDS", UNMOVED),
    rule(TAKEN_DOWN, Event.FOREGROUND, RECONNECTING, "MAN-RECONNECT"),
    rule(TAKEN_DOWN, Event.BACKGROUND, None, "MAN-GRACE-ENDS"),
    rule([HELD, OPENING_TO_HOLD], Event.BACKGROUND, IDLE_BACKGROUND, "MAN-GRACE-ENDS", AGAIN, DROPS, LEFT_DOWN,
         enters=True),
    rule([HELD, OPENING_TO_HOLD], Event.BACKGROUND, TAKEN_DOWN, "MAN-GRACE-ENDS", AGAIN, DROPS, COMES_BACK,
         enters=True),
    *(sentence for option in (Answer.SUCCESS, Answer.ERROR) for sentence in (
        rule(TAKEN_DOWN, Event.DISCONNECT, IDLE_BACKGROUND, "MAN-DISCONNECT",
             reads("disconnect-when-down", option.value), answer=option),
        rule(TAKEN_DOWN, Event.PING, None, "MAN-ONLY-CONNECT", reads("ping-when-down", option.value), answer=option),
    )),
    *(sentence for call, online in ((Event.CONNECT, ()), (Event.CONNECT_OFFLINE, WAITS)) for sentence in (
        rule(TAKEN_DOWN, call, None, "MAN-GRACE-ENDS", reads("connect-in-background", "refused"), answer=Answer.ERROR),
        rule(TAKEN_DOWN, call, OPENING_TO_HOLD, "MAN-GRACE-ENDS",
             reads("connect-in-background", "held"), *online, answer=Answer.OPENS),
    )),
    rule(TAKEN_DOWN, Event.CONNECT_OFFLINE, None, "MAN-GRACE-ENDS",
         reads("connect-in-background", "held"), reads("connect-offline", "fails"), answer=Answer.ERROR),

    # The last attempt has failed, or the server ended it for good: down until connect(), where this is promised.
    rule(PENDING, Event.GAVE_UP, IDLE, "MAN-RECONNECT"),
    rule(PENDING_AT_DEADLINE, Event.GAVE_UP, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR),
    rule(PENDING_WITHOUT_DEADLINE, Event.GAVE_UP, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN"),
    rule(CONNECTED, Event.STOPPED, IDLE, "MAN-RECONNECT"),
    rule(UP_IN_BACKGROUND, Event.STOPPED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR),
)
# fmt: on
"""The rows that no chart of the document has."""
