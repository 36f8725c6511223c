"""Which event an input of the machine is: by its type alone, or by its fields and what the machine remembers."""

from __future__ import annotations

from connref.inputs import (
    NORMAL_CLOSURE,
    Background,
    Closed,
    ClosedBy,
    Connect,
    Disconnect,
    Foreground,
    Init,
    Kill,
    Login,
    Logout,
    NetworkAvailable,
    NetworkLost,
    Opened,
    OpenFailed,
    Ping,
    PongReceived,
    Rejected,
    Suspend,
    Tick,
)
from connref.semantics.states import Cause, ProductState, Route
from connref.semantics.table import SOCKET_STATES, session_table
from connref.semantics.valuation import Valuation
from connref.spec.link import UP
from connref.spec.vocabulary import Event, LinkEvent

POLICY_INPUTS: dict[Cause, Event] = {
    Login: Event.LOGIN,
    Logout: Event.LOGOUT,
    Disconnect: Event.DISCONNECT,
    Ping: Event.PING,
    Background: Event.BACKGROUND,
    Foreground: Event.FOREGROUND,
}
LINK_INPUTS: dict[Cause, LinkEvent] = {
    NetworkLost: LinkEvent.NETWORK_LOST,
    NetworkAvailable: LinkEvent.NETWORK_AVAILABLE,
}
FACTS: dict[Cause, LinkEvent] = {
    Opened: LinkEvent.SOCKET_OPENED,
    OpenFailed: LinkEvent.SOCKET_FAILED,
    Rejected: LinkEvent.SOCKET_REJECTED,
    Closed: LinkEvent.SOCKET_CLOSED,
}
APP_ONLY: frozenset[Cause] = frozenset({*POLICY_INPUTS, Connect, Kill, Suspend})
"""What only a live process can be told."""
WITH_TEXT: frozenset[Cause] = frozenset({Connect, Disconnect, Ping, Login})
"""The inputs that carry a text of the caller: a call id, a user."""
WITHOUT_EFFECT: frozenset[Cause] = frozenset({Tick, PongReceived, *FACTS})
"""Nothing but time, and what comes too late: a pong or a fact for which the link has no transition."""


def route_of(cell: ProductState, cause: Cause) -> Route | None:
    """Tells the event where the type alone does not: of init, of a pong, of a fact about the socket that there is."""
    if cause is Init:
        if (cell.session, Event.REOPEN) not in session_table():
            return lambda _, __: Event.INIT
        return lambda valuation, _: Event.INIT if valuation.user is None else Event.REOPEN
    if cause is PongReceived and cell.link == UP.id:
        return _route_pong
    if cause is Closed and cell.link in SOCKET_STATES:
        return _route_close
    if cause in FACTS and cell.link in SOCKET_STATES and (cell.link, FACTS[cause]) in cell.product.links:
        event = FACTS[cause]
        return lambda valuation, received: event if received.socket == valuation.socket else Tick
    return None


def _route_pong(valuation: Valuation, received: PongReceived) -> Cause:
    pending = valuation.pings.get(received.call)
    if pending is None:
        return Tick
    return Event.PONG if pending[1] else Event.PONG_FOREGROUND


def _route_close(valuation: Valuation, received: Closed) -> Cause:
    if received.socket != valuation.socket:
        return Tick
    normal = received.by is ClosedBy.SERVER and received.code == NORMAL_CLOSURE
    return LinkEvent.SOCKET_CLOSED_NORMALLY if normal else LinkEvent.SOCKET_CLOSED
