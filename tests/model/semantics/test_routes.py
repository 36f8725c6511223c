"""Which event an input is: init by what is saved, a pong by its call, a close by its code, a fact by its socket."""

from __future__ import annotations

import pytest

from connref.inputs import Closed, ClosedBy, Init, Input, Opened, Ping, PongReceived, Tick
from connref.protocol import Mode
from connref.semantics.product import product_of
from connref.semantics.retry import RetryPolicy
from connref.semantics.routes import route_of
from connref.semantics.states import Cause
from connref.semantics.valuation import Valuation
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Event, LinkEvent, Region

MANUAL = product_of(Mode.MANUAL, DEFAULT)


def routed(
    location: str, link: str, received: Input, *, user: str | None = None, dead: bool = False
) -> Cause | None:
    """The event that an input is there; None where its type alone tells."""
    valuation = Valuation(30_000, RetryPolicy(), lambda: 0.0, user, socket=2)
    valuation.pings = {"early": (1, False), "late": (1, True)}
    route = route_of(MANUAL.cell((location, Region.BEFORE, link, dead)), type(received))
    return None if route is None else route(valuation, received)


@pytest.mark.parametrize(
    ("location", "user", "dead", "event"),
    [
        ("not_initialised", "alice", False, Event.REOPEN),
        ("not_initialised", None, False, Event.INIT),
        ("not_initialised", "alice", True, Event.REOPEN),
        ("idle", "alice", False, Event.INIT),
    ],
)
def test_init_opens_anew_what_is_saved_where_none_was_before(
    location: str, user: str | None, *, dead: bool, event: Event
) -> None:
    assert routed(location, "down", Init(), user=user, dead=dead) is event


@pytest.mark.parametrize(
    ("received", "event"),
    [
        (PongReceived("early"), Event.PONG_FOREGROUND),
        (PongReceived("late"), Event.PONG),
        (PongReceived("nobody's"), Tick),
        (Closed(2, 1000), LinkEvent.SOCKET_CLOSED_NORMALLY),
        (Closed(2, 1011), LinkEvent.SOCKET_CLOSED),
        (Closed(2, 1000, ClosedBy.NETWORK), LinkEvent.SOCKET_CLOSED),
        (Closed(1, 1000), Tick),
    ],
)
def test_what_comes_over_the_socket_is_told_by_its_fields(received: Input, event: Cause) -> None:
    assert routed("connected", "up", received) is event


def test_a_fact_about_a_former_socket_is_nothing() -> None:
    assert routed("opening", "opening", Opened(2)) is LinkEvent.SOCKET_OPENED
    assert routed("opening", "opening", Opened(1)) is Tick


def test_what_comes_where_there_is_no_socket_has_no_way_on() -> None:
    for received in (Opened(2), PongReceived("early"), Closed(2, 1000)):
        assert routed("idle", "down", received) is None


def test_the_type_of_a_call_tells_enough() -> None:
    assert routed("connected", "up", Ping("p1")) is None
