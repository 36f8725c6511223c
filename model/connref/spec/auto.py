"""Auto mode as the document describes it: up in the foreground, down at once in the background, back by itself.

Rules of the chart:
- In the foreground with a user a connection is wanted (AUTO-FOREGROUND), unless disconnect() or the server ended it
  and the reading says that this holds; what ends it again is declared with each such state.
- Entering the background ends every wish (AUTO-BACKGROUND) and nothing there starts one (AUTO-BACKGROUND-QUIET);
  the one exception is connect() under the reading connect-in-auto = opens-until-foreground.
"""

from __future__ import annotations

from connref.spec.declare import Chart, place, reads, rule
from connref.spec.vocabulary import Answer, App, Event, Wish


class AutoMode(Chart):
    """The policy of auto mode (source: "Default SDK behaviour on login", "Auto Mode")."""

    not_initialised = place("not initialised", initial=True)
    not_initialised_background = place("not initialised, background", app=App.BACKGROUND)
    signed_out = place("signed out")
    signed_out_background = place("signed out, background", app=App.BACKGROUND)
    connecting = place("connecting", Wish.WANTED)
    connected = place("connected", Wish.WANTED, up=True)
    background = place("background", app=App.BACKGROUND)
    background_connecting = place("connecting in background", Wish.WANTED, app=App.BACKGROUND)
    background_connected = place("connected in background", Wish.WANTED, up=True, app=App.BACKGROUND)
    disconnected = place("disconnected until foreground")
    disconnected_until_connect = place("disconnected until connect")
    disconnected_until_connect_background = place(
        "disconnected until connect, background", app=App.BACKGROUND
    )
    stopped = place("stopped by the server")

    fresh = [not_initialised, not_initialised_background]
    without_user = [signed_out, signed_out_background]
    wanted = [connecting, connected]
    wanted_in_background = [background_connecting, background_connected]
    opening = [connecting, background_connecting]
    up = [connected, background_connected]
    ended = [disconnected, disconnected_until_connect, stopped]
    down_in_background = [background, disconnected_until_connect_background]
    in_foreground = [*wanted, *ended]
    in_background = [*down_in_background, *wanted_in_background]
    with_user = [*in_foreground, *in_background]

    # Laid out by hand: a rule reads as one sentence, on a line or two.
    # fmt: off

    # Before init. What a call does there is for the reading; logging in has to wait for init.
    rule(not_initialised, Event.INIT, signed_out, "SES-NO-USER")
    rule(not_initialised, Event.REOPEN, connecting, "SES-REOPEN-CONNECTS")
    rule(not_initialised_background, Event.INIT, signed_out_background, "SES-NO-USER")
    rule(not_initialised_background, Event.REOPEN, background, "AUTO-BACKGROUND")
    rule(not_initialised, Event.BACKGROUND, not_initialised_background, "AUTO-BACKGROUND-QUIET")
    rule(not_initialised_background, Event.BACKGROUND, None, "AUTO-BACKGROUND-QUIET")
    rule(fresh, Event.FOREGROUND, not_initialised, "SES-NO-USER")
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE, Event.DISCONNECT, Event.PING):
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "error"), answer=Answer.ERROR)
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "throws"), answer=Answer.THROWS)
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "nothing"), answer=Answer.SILENT)
    rule(fresh, Event.LOGIN, None, "SES-NO-USER")
    rule(fresh, Event.LOGOUT, None, "SES-NO-USER")

    # Signed out: nothing brings a connection up; login in the foreground does.
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE, Event.DISCONNECT):
        rule(without_user, call, None, "SES-NO-USER", answer=Answer.EITHER)
    rule(without_user, Event.LOGOUT, None, "SES-NO-USER")
    rule(without_user, Event.INIT, None, "SES-NO-USER")
    rule(signed_out, Event.LOGIN, connecting, "SES-LOGIN-CONNECTS")
    rule(signed_out_background, Event.LOGIN, background, "AUTO-BACKGROUND-QUIET")
    rule(signed_out, Event.BACKGROUND, signed_out_background, "SES-NO-USER")
    rule(signed_out_background, Event.FOREGROUND, signed_out, "SES-NO-USER")

    # The foreground: up, and back by itself.
    rule(connecting, Event.OPENED, connected, "AUTO-FOREGROUND")
    rule(background_connecting, Event.OPENED, background_connected, "AUTO-BACKGROUND-QUIET")
    rule([connecting, background_connecting], Event.FAILED, None, "AUTO-RECONNECT")
    rule([connecting, background_connecting], Event.FAILED_OFFLINE, None, "AUTO-RECONNECT")
    rule(connected, Event.LOST, connecting, "AUTO-RECONNECT")
    rule(background_connected, Event.LOST, background_connecting, "AUTO-RECONNECT")
    rule(connected, Event.CLOSED, connecting, "AUTO-RECONNECT", reads("server-close", "reconnects"))
    rule(connected, Event.CLOSED, stopped, "AUTO-RECONNECT", reads("server-close", "stays-down"))
    rule(background_connected, Event.CLOSED, background_connecting, "AUTO-RECONNECT",
         reads("server-close", "reconnects"))
    rule(background_connected, Event.CLOSED, background, "AUTO-RECONNECT", reads("server-close", "stays-down"))
    rule(connecting, Event.REJECTED, stopped, "CALL-OUTCOME", reads("auth-rejected", "stops"))
    rule(background_connecting, Event.REJECTED, background, "CALL-OUTCOME", reads("auth-rejected", "stops"))
    rule([connecting, background_connecting], Event.REJECTED, None, "CALL-OUTCOME", reads("auth-rejected", "retries"))

    # The background: down at once, and quiet.
    rule([*wanted, disconnected, stopped], Event.BACKGROUND, background, "AUTO-BACKGROUND")
    rule(disconnected_until_connect, Event.BACKGROUND, disconnected_until_connect_background, "AUTO-BACKGROUND")
    rule([signed_out_background, *down_in_background], Event.BACKGROUND, None, "AUTO-BACKGROUND-QUIET")
    rule(wanted_in_background, Event.BACKGROUND, None, "AUTO-BACKGROUND",
         reads("background-again-opening", "kept", "grace", "grace-from-open"))
    rule(wanted_in_background, Event.BACKGROUND, background, "AUTO-BACKGROUND",
         reads("background-again-opening", "dropped"))
    rule(background, Event.FOREGROUND, connecting, "AUTO-FOREGROUND")
    rule(background_connecting, Event.FOREGROUND, connecting, "AUTO-FOREGROUND")
    rule(background_connected, Event.FOREGROUND, connected, "AUTO-FOREGROUND")
    rule(disconnected_until_connect_background, Event.FOREGROUND, disconnected_until_connect, "AUTO-FOREGROUND")
    rule([signed_out, *wanted, disconnected_until_connect], Event.FOREGROUND, None, "AUTO-FOREGROUND")

    # connect() where auto mode wants a connection anyway, where it wants none, and where disconnect() ended it.
    stays, ends = reads("suspension-ends", "stays"), reads("suspension-ends", "ends")
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE):
        rule(opening, call, None, "CALL-OUTCOME", reads("connect-while-opening", "joins"), answer=Answer.OPENS)
        rule(opening, call, None, "CALL-OUTCOME", reads("connect-while-opening", "error"), answer=Answer.ERROR)
        rule(up, call, None, "AUTO-FOREGROUND", reads("connect-when-up", "success"), answer=Answer.SUCCESS)
        rule(up, call, None, "AUTO-FOREGROUND", reads("connect-when-up", "error"), answer=Answer.ERROR)
        rule([disconnected_until_connect, stopped], call, connecting, "AUTO-FOREGROUND", answer=Answer.OPENS)
        rule(disconnected, call, connecting, "AUTO-FOREGROUND",
             reads("connect-ends-disconnect", "ends"), answer=Answer.OPENS)
        rule(disconnected, call, None, "AUTO-FOREGROUND",
             reads("connect-ends-disconnect", "stays"), answer=Answer.EITHER)
        rule(down_in_background, call, background_connecting, "AUTO-BACKGROUND-QUIET",
             reads("connect-in-auto", "opens-until-foreground"), answer=Answer.OPENS)
        refused = reads("connect-in-auto", "refused")
        rule(background, call, None, "AUTO-BACKGROUND-QUIET", refused, answer=Answer.EITHER)
        rule(disconnected_until_connect_background, call, None, "AUTO-BACKGROUND-QUIET", refused, stays,
             answer=Answer.EITHER)
        rule(disconnected_until_connect_background, call, background, "AUTO-BACKGROUND-QUIET", refused, ends,
             answer=Answer.EITHER)

    # disconnect() in the foreground, and in the background. A second one adds nothing.
    suspended = [disconnected, disconnected_until_connect, disconnected_until_connect_background]
    rule(suspended, Event.DISCONNECT, None, "AUTO-FOREGROUND", answer=Answer.EITHER)
    rule([*wanted, stopped], Event.DISCONNECT, None, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "ignored"), answer=Answer.EITHER)
    rule([*wanted, stopped], Event.DISCONNECT, disconnected, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "until-foreground"), answer=Answer.EITHER)
    rule([*wanted, stopped], Event.DISCONNECT, disconnected_until_connect, "AUTO-FOREGROUND",
         reads("disconnect-in-auto", "until-connect"), answer=Answer.EITHER)
    rule([background, *wanted_in_background], Event.DISCONNECT, None, "AUTO-FOREGROUND",
         reads("disconnect-in-auto-background", "ignored"), answer=Answer.EITHER)
    as_in_foreground = reads("disconnect-in-auto-background", "as-in-foreground")
    rule([background, *wanted_in_background], Event.DISCONNECT, disconnected_until_connect_background,
         "AUTO-FOREGROUND", as_in_foreground, reads("disconnect-in-auto", "until-connect"), answer=Answer.EITHER)
    rule(wanted_in_background, Event.DISCONNECT, background, "AUTO-FOREGROUND",
         as_in_foreground, reads("disconnect-in-auto", "until-foreground"), answer=Answer.EITHER)
    rule(wanted_in_background, Event.DISCONNECT, None, "AUTO-FOREGROUND",
         as_in_foreground, reads("disconnect-in-auto", "ignored"), answer=Answer.EITHER)
    rule(background, Event.DISCONNECT, None, "AUTO-FOREGROUND",
         as_in_foreground, reads("disconnect-in-auto", "until-foreground", "ignored"), answer=Answer.EITHER)

    # What a repeated foreground, login or init ends.
    rule([disconnected, stopped], Event.FOREGROUND, None, "AUTO-FOREGROUND", stays)
    rule([disconnected, stopped], Event.FOREGROUND, connecting, "AUTO-FOREGROUND", ends)
    for again, name, requirement in (
        (Event.INIT, "init-again", "SES-REOPEN-CONNECTS"),
        (Event.LOGIN, "login-again", "SES-LOGIN-SAVES"),
    ):
        no_effect = reads(name, "ignored", "error")
        effect = reads(name, "reopens") if again is Event.INIT else reads(name, "switches")
        rule([*wanted, background], again, None, requirement)
        rule(wanted_in_background, again, None, requirement, no_effect)
        rule(wanted_in_background, again, None, requirement, effect, reads("session-again", "kept"))
        rule(wanted_in_background, again, background, requirement, effect, reads("session-again", "dropped"))
        rule(ended, again, None, requirement, no_effect, stays)
        rule(ended, again, connecting, requirement, no_effect, ends)
        rule(ended, again, connecting, requirement, effect)
        rule(disconnected_until_connect_background, again, None, requirement, no_effect, stays)
        rule(disconnected_until_connect_background, again, background, requirement, no_effect, ends)
        rule(disconnected_until_connect_background, again, background, requirement, effect)

    # ping() in auto mode is for the reading; it never changes anything.
    rule(up, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "sends"), answer=Answer.SENDS)
    rule(up, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "error"), answer=Answer.ERROR)
    rule(up, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "nothing"), answer=Answer.SILENT)
    not_up = [*without_user, connecting, background_connecting, *ended, *down_in_background]
    rule(not_up, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "sends", "error"), answer=Answer.EITHER)
    rule(not_up, Event.PING, None, "CALL-OUTCOME", reads("ping-in-auto", "nothing"), answer=Answer.AT_MOST_ONE)

    # The session: logout and kill end everything. A pong says nothing to auto mode.
    rule(in_foreground, Event.LOGOUT, signed_out, "SES-NO-USER")
    rule(in_background, Event.LOGOUT, signed_out_background, "SES-NO-USER")
    everything = [*fresh, *without_user, *with_user]
    rule(everything, Event.KILL, not_initialised, "SES-LOGIN-SAVES")
    for pong in (Event.PONG, Event.PONG_FOREGROUND):
        rule(everything, pong, None, "CALL-OUTCOME")
    # fmt: on
