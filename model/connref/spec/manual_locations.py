"""Where the policy of manual mode can be: its locations, and the groups of them that its sentences speak of."""

from __future__ import annotations

from connref.spec.declare import Location
from connref.spec.vocabulary import App, Clock, Session, Wish

# Laid out by hand: a location on a line.
# fmt: off
NOT_INITIALISED = Location("not_initialised", "not initialised", session=Session.NOT_INITIALISED)
NOT_INITIALISED_BACKGROUND = Location("not_initialised_background", "not initialised, background", app=App.BACKGROUND,
                                      session=Session.NOT_INITIALISED)
SIGNED_OUT = Location("signed_out", "signed out", session=Session.SIGNED_OUT)
SIGNED_OUT_BACKGROUND = Location("signed_out_background", "signed out, background",
                                 clock=Clock.ENTRY, app=App.BACKGROUND,
                                 session=Session.SIGNED_OUT)
IDLE = Location("idle", "idle")
IDLE_BACKGROUND = Location("idle_background", "idle, background", clock=Clock.ENTRY, app=App.BACKGROUND)
OPENING = Location("opening", "opening", Wish.WANTED)
WAITING = Location("waiting", "waiting to repeat", Wish.WANTED)
CONNECTED = Location("connected", "connected", Wish.WANTED, up=True)
RECONNECTING = Location("reconnecting", "reconnecting", Wish.WANTED)
GRACE = Location("grace", "grace", Wish.WANTED, up=True, clock=Clock.DEADLINE, app=App.BACKGROUND)
HELD = Location("held", "held", Wish.WANTED, up=True, app=App.BACKGROUND)
OPENING_IN_GRACE = Location("opening_in_grace", "opening in grace", Wish.ALLOWED, clock=Clock.DEADLINE,
                            app=App.BACKGROUND)
RECONNECTING_IN_GRACE = Location("reconnecting_in_grace", "reconnecting in grace", Wish.ALLOWED, clock=Clock.DEADLINE,
                                 app=App.BACKGROUND)
OPENING_FOR_GRACE = Location("opening_for_grace", "opening for grace", Wish.ALLOWED, app=App.BACKGROUND)
OPENING_TO_HOLD = Location("opening_to_hold", "opening to hold", Wish.ALLOWED, app=App.BACKGROUND)
TAKEN_DOWN = Location("taken_down", "taken down by the background", app=App.BACKGROUND)

LOCATIONS = (
    NOT_INITIALISED, NOT_INITIALISED_BACKGROUND, SIGNED_OUT, SIGNED_OUT_BACKGROUND, IDLE, IDLE_BACKGROUND, OPENING,
    WAITING, CONNECTED, RECONNECTING, GRACE, HELD, OPENING_IN_GRACE, RECONNECTING_IN_GRACE, OPENING_FOR_GRACE,
    OPENING_TO_HOLD, TAKEN_DOWN,
)

FRESH = [NOT_INITIALISED, NOT_INITIALISED_BACKGROUND]
WITHOUT_USER = [SIGNED_OUT, SIGNED_OUT_BACKGROUND]
PENDING = [OPENING, WAITING, RECONNECTING]
PENDING_AT_DEADLINE = [OPENING_IN_GRACE, RECONNECTING_IN_GRACE]
PENDING_WITHOUT_DEADLINE = [OPENING_FOR_GRACE, OPENING_TO_HOLD]
PENDING_BACKGROUND = [*PENDING_AT_DEADLINE, *PENDING_WITHOUT_DEADLINE]
UP_IN_BACKGROUND = [GRACE, HELD]
FOREGROUND_WANTED = [*PENDING, CONNECTED]
BACKGROUND_WANTED = [*UP_IN_BACKGROUND, *PENDING_BACKGROUND]
ANY_PENDING = [*PENDING, *PENDING_BACKGROUND]
ANY_UP = [CONNECTED, *UP_IN_BACKGROUND]
DOWN = [IDLE, IDLE_BACKGROUND]
DEADLINE_STATES = [GRACE, *PENDING_AT_DEADLINE]
COMES_BACK_TO = ((GRACE, CONNECTED), (OPENING_IN_GRACE, WAITING), (RECONNECTING_IN_GRACE, RECONNECTING))
ANYWHERE_ELSE = [*FRESH, *WITHOUT_USER, IDLE, IDLE_BACKGROUND, *FOREGROUND_WANTED, HELD, *PENDING_BACKGROUND,
                 TAKEN_DOWN]
WITH_USER = [IDLE, IDLE_BACKGROUND, *FOREGROUND_WANTED, *BACKGROUND_WANTED, TAKEN_DOWN]
IN_FOREGROUND = [SIGNED_OUT, IDLE, *FOREGROUND_WANTED]

# fmt: on
