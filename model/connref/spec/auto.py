"""Auto mode as the document describes it: up in the foreground, down at once in the background, back by itself.

Rules of the chart:
- In the foreground with a user a connection is wanted (AUTO-FOREGROUND), unless disconnect() or the server ended it
  and the reading says that this holds; what ends it again is declared with each such state.
- Entering the background ends every wish (AUTO-BACKGROUND) and nothing there starts one (AUTO-BACKGROUND-QUIET);
  the one exception is connect() under the reading connect-in-auto = opens-until-foreground.
"""

from __future__ import annotations

from connref.spec.declare import Location, chart, reads, rule, rules
from connref.spec.line import project
from connref.spec.session import before_init
from connref.spec.variant import DOCUMENT
from connref.spec.vocabulary import CONNECTS, PONGS, Answer, App, Event, Session, Wish

# Laid out by hand: a location on a line, a rule as one sentence on a line or two.
# fmt: off
NOT_INITIALISED = Location("not_initialised", "not initialised", session=Session.NOT_INITIALISED)
NOT_INITIALISED_BACKGROUND = Location("not_initialised_background", "not initialised, background", app=App.BACKGROUND,
                                      session=Session.NOT_INITIALISED)
SIGNED_OUT = Location("signed_out", "signed out", session=Session.SIGNED_OUT)
SIGNED_OUT_BACKGROUND = Location("signed_out_background", "signed out, background", app=App.BACKGROUND,
                                 session=Session.SIGNED_OUT)
CONNECTING = Location("connecting", "connecting", Wish.WANTED)
CONNECTED = Location("connected", "connected", Wish.WANTED, up=True)
BACKGROUND = Location("background", "background", app=App.BACKGROUND)
BACKGROUND_CONNECTING = Location("background_connecting", "connecting in background", Wish.WANTED, app=App.BACKGROUND)
BACKGROUND_CONNECTED = Location("background_connected", "connected in background", Wish.WANTED, up=True,
                                app=App.BACKGROUND)
DISCONNECTED = Location("disconnected", "disconnected until foreground")
DISCONNECTED_UNTIL_CONNECT = Location("disconnected_until_connect", "disconnected until connect")
DISCONNECTED_UNTIL_CONNECT_BACKGROUND = Location(
    "disconnected_until_connect_background", "disconnected until connect, background", app=App.BACKGROUND)
STOPPED = Location("stopped", "stopped by the server")

LOCATIONS = (
    NOT_INITIALISED, NOT_INITIALISED_BACKGROUND, SIGNED_OUT, SIGNED_OUT_BACKGROUND, CONNECTING, CONNECTED,
    BACKGROUND, BACKGROUND_CONNECTING, BACKGROUND_CONNECTED, DISCONNECTED, DISCONNECTED_UNTIL_CONNECT,
    DISCONNECTED_UNTIL_CONNECT_BACKGROUND, STOPPED,
)

FRESH = [NOT_INITIALISED, NOT_INITIALISED_BACKGROUND]
WITHOUT_USER = [SIGNED_OUT, SIGNED_OUT_BACKGROUND]
WANTED = [CONNECTING, CONNECTED]
WANTED_IN_BACKGROUND = [BACKGROUND_CONNECTING, BACKGROUND_CONNECTED]
OPENING = [CONNECTING, BACKGROUND_CONNECTING]
UP = [CONNECTED, BACKGROUND_CONNECTED]
ENDED = [DISCONNECTED, DISCONNECTED_UNTIL_CONNECT, STOPPED]
DOWN_IN_BACKGROUND = [BACKGROUND, DISCONNECTED_UNTIL_CONNECT_BACKGROUND]
IN_FOREGROUND = [*WANTED, *ENDED]
IN_BACKGROUND = [*DOWN_IN_BACKGROUND, *WANTED_IN_BACKGROUND]

REFUSED = reads("connect-in-auto", "refused")
DROPS, UNMOVED = reads("auto-background", "drop"), reads("auto-background", "nothing")
SESSION, NO_SESSION = reads("session", "login"), reads("session", "none")
STAYS, ENDS = reads("suspension-ends", "stays"), reads("suspension-ends", "ends")
SUSPENDED = [DISCONNECTED, DISCONNECTED_UNTIL_CONNECT, DISCONNECTED_UNTIL_CONNECT_BACKGROUND]
AS_IN_FOREGROUND = reads("disconnect-in-auto-background", "as-in-foreground")
NOT_UP = [*WITHOUT_USER, CONNECTING, BACKGROUND_CONNECTING, *ENDED, *DOWN_IN_BACKGROUND]

TRANSITIONS = rules(
    # Before init.
    rule(NOT_INITIALISED, Event.INIT, SIGNED_OUT, "SES-NO-USER", SESSION),
    rule(NOT_INITIALISED, Event.INIT, CONNECTING, "AUTO-FOREGROUND", NO_SESSION),
    rule(NOT_INITIALISED, Event.REOPEN, CONNECTING, "SES-REOPEN-CONNECTS"),
    rule(NOT_INITIALISED_BACKGROUND, Event.INIT, SIGNED_OUT_BACKGROUND, "SES-NO-USER", SESSION),
    rule(NOT_INITIALISED_BACKGROUND, Event.INIT, BACKGROUND, "AUTO-BACKGROUND", NO_SESSION),
    rule(NOT_INITIALISED_BACKGROUND, Event.REOPEN, BACKGROUND, "AUTO-BACKGROUND"),
    rule(NOT_INITIALISED, Event.BACKGROUND, NOT_INITIALISED_BACKGROUND, "AUTO-BACKGROUND-QUIET", DROPS),
    rule([NOT_INITIALISED, SIGNED_OUT, *IN_FOREGROUND], Event.BACKGROUND, None, "AUTO-FOREGROUND", UNMOVED),
    rule(NOT_INITIALISED_BACKGROUND, Event.BACKGROUND, None, "AUTO-BACKGROUND-QUIET"),
    rule(FRESH, Event.FOREGROUND, NOT_INITIALISED, "SES-NO-USER"),
    before_init(FRESH),

    # Signed out: nothing brings a connection up; login in the foreground does.
    *(rule(WITHOUT_USER, call, None, "SES-NO-USER", answer=Answer.EITHER) for call in (*CONNECTS, Event.DISCONNECT)),
    rule(WITHOUT_USER, Event.LOGOUT, None, "SES-NO-USER"),
    rule(WITHOUT_USER, Event.INIT, None, "SES-NO-USER"),
    rule(SIGNED_OUT, Event.LOGIN, CONNECTING, "SES-LOGIN-CONNECTS"),
    rule(SIGNED_OUT_BACKGROUND, Event.LOGIN, BACKGROUND, "AUTO-BACKGROUND-QUIET"),
    rule(SIGNED_OUT, Event.BACKGROUND, SIGNED_OUT_BACKGROUND, "SES-NO-USER", DROPS),
    rule(SIGNED_OUT_BACKGROUND, Event.FOREGROUND, SIGNED_OUT, "SES-NO-USER"),

    # The foreground: up, and back by itself.
    rule(CONNECTING, Event.OPENED, CONNECTED, "AUTO-FOREGROUND"),
    rule(BACKGROUND_CONNECTING, Event.OPENED, BACKGROUND_CONNECTED, "AUTO-BACKGROUND-QUIET"),
    rule([CONNECTING, BACKGROUND_CONNECTING], Event.FAILED, None, "AUTO-RECONNECT"),
    rule([CONNECTING, BACKGROUND_CONNECTING], Event.FAILED_OFFLINE, None, "AUTO-RECONNECT"),
    rule(CONNECTED, Event.LOST, CONNECTING, "AUTO-RECONNECT"),
    rule(BACKGROUND_CONNECTED, Event.LOST, BACKGROUND_CONNECTING, "AUTO-RECONNECT"),
    rule(CONNECTED, Event.CLOSED, CONNECTING, "AUTO-RECONNECT", reads("server-close", "reconnects")),
    rule(CONNECTED, Event.CLOSED, STOPPED, "AUTO-RECONNECT", reads("server-close", "stays-down")),
    rule(BACKGROUND_CONNECTED, Event.CLOSED, BACKGROUND_CONNECTING, "AUTO-RECONNECT",
         reads("server-close", "reconnects")),
    rule(BACKGROUND_CONNECTED, Event.CLOSED, BACKGROUND, "AUTO-RECONNECT", reads("server-close", "stays-down")),
    rule(CONNECTING, Event.REJECTED, STOPPED, "CALL-OUTCOME", reads("auth-rejected", "stops")),
    rule(BACKGROUND_CONNECTING, Event.REJECTED, BACKGROUND, "CALL-OUTCOME", reads("auth-rejected", "stops")),
    rule([CONNECTING, BACKGROUND_CONNECTING], Event.REJECTED, None, "CALL-OUTCOME", reads("auth-rejected", "retries")),

    # The last attempt has failed, or the server ended it for good, where this is promised.
    rule(CONNECTING, Event.GAVE_UP, STOPPED, "AUTO-RECONNECT"),
    rule(BACKGROUND_CONNECTING, Event.GAVE_UP, BACKGROUND, "AUTO-RECONNECT"),
    rule(CONNECTED, Event.STOPPED, STOPPED, "AUTO-RECONNECT"),
    rule(BACKGROUND_CONNECTED, Event.STOPPED, BACKGROUND, "AUTO-RECONNECT"),

    # The background: down at once, and quiet.
    rule([*WANTED, DISCONNECTED, STOPPED], Event.BACKGROUND, BACKGROUND, "AUTO-BACKGROUND", DROPS),
    rule(DISCONNECTED_UNTIL_CONNECT, Event.BACKGROUND, DISCONNECTED_UNTIL_CONNECT_BACKGROUND, "AUTO-BACKGROUND",
         DROPS),
    rule([SIGNED_OUT_BACKGROUND, *DOWN_IN_BACKGROUND], Event.BACKGROUND, None, "AUTO-BACKGROUND-QUIET"),
    rule(WANTED_IN_BACKGROUND, Event.BACKGROUND, None, "AUTO-BACKGROUND",
         reads("background-again-opening", "kept", "grace", "grace-from-open")),
    rule(WANTED_IN_BACKGROUND, Event.BACKGROUND, BACKGROUND, "AUTO-BACKGROUND",
         reads("background-again-opening", "dropped")),
    rule(BACKGROUND, Event.FOREGROUND, CONNECTING, "AUTO-FOREGROUND"),
    rule(BACKGROUND_CONNECTING, Event.FOREGROUND, CONNECTING, "AUTO-FOREGROUND"),
    rule(BACKGROUND_CONNECTED, Event.FOREGROUND, CONNECTED, "AUTO-FOREGROUND"),
    rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, Event.FOREGROUND, DISCONNECTED_UNTIL_CONNECT, "AUTO-FOREGROUND"),
    rule([SIGNED_OUT, *WANTED, DISCONNECTED_UNTIL_CONNECT], Event.FOREGROUND, None, "AUTO-FOREGROUND"),

    # connect() where auto mode wants a connection anyway, where it wants none, and where disconnect() ended it.
    *(sentence for call in CONNECTS for sentence in (
        rule(OPENING, call, None, "CALL-OUTCOME", reads("connect-while-opening", "joins"), answer=Answer.OPENS),
        rule(OPENING, call, None, "CALL-OUTCOME", reads("connect-while-opening", "error"), answer=Answer.ERROR),
        rule(UP, call, None, "AUTO-FOREGROUND", reads("connect-when-up", "success"), answer=Answer.SUCCESS),
        rule(UP, call, None, "AUTO-FOREGROUND", reads("connect-when-up", "error"), answer=Answer.ERROR),
        rule([DISCONNECTED_UNTIL_CONNECT, STOPPED], call, CONNECTING, "AUTO-FOREGROUND", answer=Answer.OPENS),
        rule(DISCONNECTED, call, CONNECTING, "AUTO-FOREGROUND",
             reads("connect-ends-disconnect", "ends"), answer=Answer.OPENS),
        rule(DISCONNECTED, call, None, "AUTO-FOREGROUND",
             reads("connect-ends-disconnect", "stays"), answer=Answer.EITHER),
        rule(DOWN_IN_BACKGROUND, call, BACKGROUND_CONNECTING, "AUTO-BACKGROUND-QUIET",
             reads("connect-in-auto", "opens-until-foreground"), answer=Answer.OPENS),
        rule(BACKGROUND, call, None, "AUTO-BACKGROUND-QUIET", REFUSED, answer=Answer.EITHER),
        rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, call, None, "AUTO-BACKGROUND-QUIET", REFUSED, STAYS,
             answer=Answer.EITHER),
        rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, call, BACKGROUND, "AUTO-BACKGROUND-QUIET", REFUSED, ENDS,
             answer=Answer.EITHER),
    )),

    # disconnect() in the foreground, and in the background. A second one adds nothing.
    rule(SUSPENDED, Event.DISCONNECT, None, "AUTO-FOREGROUND", answer=Answer.EITHER),
    rule([*WANTED, STOPPED], Event.DISCONNECT, None, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "ignored"), answer=Answer.EITHER),
    rule([*WANTED, STOPPED], Event.DISCONNECT, DISCONNECTED, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "until-foreground"), answer=Answer.EITHER),
    rule([*WANTED, STOPPED], Event.DISCONNECT, DISCONNECTED_UNTIL_CONNECT, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "until-connect"), answer=Answer.EITHER),
    rule(BACKGROUND, Event.DISCONNECT, None, "AUTO-FOREGROUND",
         reads("disconnect-in-auto-background", "ignored"), answer=Answer.EITHER),
    rule(BACKGROUND, Event.DISCONNECT, DISCONNECTED_UNTIL_CONNECT_BACKGROUND,
         "AUTO-FOREGROUND", AS_IN_FOREGROUND, reads("disconnect-in-auto", "until-connect"), answer=Answer.EITHER),
    rule(BACKGROUND, Event.DISCONNECT, None, "AUTO-FOREGROUND",
         AS_IN_FOREGROUND, reads("disconnect-in-auto", "until-foreground", "ignored"), answer=Answer.EITHER),
    rule(WANTED_IN_BACKGROUND, Event.DISCONNECT, BACKGROUND, "AUTO-BACKGROUND-QUIET",
         reads("disconnect-ends-connect", "counts-not"), answer=Answer.EITHER),
    rule(WANTED_IN_BACKGROUND, Event.DISCONNECT, BACKGROUND, "AUTO-BACKGROUND-QUIET",
         reads("disconnect-ends-connect", "counts"), reads("disconnect-in-auto", "until-foreground", "ignored"),
         answer=Answer.EITHER),
    rule(WANTED_IN_BACKGROUND, Event.DISCONNECT, DISCONNECTED_UNTIL_CONNECT_BACKGROUND, "AUTO-BACKGROUND-QUIET",
         reads("disconnect-ends-connect", "counts"), reads("disconnect-in-auto", "until-connect"),
         answer=Answer.EITHER),

    # What a repeated foreground, login or init ends.
    rule([DISCONNECTED, STOPPED], Event.FOREGROUND, None, "AUTO-FOREGROUND", STAYS),
    rule([DISCONNECTED, STOPPED], Event.FOREGROUND, CONNECTING, "AUTO-FOREGROUND", ENDS),
    *(sentence for again, requirement, no_effect, effect in (
        (Event.INIT, "SES-REOPEN-CONNECTS", reads("init-again", "ignored", "error"), reads("init-again", "reopens")),
        (Event.LOGIN, "SES-LOGIN-SAVES", reads("login-again", "ignored", "error"), reads("login-again", "switches")),
    ) for sentence in (
        rule([*WANTED, BACKGROUND], again, None, requirement),
        rule(WANTED_IN_BACKGROUND, again, None, requirement, no_effect),
        rule(WANTED_IN_BACKGROUND, again, None, requirement, effect, reads("session-again", "kept")),
        rule(WANTED_IN_BACKGROUND, again, BACKGROUND, requirement, effect, reads("session-again", "dropped")),
        rule(ENDED, again, None, requirement, no_effect, STAYS),
        rule(ENDED, again, CONNECTING, requirement, no_effect, ENDS),
        rule(ENDED, again, CONNECTING, requirement, effect),
        rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, again, None, requirement, no_effect, STAYS),
        rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, again, BACKGROUND, requirement, no_effect, ENDS),
        rule(DISCONNECTED_UNTIL_CONNECT_BACKGROUND, again, BACKGROUND, requirement, effect),
    )),

    # ping() in auto mode is for the reading; it never changes anything.
    rule(UP, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "sends"), answer=Answer.SENDS),
    rule(UP, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "error"), answer=Answer.ERROR),
    rule(UP, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "nothing"), answer=Answer.SILENT),
    rule(NOT_UP, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "sends", "error"), answer=Answer.EITHER),
    rule(NOT_UP, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "nothing"), answer=Answer.AT_MOST_ONE),

    # The session: logout and kill end everything. A pong says nothing to auto mode.
    rule(IN_FOREGROUND, Event.LOGOUT, SIGNED_OUT, "SES-NO-USER"),
    rule(IN_BACKGROUND, Event.LOGOUT, SIGNED_OUT_BACKGROUND, "SES-NO-USER"),
    rule(LOCATIONS, Event.KILL, NOT_INITIALISED, "SES-LOGIN-SAVES"),
    *(rule(LOCATIONS, pong, None, "CALL-OUTCOME") for pong in PONGS),
)
# fmt: on

AUTO_LINE = chart("auto", LOCATIONS, TRANSITIONS)
"""Auto mode with the rows of every vendor."""
AUTO = project(AUTO_LINE, DOCUMENT)
"""The policy of auto mode (source: "Default SDK behaviour on login", "Auto Mode")."""
