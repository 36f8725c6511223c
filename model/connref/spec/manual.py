"""Manual mode as the document describes it: connect(), disconnect(), thirty seconds of grace, ping().

Rules of the chart:
- Only connect() leads from a state without a wish to one with it (MAN-ONLY-CONNECT); look for `CONNECT` below.
- A deadline is armed by entering the background while up (MAN-GRACE), moved by a ping (MAN-PING-EXTENDS), and
  cancelled by the return to the foreground (MAN-RETURN-CANCELS). When it passes, the app is idle in the background.
- At the deadline instant itself (region AT) the inclusive readings still hold; one millisecond later nothing does.
"""

from __future__ import annotations

from connref.spec.declare import chart, reads, rule, rules
from connref.spec.line import project
from connref.spec.manual_features import OTHER_ANSWERS
from connref.spec.manual_locations import (
    ANY_PENDING,
    ANY_UP,
    ANYWHERE_ELSE,
    BACKGROUND_WANTED,
    COMES_BACK_TO,
    CONNECTED,
    DEADLINE_STATES,
    DOWN,
    FOREGROUND_WANTED,
    FRESH,
    GRACE,
    HELD,
    IDLE,
    IDLE_BACKGROUND,
    IN_FOREGROUND,
    LOCATIONS,
    NOT_INITIALISED,
    NOT_INITIALISED_BACKGROUND,
    OPENING,
    OPENING_FOR_GRACE,
    OPENING_IN_GRACE,
    OPENING_TO_HOLD,
    PENDING,
    PENDING_AT_DEADLINE,
    PENDING_BACKGROUND,
    PENDING_WITHOUT_DEADLINE,
    RECONNECTING,
    RECONNECTING_IN_GRACE,
    SIGNED_OUT,
    SIGNED_OUT_BACKGROUND,
    TAKEN_DOWN,
    UP_IN_BACKGROUND,
    WAITING,
    WITH_USER,
    WITHOUT_USER,
)
from connref.spec.session import before_init
from connref.spec.variant import DOCUMENT
from connref.spec.vocabulary import (
    CONNECTS,
    FAILURES,
    PONGS,
    Answer,
    Event,
    Move,
    Region,
)

AT, BEFORE, PAST = (Region.AT,), (Region.BEFORE,), (Region.PAST,)

# Laid out by hand: a rule as one sentence on a line or two.
# fmt: off
PING_COUNTS_AT, PING_TOO_LATE_AT = reads("ping-at-deadline", "inclusive"), reads("ping-at-deadline", "exclusive")
RETURN_SAVES_AT, RETURN_TOO_LATE_AT = reads("return-at-deadline", "inclusive"), reads("return-at-deadline", "exclusive")
BOTH_EXCLUSIVE = (PING_TOO_LATE_AT, RETURN_TOO_LATE_AT)
COUNTED = (reads("ping-counts-when", "answered"), reads("pong-of-foreground", "counts"))
NOT_COUNTED = (reads("ping-counts-when", "answered"), reads("pong-of-foreground", "counts-not"))
REPEATS, GIVES_UP = reads("failed-in-background", "repeats"), reads("failed-in-background", "gives-up")
WAITS = (reads("connect-offline", "waits"),)
FAILS = reads("connect-offline", "fails")
COUNTS, COUNTS_NOT = reads("ping-while-opening", "counts"), reads("ping-while-opening", "counts-not")
STOPS, RETRIES = reads("auth-rejected", "stops"), reads("auth-rejected", "retries")
KEPT_OFFLINE, DROPPED_OFFLINE = reads("offline-in-background", "kept"), reads("offline-in-background", "dropped")
GRACES, LOOKS = reads("manual-background", "grace"), reads("manual-background", "grace", "drop")
SESSION, NO_SESSION = reads("session", "login"), reads("session", "none")
SESSION_DROPPED = reads("session-again", "dropped")
AGAIN, ONCE = reads("background-again", "restarts"), reads("background-again", "ignored")
KEPT, DROPPED = reads("background-again-opening", "kept"), reads("background-again-opening", "dropped")
GRACE_NOW, FROM_OPEN = reads("background-again-opening", "grace"), reads("background-again-opening", "grace-from-open")
TRANSITIONS = rules(
    # Before init.
    rule(NOT_INITIALISED, Event.INIT, SIGNED_OUT, "SES-NO-USER", SESSION),
    rule(NOT_INITIALISED, Event.INIT, IDLE, "MAN-ONLY-CONNECT", NO_SESSION),
    rule(NOT_INITIALISED, Event.REOPEN, IDLE, "SES-REOPEN-WAITS"),
    rule(NOT_INITIALISED_BACKGROUND, Event.INIT, SIGNED_OUT_BACKGROUND, "SES-NO-USER", SESSION, enters=True),
    rule(NOT_INITIALISED_BACKGROUND, Event.INIT, IDLE_BACKGROUND, "MAN-ONLY-CONNECT", NO_SESSION, enters=True),
    rule(NOT_INITIALISED_BACKGROUND, Event.REOPEN, IDLE_BACKGROUND, "SES-REOPEN-WAITS", enters=True),
    rule(NOT_INITIALISED, Event.BACKGROUND, NOT_INITIALISED_BACKGROUND, "MAN-ONLY-CONNECT", LOOKS),
    rule(NOT_INITIALISED_BACKGROUND, Event.BACKGROUND, None, "MAN-ONLY-CONNECT"),
    rule(FRESH, Event.FOREGROUND, NOT_INITIALISED, "MAN-ONLY-CONNECT"),
    before_init(FRESH),

    # Signed out: nothing brings a connection up.
    *(rule(WITHOUT_USER, call, None, "MAN-CONNECT-NEEDS-USER", answer=Answer.ERROR) for call in CONNECTS),
    rule(WITHOUT_USER, Event.DISCONNECT, None, "SES-NO-USER", answer=Answer.EITHER),
    rule(WITHOUT_USER, Event.PING, None, "SES-NO-USER", answer=Answer.EITHER),
    rule(WITHOUT_USER, Event.LOGOUT, None, "SES-NO-USER"),
    rule(SIGNED_OUT, Event.LOGIN, IDLE, "MAN-ONLY-CONNECT"),
    rule(SIGNED_OUT_BACKGROUND, Event.LOGIN, IDLE_BACKGROUND, "MAN-ONLY-CONNECT"),
    rule(SIGNED_OUT, Event.BACKGROUND, SIGNED_OUT_BACKGROUND, "SES-NO-USER", LOOKS, enters=True),
    rule(SIGNED_OUT_BACKGROUND, Event.FOREGROUND, SIGNED_OUT, "SES-NO-USER"),

    # connect() in the foreground, and what becomes of it.
    rule(IDLE, Event.CONNECT, OPENING, "MAN-CONNECT", answer=Answer.OPENS),
    rule(IDLE, Event.CONNECT_OFFLINE, WAITING, "MAN-RECONNECT", reads("connect-offline", "waits"), answer=Answer.OPENS),
    rule(IDLE, Event.CONNECT_OFFLINE, None, "MAN-RECONNECT", reads("connect-offline", "fails"), answer=Answer.ERROR),
    rule([OPENING, WAITING], Event.OPENED, CONNECTED, "MAN-CONNECT"),
    *(sentence for failed in FAILURES for sentence in (
        rule([OPENING, WAITING], failed, WAITING, "MAN-CONNECT", reads("failed-attempt", "kept")),
        rule([OPENING, WAITING], failed, IDLE, "MAN-CONNECT", reads("failed-attempt", "dropped")),
        rule(RECONNECTING, failed, None, "MAN-RECONNECT"),
    )),
    *(sentence for call in CONNECTS for sentence in (
        rule(ANY_PENDING, call, None, "CALL-OUTCOME", reads("connect-while-opening", "joins"), answer=Answer.OPENS),
        rule(ANY_PENDING, call, None, "CALL-OUTCOME", reads("connect-while-opening", "error"), answer=Answer.ERROR),
        rule(ANY_UP, call, None, "MAN-CONNECT", reads("connect-when-up", "success"), answer=Answer.SUCCESS),
        rule(ANY_UP, call, None, "MAN-CONNECT", reads("connect-when-up", "error"), answer=Answer.ERROR),
    )),

    # Loss and reconnection, in the foreground only.
    rule(CONNECTED, Event.LOST, RECONNECTING, "MAN-RECONNECT"),
    rule(CONNECTED, Event.CLOSED, RECONNECTING, "MAN-RECONNECT", reads("server-close", "reconnects")),
    rule(CONNECTED, Event.CLOSED, IDLE, "MAN-RECONNECT", reads("server-close", "stays-down")),
    rule(RECONNECTING, Event.OPENED, CONNECTED, "MAN-RECONNECT"),
    rule(PENDING, Event.REJECTED, IDLE, "CALL-OUTCOME", STOPS),
    rule([OPENING, WAITING], Event.REJECTED, WAITING, "CALL-OUTCOME", RETRIES),
    rule(RECONNECTING, Event.REJECTED, None, "CALL-OUTCOME", RETRIES),

    # disconnect() works from everywhere, and holds until connect().
    rule(FOREGROUND_WANTED, Event.DISCONNECT, IDLE, "MAN-DISCONNECT", answer=Answer.EITHER),
    rule(BACKGROUND_WANTED, Event.DISCONNECT, IDLE_BACKGROUND, "MAN-DISCONNECT", move=Move.CLEAR, answer=Answer.EITHER),
    *(sentence for option in (Answer.SUCCESS, Answer.ERROR) for sentence in (
        rule(DOWN, Event.DISCONNECT, None, "MAN-DISCONNECT-STAYS",
             reads("disconnect-when-down", option.value), answer=option),
        rule(DOWN, Event.PING, None, "MAN-ONLY-CONNECT", reads("ping-when-down", option.value), answer=option),
    )),

    # Entering the background.
    rule(IDLE, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-ONLY-CONNECT", LOOKS, enters=True),
    rule(CONNECTED, Event.BACKGROUND, GRACE, "MAN-GRACE", GRACES, move=Move.FROM_NOW, enters=True),
    rule([OPENING, WAITING], Event.BACKGROUND, IDLE_BACKGROUND, "MAN-GRACE-ENDS",
         GRACES, reads("background-while-opening", "aborts"), enters=True),
    rule([OPENING, WAITING], Event.BACKGROUND, OPENING_IN_GRACE, "MAN-GRACE-ENDS",
         GRACES, reads("background-while-opening", "grace-from-entry"), move=Move.FROM_NOW, enters=True),
    rule(OPENING, Event.BACKGROUND, OPENING_FOR_GRACE, "MAN-GRACE-ENDS",
         GRACES, reads("background-while-opening", "grace-from-open"), enters=True),
    rule(WAITING, Event.BACKGROUND, OPENING_FOR_GRACE, "MAN-GRACE-ENDS",
         GRACES, reads("background-while-opening", "grace-from-open"), reads("retry-at-entry", "under-way"),
         enters=True),
    rule(WAITING, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN",
         GRACES, reads("background-while-opening", "grace-from-open"), reads("retry-at-entry", "waiting"),
         enters=True),
    rule(RECONNECTING, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN",
         GRACES, reads("background-while-waiting", "gives-up"), enters=True),
    rule(RECONNECTING, Event.BACKGROUND, RECONNECTING_IN_GRACE, "MAN-BACKGROUND-STAYS-DOWN",
         GRACES, reads("background-while-waiting", "grace-from-entry"), move=Move.FROM_NOW, enters=True),

    # The grace: how it ends.
    rule(DEADLINE_STATES, Event.DEADLINE, IDLE_BACKGROUND, "MAN-GRACE-ENDS", regions=PAST, move=Move.CLEAR),
    rule(DEADLINE_STATES, Event.DEADLINE, IDLE_BACKGROUND, "MAN-GRACE-ENDS", *BOTH_EXCLUSIVE,
         regions=AT, move=Move.CLEAR),
    rule(DEADLINE_STATES, Event.DEADLINE, None, "MAN-GRACE", PING_COUNTS_AT, regions=AT),
    rule(DEADLINE_STATES, Event.DEADLINE, None, "MAN-GRACE", PING_TOO_LATE_AT, RETURN_SAVES_AT, regions=AT),

    # The grace: how a ping extends it.
    rule(GRACE, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called"),
         regions=BEFORE, move=Move.FROM_NOW, answer=Answer.SENDS),
    rule(GRACE, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "answered"),
         regions=BEFORE, answer=Answer.SENDS),
    rule(GRACE, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called"), PING_COUNTS_AT,
         regions=AT, move=Move.FROM_NOW, answer=Answer.SENDS),
    rule(GRACE, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "answered"), PING_COUNTS_AT,
         regions=AT, answer=Answer.SENDS),
    rule(GRACE, Event.PING, IDLE_BACKGROUND, "MAN-PING-LAPSES", PING_TOO_LATE_AT,
         regions=AT, move=Move.CLEAR, answer=Answer.EITHER),
    *(sentence for pong, guards in ((Event.PONG, COUNTED[:1]), (Event.PONG_FOREGROUND, COUNTED)) for sentence in (
        rule(GRACE, pong, None, "MAN-PING-EXTENDS", *guards, regions=BEFORE, move=Move.FROM_NOW),
        rule(GRACE, pong, None, "MAN-PING-EXTENDS", *guards, PING_COUNTS_AT, regions=AT, move=Move.FROM_NOW),
        rule(GRACE, pong, None, "MAN-PING-LAPSES", *guards, PING_TOO_LATE_AT, regions=AT),
        rule(GRACE, pong, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called")),
    )),
    rule(GRACE, Event.PONG_FOREGROUND, None, "MAN-PING-EXTENDS", *NOT_COUNTED),

    # The grace: how the return to the foreground cancels it.
    *(sentence for source, back in COMES_BACK_TO for sentence in (
        rule(source, Event.FOREGROUND, back, "MAN-RETURN-CANCELS", regions=BEFORE, move=Move.CLEAR),
        rule(source, Event.FOREGROUND, back, "MAN-RETURN-CANCELS", RETURN_SAVES_AT, regions=AT, move=Move.CLEAR),
    )),
    rule(DEADLINE_STATES, Event.FOREGROUND, IDLE, "MAN-RETURN-CANCELS", RETURN_TOO_LATE_AT,
         regions=AT, move=Move.CLEAR),
    rule(HELD, Event.FOREGROUND, CONNECTED, "MAN-FOREGROUND-HOLDS"),
    rule(PENDING_WITHOUT_DEADLINE, Event.FOREGROUND, WAITING, "MAN-CONNECT"),
    rule(IDLE_BACKGROUND, Event.FOREGROUND, IDLE, "MAN-BACKGROUND-STAYS-DOWN"),

    # Down in the background is down until connect().
    *(rule(UP_IN_BACKGROUND, gone, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR)
      for gone in (Event.LOST, Event.CLOSED)),
    rule(PENDING_AT_DEADLINE, Event.OPENED, GRACE, "MAN-GRACE-ENDS"),
    rule(OPENING_FOR_GRACE, Event.OPENED, GRACE, "MAN-GRACE-ENDS", move=Move.FROM_NOW),
    rule(OPENING_TO_HOLD, Event.OPENED, HELD, "MAN-GRACE-ENDS"),
    *(sentence for failed in FAILURES for sentence in (
        rule(PENDING_AT_DEADLINE, failed, None, "MAN-BACKGROUND-STAYS-DOWN", REPEATS),
        rule(PENDING_AT_DEADLINE, failed, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", GIVES_UP, move=Move.CLEAR),
    )),
    rule(PENDING_AT_DEADLINE, Event.REJECTED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", STOPS, move=Move.CLEAR),
    rule(PENDING_AT_DEADLINE, Event.REJECTED, None, "MAN-BACKGROUND-STAYS-DOWN", RETRIES, REPEATS),
    rule(PENDING_AT_DEADLINE, Event.REJECTED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN",
         RETRIES, GIVES_UP, move=Move.CLEAR),
    rule(PENDING_WITHOUT_DEADLINE, Event.FAILED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN"),
    rule(PENDING_WITHOUT_DEADLINE, Event.FAILED_OFFLINE, None, "MAN-BACKGROUND-STAYS-DOWN", KEPT_OFFLINE),
    rule(PENDING_WITHOUT_DEADLINE, Event.FAILED_OFFLINE, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN", DROPPED_OFFLINE),
    rule(PENDING_WITHOUT_DEADLINE, Event.REJECTED, IDLE_BACKGROUND, "MAN-BACKGROUND-STAYS-DOWN"),

    # connect() in the background. The window of grace-from-entry is over one grace after the entry.
    *(sentence for call, online in ((Event.CONNECT, ()), (Event.CONNECT_OFFLINE, WAITS)) for sentence in (
        rule(IDLE_BACKGROUND, call, None, "MAN-GRACE-ENDS",
             reads("connect-in-background", "refused"), answer=Answer.ERROR),
        rule(IDLE_BACKGROUND, call, OPENING_FOR_GRACE, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-open"), *online, answer=Answer.OPENS),
        rule(IDLE_BACKGROUND, call, OPENING_IN_GRACE, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-call"), *online, move=Move.FROM_NOW, answer=Answer.OPENS),
        rule(IDLE_BACKGROUND, call, OPENING_IN_GRACE, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-entry"), *online,
             regions=BEFORE, move=Move.FROM_ENTRY, answer=Answer.OPENS),
        rule(IDLE_BACKGROUND, call, None, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-entry"), regions=PAST, answer=Answer.ERROR),
        rule(IDLE_BACKGROUND, call, OPENING_TO_HOLD, "MAN-GRACE-ENDS",
             reads("connect-in-background", "held"), *online, answer=Answer.OPENS),
    )),
    rule(IDLE_BACKGROUND, Event.CONNECT_OFFLINE, None, "MAN-GRACE-ENDS",
         reads("connect-in-background", "grace-from-open", "grace-from-call", "held"), FAILS, answer=Answer.ERROR),
    rule(IDLE_BACKGROUND, Event.CONNECT_OFFLINE, None, "MAN-GRACE-ENDS",
         reads("connect-in-background", "grace-from-entry"), FAILS, regions=BEFORE, answer=Answer.ERROR),

    # ping() where no grace runs.
    rule(CONNECTED, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "sends"), answer=Answer.SENDS),
    rule(CONNECTED, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "error"), answer=Answer.ERROR),
    rule(CONNECTED, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "nothing"), answer=Answer.SILENT),
    rule(HELD, Event.PING, None, "MAN-PING-SENDS", answer=Answer.SENDS),
    rule([*PENDING, *PENDING_WITHOUT_DEADLINE], Event.PING, None, "CALL-OUTCOME", answer=Answer.EITHER),
    rule(PENDING_AT_DEADLINE, Event.PING, None, "CALL-OUTCOME", COUNTS_NOT, answer=Answer.EITHER),
    rule(PENDING_AT_DEADLINE, Event.PING, None, "CALL-OUTCOME", COUNTS,
         regions=BEFORE, move=Move.FROM_NOW, answer=Answer.EITHER),
    rule(PENDING_AT_DEADLINE, Event.PING, None, "CALL-OUTCOME", COUNTS, PING_COUNTS_AT,
         regions=AT, move=Move.FROM_NOW, answer=Answer.EITHER),
    rule(PENDING_AT_DEADLINE, Event.PING, None, "CALL-OUTCOME", COUNTS, PING_TOO_LATE_AT,
         regions=AT, answer=Answer.EITHER),
    *(rule(ANYWHERE_ELSE, pong, None, "MAN-PING-EXTENDS") for pong in PONGS),

    # A second background with no foreground between, and a second foreground.
    rule([SIGNED_OUT_BACKGROUND, IDLE_BACKGROUND], Event.BACKGROUND, None, "MAN-GRACE", AGAIN, enters=True),
    rule(GRACE, Event.BACKGROUND, None, "MAN-GRACE", AGAIN, GRACES, move=Move.FROM_NOW, enters=True),
    rule(HELD, Event.BACKGROUND, GRACE, "MAN-GRACE", AGAIN, GRACES, move=Move.FROM_NOW, enters=True),
    rule(PENDING_BACKGROUND, Event.BACKGROUND, None, "MAN-GRACE", AGAIN, GRACES, KEPT, enters=True),
    rule([OPENING_IN_GRACE, OPENING_TO_HOLD], Event.BACKGROUND, OPENING_FOR_GRACE, "MAN-GRACE", AGAIN, GRACES,
         FROM_OPEN, reads("background-while-opening", "grace-from-open"), move=Move.CLEAR, enters=True),
    rule([OPENING_IN_GRACE, OPENING_TO_HOLD], Event.BACKGROUND, None, "MAN-GRACE", AGAIN, GRACES, FROM_OPEN,
         reads("background-while-opening", "aborts", "grace-from-entry"), enters=True),
    rule([OPENING_FOR_GRACE, RECONNECTING_IN_GRACE], Event.BACKGROUND, None, "MAN-GRACE", AGAIN, GRACES, FROM_OPEN,
         enters=True),
    rule(PENDING_AT_DEADLINE, Event.BACKGROUND, None, "MAN-GRACE", AGAIN, GRACES, GRACE_NOW,
         move=Move.FROM_NOW, enters=True),
    rule(PENDING_WITHOUT_DEADLINE, Event.BACKGROUND, OPENING_IN_GRACE, "MAN-GRACE", AGAIN, GRACES, GRACE_NOW,
         move=Move.FROM_NOW, enters=True),
    rule(PENDING_BACKGROUND, Event.BACKGROUND, IDLE_BACKGROUND, "MAN-GRACE", AGAIN, GRACES, DROPPED,
         move=Move.CLEAR, enters=True),
    rule([SIGNED_OUT_BACKGROUND, IDLE_BACKGROUND, *BACKGROUND_WANTED], Event.BACKGROUND, None, "MAN-GRACE", ONCE),
    rule(IN_FOREGROUND, Event.FOREGROUND, None, "MAN-FOREGROUND-HOLDS"),

    OTHER_ANSWERS,

    # The session: logout and kill end everything, the rest is for the reading.
    rule([IDLE, *FOREGROUND_WANTED], Event.LOGOUT, SIGNED_OUT, "SES-NO-USER"),
    rule([IDLE_BACKGROUND, *BACKGROUND_WANTED, TAKEN_DOWN], Event.LOGOUT, SIGNED_OUT_BACKGROUND, "SES-NO-USER",
         move=Move.CLEAR),
    rule(LOCATIONS, Event.KILL, NOT_INITIALISED, "SES-LOGIN-SAVES", move=Move.CLEAR),
    rule(WITHOUT_USER, Event.INIT, None, "SES-NO-USER"),
    *(sentence for event, name, effect, requirement in (
        (Event.INIT, "init-again", "reopens", "SES-REOPEN-WAITS"),
        (Event.LOGIN, "login-again", "switches", "SES-LOGIN-SAVES"),
    ) for sentence in (
        rule(WITH_USER, event, None, requirement, reads(name, "ignored", "error")),
        rule(WITH_USER, event, None, requirement, reads(name, effect), reads("session-again", "kept")),
        rule([IDLE, *FOREGROUND_WANTED], event, IDLE, requirement, reads(name, effect), SESSION_DROPPED),
        rule([IDLE_BACKGROUND, *BACKGROUND_WANTED, TAKEN_DOWN], event, IDLE_BACKGROUND, requirement,
             reads(name, effect), SESSION_DROPPED, move=Move.CLEAR),
    )),
)
# fmt: on

MANUAL_LINE = chart("manual", LOCATIONS, TRANSITIONS)
"""Manual mode with the rows of every vendor."""
MANUAL = project(MANUAL_LINE, DOCUMENT)
"""The policy of manual mode (source: "Manual Mode", "Managing Manually", "Reconnection")."""
