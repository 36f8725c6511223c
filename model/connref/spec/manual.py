"""Manual mode as the document describes it: connect(), disconnect(), thirty seconds of grace, ping().

Rules of the chart:
- Only connect() leads from a state without a wish to one with it (MAN-ONLY-CONNECT); look for `CONNECT` below.
- A deadline is armed by entering the background while up (MAN-GRACE), moved by a ping (MAN-PING-EXTENDS), and
  cancelled by the return to the foreground (MAN-RETURN-CANCELS). When it passes, the app is idle in the background.
- At the deadline instant itself (zone AT) the inclusive readings still hold; one millisecond later nothing does.
"""

from __future__ import annotations

from connref.spec.declare import Chart, place, reads, rule
from connref.spec.vocabulary import Answer, App, Clock, Event, Move, Region, Wish

AT = (Region.AT,)
BEFORE = (Region.BEFORE,)
PAST = (Region.PAST,)

PING_COUNTS_AT = reads("ping-at-deadline", "inclusive")
PING_TOO_LATE_AT = reads("ping-at-deadline", "exclusive")
RETURN_SAVES_AT = reads("return-at-deadline", "inclusive")
RETURN_TOO_LATE_AT = reads("return-at-deadline", "exclusive")


class ManualMode(Chart):
    """The policy of manual mode (source: "Manual Mode", "Managing Manually", "Reconnection")."""

    not_initialised = place("not initialised", initial=True)
    not_initialised_background = place("not initialised, background", app=App.BACKGROUND)
    signed_out = place("signed out")
    signed_out_background = place("signed out, background", clock=Clock.ENTRY, app=App.BACKGROUND)
    idle = place("idle")
    idle_background = place("idle, background", clock=Clock.ENTRY, app=App.BACKGROUND)
    opening = place("opening", Wish.WANTED)
    waiting = place("waiting to repeat", Wish.WANTED)
    connected = place("connected", Wish.WANTED, up=True)
    reconnecting = place("reconnecting", Wish.WANTED)
    grace = place("grace", Wish.WANTED, up=True, clock=Clock.DEADLINE, app=App.BACKGROUND)
    held = place("held", Wish.WANTED, up=True, app=App.BACKGROUND)
    opening_in_grace = place("opening in grace", Wish.ALLOWED, clock=Clock.DEADLINE, app=App.BACKGROUND)
    reconnecting_in_grace = place(
        "reconnecting in grace", Wish.ALLOWED, clock=Clock.DEADLINE, app=App.BACKGROUND
    )
    opening_for_grace = place("opening for grace", Wish.ALLOWED, app=App.BACKGROUND)
    opening_to_hold = place("opening to hold", Wish.ALLOWED, app=App.BACKGROUND)

    fresh = [not_initialised, not_initialised_background]
    without_user = [signed_out, signed_out_background]
    pending = [opening, waiting, reconnecting]
    pending_at_deadline = [opening_in_grace, reconnecting_in_grace]
    pending_without_deadline = [opening_for_grace, opening_to_hold]
    pending_background = [*pending_at_deadline, *pending_without_deadline]
    up_in_background = [grace, held]
    foreground_wanted = [*pending, connected]
    background_wanted = [*up_in_background, *pending_background]

    # Laid out by hand: a rule reads as one sentence, on a line or two.
    # fmt: off

    # Before init. What a call does there is for the reading; logging in has to wait for init.
    rule(not_initialised, Event.INIT, signed_out, "SES-NO-USER")
    rule(not_initialised, Event.REOPEN, idle, "SES-REOPEN-WAITS")
    rule(not_initialised_background, Event.INIT, signed_out_background, "SES-NO-USER", enters=True)
    rule(not_initialised_background, Event.REOPEN, idle_background, "SES-REOPEN-WAITS", enters=True)
    rule(not_initialised, Event.BACKGROUND, not_initialised_background, "MAN-ONLY-CONNECT")
    rule(not_initialised_background, Event.BACKGROUND, None, "MAN-ONLY-CONNECT")
    rule(fresh, Event.FOREGROUND, not_initialised, "MAN-ONLY-CONNECT")
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE, Event.DISCONNECT, Event.PING):
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "error"), answer=Answer.ERROR)
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "throws"), answer=Answer.THROWS)
        rule(fresh, call, None, "INP-ROBUST", reads("call-before-init", "nothing"), answer=Answer.SILENT)
    rule(fresh, Event.LOGIN, None, "SES-NO-USER")
    rule(fresh, Event.LOGOUT, None, "SES-NO-USER")

    # Signed out: nothing brings a connection up.
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE):
        rule(without_user, call, None, "MAN-CONNECT-NEEDS-USER", answer=Answer.ERROR)
    rule(without_user, Event.DISCONNECT, None, "SES-NO-USER", answer=Answer.EITHER)
    rule(without_user, Event.PING, None, "SES-NO-USER", answer=Answer.EITHER)
    rule(without_user, Event.LOGOUT, None, "SES-NO-USER")
    rule(signed_out, Event.LOGIN, idle, "MAN-ONLY-CONNECT")
    rule(signed_out_background, Event.LOGIN, idle_background, "MAN-ONLY-CONNECT")
    rule(signed_out, Event.BACKGROUND, signed_out_background, "SES-NO-USER", enters=True)
    rule(signed_out_background, Event.FOREGROUND, signed_out, "SES-NO-USER")

    # connect() in the foreground, and what becomes of it.
    rule(idle, Event.CONNECT, opening, "MAN-CONNECT", answer=Answer.OPENS)
    rule(idle, Event.CONNECT_OFFLINE, waiting, "MAN-RECONNECT", reads("connect-offline", "waits"), answer=Answer.OPENS)
    rule(idle, Event.CONNECT_OFFLINE, None, "MAN-RECONNECT", reads("connect-offline", "fails"), answer=Answer.ERROR)
    rule([opening, waiting], Event.OPENED, connected, "MAN-CONNECT")
    for failed in (Event.FAILED, Event.FAILED_OFFLINE):
        rule([opening, waiting], failed, waiting, "MAN-CONNECT", reads("failed-attempt", "kept"))
        rule([opening, waiting], failed, idle, "MAN-CONNECT", reads("failed-attempt", "dropped"))
        rule(reconnecting, failed, None, "MAN-RECONNECT")
    for call in (Event.CONNECT, Event.CONNECT_OFFLINE):
        rule([*pending, *pending_background], call, None, "CALL-OUTCOME",
             reads("connect-while-opening", "joins"), answer=Answer.OPENS)
        rule([*pending, *pending_background], call, None, "CALL-OUTCOME",
             reads("connect-while-opening", "error"), answer=Answer.ERROR)
        rule([connected, *up_in_background], call, None, "MAN-CONNECT",
             reads("connect-when-up", "success"), answer=Answer.SUCCESS)
        rule([connected, *up_in_background], call, None, "MAN-CONNECT",
             reads("connect-when-up", "error"), answer=Answer.ERROR)

    # Loss and reconnection, in the foreground only.
    rule(connected, Event.LOST, reconnecting, "MAN-RECONNECT")
    rule(connected, Event.CLOSED, reconnecting, "MAN-RECONNECT", reads("server-close", "reconnects"))
    rule(connected, Event.CLOSED, idle, "MAN-RECONNECT", reads("server-close", "stays-down"))
    rule(reconnecting, Event.OPENED, connected, "MAN-RECONNECT")
    rule(pending, Event.REJECTED, idle, "CALL-OUTCOME", reads("auth-rejected", "stops"))
    rule([opening, waiting], Event.REJECTED, waiting, "CALL-OUTCOME", reads("auth-rejected", "retries"))
    rule(reconnecting, Event.REJECTED, None, "CALL-OUTCOME", reads("auth-rejected", "retries"))

    # disconnect() works from everywhere, and holds until connect().
    rule(foreground_wanted, Event.DISCONNECT, idle, "MAN-DISCONNECT", answer=Answer.EITHER)
    rule(background_wanted, Event.DISCONNECT, idle_background, "MAN-DISCONNECT", move=Move.CLEAR, answer=Answer.EITHER)
    for option in (Answer.SUCCESS, Answer.ERROR):
        rule([idle, idle_background], Event.DISCONNECT, None, "MAN-DISCONNECT-STAYS",
             reads("disconnect-when-down", option.value), answer=option)
        rule([idle, idle_background], Event.PING, None, "MAN-ONLY-CONNECT",
             reads("ping-when-down", option.value), answer=option)

    # Entering the background.
    rule(idle, Event.BACKGROUND, idle_background, "MAN-ONLY-CONNECT", enters=True)
    rule(connected, Event.BACKGROUND, grace, "MAN-GRACE", move=Move.FROM_NOW, enters=True)
    rule([opening, waiting], Event.BACKGROUND, idle_background, "MAN-GRACE-ENDS",
         reads("background-while-opening", "aborts"), enters=True)
    rule([opening, waiting], Event.BACKGROUND, opening_in_grace, "MAN-GRACE-ENDS",
         reads("background-while-opening", "grace-from-entry"), move=Move.FROM_NOW, enters=True)
    rule(opening, Event.BACKGROUND, opening_for_grace, "MAN-GRACE-ENDS",
         reads("background-while-opening", "grace-from-open"), enters=True)
    rule(waiting, Event.BACKGROUND, opening_for_grace, "MAN-GRACE-ENDS",
         reads("background-while-opening", "grace-from-open"), reads("retry-at-entry", "under-way"), enters=True)
    rule(waiting, Event.BACKGROUND, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
         reads("background-while-opening", "grace-from-open"), reads("retry-at-entry", "waiting"), enters=True)
    rule(reconnecting, Event.BACKGROUND, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
         reads("background-while-waiting", "gives-up"), enters=True)
    rule(reconnecting, Event.BACKGROUND, reconnecting_in_grace, "MAN-BACKGROUND-STAYS-DOWN",
         reads("background-while-waiting", "grace-from-entry"), move=Move.FROM_NOW, enters=True)

    # The grace: how it ends.
    both_exclusive = (PING_TOO_LATE_AT, RETURN_TOO_LATE_AT)
    deadline_states = [grace, *pending_at_deadline]
    rule(deadline_states, Event.DEADLINE, idle_background, "MAN-GRACE-ENDS", zones=PAST, move=Move.CLEAR)
    rule(deadline_states, Event.DEADLINE, idle_background, "MAN-GRACE-ENDS", *both_exclusive, zones=AT, move=Move.CLEAR)
    rule(deadline_states, Event.DEADLINE, None, "MAN-GRACE", PING_COUNTS_AT, zones=AT)
    rule(deadline_states, Event.DEADLINE, None, "MAN-GRACE", PING_TOO_LATE_AT, RETURN_SAVES_AT, zones=AT)

    # The grace: how a ping extends it.
    rule(grace, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called"),
         zones=BEFORE, move=Move.FROM_NOW, answer=Answer.SENDS)
    rule(grace, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "answered"),
         zones=BEFORE, answer=Answer.SENDS)
    rule(grace, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called"), PING_COUNTS_AT,
         zones=AT, move=Move.FROM_NOW, answer=Answer.SENDS)
    rule(grace, Event.PING, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "answered"), PING_COUNTS_AT,
         zones=AT, answer=Answer.SENDS)
    rule(grace, Event.PING, idle_background, "MAN-PING-LAPSES", PING_TOO_LATE_AT,
         zones=AT, move=Move.CLEAR, answer=Answer.EITHER)
    counted = (reads("ping-counts-when", "answered"), reads("pong-of-foreground", "counts"))
    not_counted = (reads("ping-counts-when", "answered"), reads("pong-of-foreground", "counts-not"))
    for pong, guards in ((Event.PONG, counted[:1]), (Event.PONG_FOREGROUND, counted)):
        rule(grace, pong, None, "MAN-PING-EXTENDS", *guards, zones=BEFORE, move=Move.FROM_NOW)
        rule(grace, pong, None, "MAN-PING-EXTENDS", *guards, PING_COUNTS_AT, zones=AT, move=Move.FROM_NOW)
        rule(grace, pong, None, "MAN-PING-LAPSES", *guards, PING_TOO_LATE_AT, zones=AT)
        rule(grace, pong, None, "MAN-PING-EXTENDS", reads("ping-counts-when", "called"))
    rule(grace, Event.PONG_FOREGROUND, None, "MAN-PING-EXTENDS", *not_counted)

    # The grace: how the return to the foreground cancels it.
    rule(grace, Event.FOREGROUND, connected, "MAN-RETURN-CANCELS", zones=BEFORE, move=Move.CLEAR)
    rule(grace, Event.FOREGROUND, connected, "MAN-RETURN-CANCELS", RETURN_SAVES_AT, zones=AT, move=Move.CLEAR)
    rule(opening_in_grace, Event.FOREGROUND, waiting, "MAN-RETURN-CANCELS", zones=BEFORE, move=Move.CLEAR)
    rule(opening_in_grace, Event.FOREGROUND, waiting, "MAN-RETURN-CANCELS", RETURN_SAVES_AT, zones=AT, move=Move.CLEAR)
    rule(reconnecting_in_grace, Event.FOREGROUND, reconnecting, "MAN-RETURN-CANCELS", zones=BEFORE, move=Move.CLEAR)
    rule(reconnecting_in_grace, Event.FOREGROUND, reconnecting, "MAN-RETURN-CANCELS", RETURN_SAVES_AT,
         zones=AT, move=Move.CLEAR)
    rule(deadline_states, Event.FOREGROUND, idle, "MAN-RETURN-CANCELS", RETURN_TOO_LATE_AT, zones=AT, move=Move.CLEAR)
    rule(held, Event.FOREGROUND, connected, "MAN-FOREGROUND-HOLDS")
    rule(pending_without_deadline, Event.FOREGROUND, waiting, "MAN-CONNECT")
    rule(idle_background, Event.FOREGROUND, idle, "MAN-BACKGROUND-STAYS-DOWN")

    # Down in the background is down until connect().
    for gone in (Event.LOST, Event.CLOSED):
        rule(up_in_background, gone, idle_background, "MAN-BACKGROUND-STAYS-DOWN", move=Move.CLEAR)
    rule(pending_at_deadline, Event.OPENED, grace, "MAN-GRACE-ENDS")
    rule(opening_for_grace, Event.OPENED, grace, "MAN-GRACE-ENDS", move=Move.FROM_NOW)
    rule(opening_to_hold, Event.OPENED, held, "MAN-GRACE-ENDS")
    for failed in (Event.FAILED, Event.FAILED_OFFLINE):
        rule(pending_at_deadline, failed, None, "MAN-BACKGROUND-STAYS-DOWN",
             reads("failed-in-background", "repeats"))
        rule(pending_at_deadline, failed, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
             reads("failed-in-background", "gives-up"), move=Move.CLEAR)
    rule(pending_at_deadline, Event.REJECTED, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
         reads("auth-rejected", "stops"), move=Move.CLEAR)
    rule(pending_at_deadline, Event.REJECTED, None, "MAN-BACKGROUND-STAYS-DOWN",
         reads("auth-rejected", "retries"), reads("failed-in-background", "repeats"))
    rule(pending_at_deadline, Event.REJECTED, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
         reads("auth-rejected", "retries"), reads("failed-in-background", "gives-up"), move=Move.CLEAR)
    rule(pending_without_deadline, Event.FAILED, idle_background, "MAN-BACKGROUND-STAYS-DOWN")
    rule(pending_without_deadline, Event.FAILED_OFFLINE, None, "MAN-BACKGROUND-STAYS-DOWN",
         reads("offline-in-background", "kept"))
    rule(pending_without_deadline, Event.FAILED_OFFLINE, idle_background, "MAN-BACKGROUND-STAYS-DOWN",
         reads("offline-in-background", "dropped"))
    rule(pending_without_deadline, Event.REJECTED, idle_background, "MAN-BACKGROUND-STAYS-DOWN")

    # connect() in the background. The window of grace-from-entry is over one grace after the entry.
    no_window = (Region.BEFORE, Region.PAST)
    waits = (reads("connect-offline", "waits"),)
    for call, online in ((Event.CONNECT, ()), (Event.CONNECT_OFFLINE, waits)):
        rule(idle_background, call, None, "MAN-GRACE-ENDS",
             reads("connect-in-background", "refused"), zones=no_window, answer=Answer.ERROR)
        rule(idle_background, call, opening_for_grace, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-open"), *online, zones=no_window, answer=Answer.OPENS)
        rule(idle_background, call, opening_in_grace, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-call"), *online,
             zones=no_window, move=Move.FROM_NOW, answer=Answer.OPENS)
        rule(idle_background, call, opening_in_grace, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-entry"), *online,
             zones=BEFORE, move=Move.FROM_ENTRY, answer=Answer.OPENS)
        rule(idle_background, call, None, "MAN-GRACE-ENDS",
             reads("connect-in-background", "grace-from-entry"), zones=PAST, answer=Answer.ERROR)
        rule(idle_background, call, opening_to_hold, "MAN-GRACE-ENDS",
             reads("connect-in-background", "held"), *online, zones=no_window, answer=Answer.OPENS)
    fails = reads("connect-offline", "fails")
    rule(idle_background, Event.CONNECT_OFFLINE, None, "MAN-GRACE-ENDS",
         reads("connect-in-background", "grace-from-open", "grace-from-call", "held"), fails,
         zones=no_window, answer=Answer.ERROR)
    rule(idle_background, Event.CONNECT_OFFLINE, None, "MAN-GRACE-ENDS",
         reads("connect-in-background", "grace-from-entry"), fails, zones=BEFORE, answer=Answer.ERROR)

    # ping() where no grace runs.
    rule(connected, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "sends"), answer=Answer.SENDS)
    rule(connected, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "error"), answer=Answer.ERROR)
    rule(connected, Event.PING, None, "CALL-OUTCOME", reads("ping-in-foreground", "nothing"), answer=Answer.SILENT)
    rule(held, Event.PING, None, "MAN-PING-SENDS", answer=Answer.SENDS)
    rule([*pending, *pending_without_deadline], Event.PING, None, "CALL-OUTCOME", answer=Answer.EITHER)
    rule(pending_at_deadline, Event.PING, None, "CALL-OUTCOME",
         reads("ping-while-opening", "counts-not"), answer=Answer.EITHER)
    counts = reads("ping-while-opening", "counts")
    rule(pending_at_deadline, Event.PING, None, "CALL-OUTCOME", counts,
         zones=BEFORE, move=Move.FROM_NOW, answer=Answer.EITHER)
    rule(pending_at_deadline, Event.PING, None, "CALL-OUTCOME", counts, PING_COUNTS_AT,
         zones=AT, move=Move.FROM_NOW, answer=Answer.EITHER)
    rule(pending_at_deadline, Event.PING, None, "CALL-OUTCOME", counts, PING_TOO_LATE_AT,
         zones=AT, answer=Answer.EITHER)
    anywhere_else = [*fresh, *without_user, idle, idle_background, *foreground_wanted, held, *pending_background]
    for pong in (Event.PONG, Event.PONG_FOREGROUND):
        rule(anywhere_else, pong, None, "MAN-PING-EXTENDS")

    # A second background with no foreground between, and a second foreground.
    again, once = reads("background-again", "restarts"), reads("background-again", "ignored")
    rule([signed_out_background, idle_background], Event.BACKGROUND, None, "MAN-GRACE", again, enters=True)
    rule(grace, Event.BACKGROUND, None, "MAN-GRACE", again, move=Move.FROM_NOW, enters=True)
    rule(held, Event.BACKGROUND, grace, "MAN-GRACE", again, move=Move.FROM_NOW, enters=True)
    kept, dropped = reads("background-again-opening", "kept"), reads("background-again-opening", "dropped")
    grace_now, from_open = (reads("background-again-opening", option) for option in ("grace", "grace-from-open"))
    rule(pending_background, Event.BACKGROUND, None, "MAN-GRACE", again, kept, enters=True)
    rule([opening_in_grace, opening_to_hold], Event.BACKGROUND, opening_for_grace, "MAN-GRACE", again, from_open,
         reads("background-while-opening", "grace-from-open"), move=Move.CLEAR, enters=True)
    rule([opening_in_grace, opening_to_hold], Event.BACKGROUND, None, "MAN-GRACE", again, from_open,
         reads("background-while-opening", "aborts", "grace-from-entry"), enters=True)
    rule([opening_for_grace, reconnecting_in_grace], Event.BACKGROUND, None, "MAN-GRACE", again, from_open, enters=True)
    rule(pending_at_deadline, Event.BACKGROUND, None, "MAN-GRACE", again, grace_now, move=Move.FROM_NOW, enters=True)
    rule(pending_without_deadline, Event.BACKGROUND, opening_in_grace, "MAN-GRACE", again, grace_now,
         move=Move.FROM_NOW, enters=True)
    rule(pending_background, Event.BACKGROUND, idle_background, "MAN-GRACE", again, dropped,
         move=Move.CLEAR, enters=True)
    rule([signed_out_background, idle_background, *background_wanted], Event.BACKGROUND, None, "MAN-GRACE", once)
    rule([signed_out, idle, *foreground_wanted], Event.FOREGROUND, None, "MAN-FOREGROUND-HOLDS")

    # The session: logout and kill end everything, the rest is for the reading.
    rule([idle, *foreground_wanted], Event.LOGOUT, signed_out, "SES-NO-USER")
    rule([idle_background, *background_wanted], Event.LOGOUT, signed_out_background, "SES-NO-USER", move=Move.CLEAR)
    everything = [*fresh, *without_user, idle, idle_background, *foreground_wanted, *background_wanted]
    rule(everything, Event.KILL, not_initialised, "SES-LOGIN-SAVES", move=Move.CLEAR)
    with_user = [idle, idle_background, *foreground_wanted, *background_wanted]
    rule(without_user, Event.INIT, None, "SES-NO-USER")
    for event, name, effect, requirement in (
        (Event.INIT, "init-again", "reopens", "SES-REOPEN-WAITS"),
        (Event.LOGIN, "login-again", "switches", "SES-LOGIN-SAVES"),
    ):
        rule(with_user, event, None, requirement, reads(name, "ignored", "error"))
        rule(with_user, event, None, requirement, reads(name, effect), reads("session-again", "kept"))
        reset = (reads(name, effect), reads("session-again", "dropped"))
        rule([idle, *foreground_wanted], event, idle, requirement, *reset)
        rule([idle_background, *background_wanted], event, idle_background, requirement, *reset, move=Move.CLEAR)
    # fmt: on
