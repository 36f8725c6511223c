"""The link: how a socket is brought to where the policy wants it. It knows no modes, and of time only that it is up.

It moves alike in both modes; the document states in each mode for itself why, so such a row carries the ID of each.

Rules of the chart:
- A socket is opened only on entry into `opening`, and every way out of `opening` and `up` either is told that the
  socket is gone or closes it; so there is never more than one (RES-ONE-SOCKET).
- `waiting` is left when its time is over, or at once when the network comes back.
- With no network there is no attempt: `offline` waits for the network with no timer of its own.
"""

from __future__ import annotations

from connref.spec.declare import ByMode, Location, chart, link_rule, rules
from connref.spec.vocabulary import CloseReason, Event, LinkEvent, Wish

DOWN = Location("down", "down")
DOWN_OFFLINE = Location("down_offline", "down, no network", network=False)
OPENING = Location("opening", "opening", Wish.WANTED, socket=True)
UP = Location("up", "up", Wish.WANTED, up=True, socket=True)
WAITING = Location("waiting", "waiting to open again", Wish.WANTED)
OFFLINE = Location("offline", "waiting for the network", Wish.WANTED, network=False)

LOCATIONS = (DOWN, DOWN_OFFLINE, OPENING, UP, WAITING, OFFLINE)
ONLINE = (DOWN, OPENING, UP, WAITING)
WITHOUT_NETWORK = (DOWN_OFFLINE, OFFLINE)

OPENS = ByMode(auto="AUTO-FOREGROUND", manual="MAN-CONNECT")
COMES_BACK = ByMode(auto="AUTO-RECONNECT", manual="MAN-RECONNECT")
ENDS = ByMode(auto="AUTO-BACKGROUND", manual="MAN-DISCONNECT")
STAYS_DOWN = ByMode(auto="AUTO-BACKGROUND-QUIET", manual="MAN-ONLY-CONNECT")

# Laid out by hand: a rule reads as one sentence, on a line or two.
# fmt: off
TRANSITIONS = rules(
    # What the policy wants.
    link_rule(DOWN, LinkEvent.WANT, OPENING, OPENS),
    link_rule(DOWN_OFFLINE, LinkEvent.WANT, OFFLINE, COMES_BACK),
    link_rule([OPENING, UP], LinkEvent.UNWANT, DOWN, "RES-ONE-SOCKET", closes=CloseReason.UNWANTED),
    link_rule(WAITING, LinkEvent.UNWANT, DOWN, ENDS),
    link_rule(OFFLINE, LinkEvent.UNWANT, DOWN_OFFLINE, ENDS),

    # How an opening ends.
    link_rule(OPENING, LinkEvent.SOCKET_OPENED, UP, OPENS, tells=Event.OPENED),
    link_rule(OPENING, LinkEvent.SOCKET_FAILED, WAITING, COMES_BACK, tells=Event.FAILED),
    link_rule(OPENING, LinkEvent.SOCKET_CLOSED, WAITING, COMES_BACK, tells=Event.FAILED),
    link_rule(OPENING, LinkEvent.SOCKET_CLOSED_NORMALLY, WAITING, COMES_BACK, tells=Event.FAILED),
    link_rule(OPENING, LinkEvent.OPEN_TIMEOUT, WAITING, "CALL-OUTCOME",
              closes=CloseReason.TIMEOUT, tells=Event.FAILED),
    link_rule(OPENING, LinkEvent.SOCKET_REJECTED, WAITING, "CALL-OUTCOME",
              closes=CloseReason.REJECTED, tells=Event.REJECTED),
    link_rule(OPENING, LinkEvent.NETWORK_LOST, OFFLINE, "RES-ONE-SOCKET",
              closes=CloseReason.NETWORK, tells=Event.FAILED_OFFLINE),

    # How a connection is lost.
    link_rule(UP, LinkEvent.SOCKET_FAILED, WAITING, COMES_BACK, tells=Event.LOST),
    link_rule(UP, LinkEvent.SOCKET_CLOSED, WAITING, COMES_BACK, tells=Event.LOST),
    link_rule(UP, LinkEvent.SOCKET_REJECTED, WAITING, COMES_BACK,
              closes=CloseReason.REJECTED, tells=Event.LOST),
    link_rule(UP, LinkEvent.SOCKET_CLOSED_NORMALLY, WAITING, COMES_BACK, tells=Event.CLOSED),
    link_rule(UP, LinkEvent.PING_TIMEOUT, WAITING, "CALL-OUTCOME", closes=CloseReason.SILENT, tells=Event.LOST),
    link_rule(UP, LinkEvent.NETWORK_LOST, OFFLINE, "RES-ONE-SOCKET", closes=CloseReason.NETWORK, tells=Event.LOST),

    # The way back.
    link_rule(WAITING, LinkEvent.RETRY_DUE, OPENING, COMES_BACK),
    link_rule([WAITING, OFFLINE], LinkEvent.NETWORK_AVAILABLE, OPENING, COMES_BACK),
    link_rule(WAITING, LinkEvent.NETWORK_LOST, OFFLINE, COMES_BACK),
    link_rule(DOWN, LinkEvent.NETWORK_LOST, DOWN_OFFLINE, STAYS_DOWN),
    link_rule(DOWN_OFFLINE, LinkEvent.NETWORK_AVAILABLE, DOWN, STAYS_DOWN),
    link_rule([DOWN, OPENING, UP], LinkEvent.NETWORK_AVAILABLE, None, "INP-ROBUST"),
    link_rule(WITHOUT_NETWORK, LinkEvent.NETWORK_LOST, None, "INP-ROBUST"),

    # The process dies: its sockets with it. What is known of the network is true for the next one too.
    link_rule(ONLINE, LinkEvent.PROCESS_KILLED, DOWN, "SES-LOGIN-SAVES"),
    link_rule(WITHOUT_NETWORK, LinkEvent.PROCESS_KILLED, DOWN_OFFLINE, "SES-LOGIN-SAVES"),
)
# fmt: on

LINK = chart("link", LOCATIONS, TRANSITIONS)
"""How a socket is opened, kept and opened again while the policy wants one."""
