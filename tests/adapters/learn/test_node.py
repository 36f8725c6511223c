"""What one look answers: T, B, T after T; and what a letter does without any playing."""

from __future__ import annotations

import pytest

from connref.learning import NOT_APPLICABLE, SILENT, Letter, Moment
from connref.protocol import Advance, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref_adapters.drivers import Reply
from connref_adapters.learn.node import AT_HAND, CRASH, Node, derived, grown, killed, signature, take_look

FAR = 400_000
OPEN = ObservationKind.SOCKET_OPEN
CLOSED = ObservationKind.SOCKET_CLOSED


def node() -> Node:
    return Node(None, None, Moment(Mode.MANUAL, Profile()))


def looked(*seen: Observation, fatal: bool = False) -> Node:
    point = node()
    take_look(point, seen, FAR, fatal=fatal)
    return point


def test_time_goes_on_to_the_next_event_and_from_there_to_the_one_after_it() -> None:
    point = looked(Observation(30, OPEN), Observation(90, CLOSED, by="client"))
    first, output = derived(point, Letter.NEXT, FAR) or pytest.fail("the look answers T")
    assert (first.moment.now, output, first.played[0][0]) == (30, ("up",), Advance(30))
    second, output = derived(first, Letter.NEXT, FAR) or pytest.fail("the look answers T after T")
    assert (second.moment.now, output) == (90, ("down",))
    assert derived(second, Letter.NEXT, FAR) is None, "what comes after the last event needs another look"


def test_the_last_millisecond_is_before_the_event_and_passes_once() -> None:
    point = looked(Observation(30, OPEN))
    before, output = derived(point, Letter.BEFORE_NEXT, FAR) or pytest.fail("the look answers B")
    assert (before.moment.now, output) == (29, SILENT)
    assert derived(before, Letter.BEFORE_NEXT, FAR) == (before, AT_HAND)


def test_where_nothing_comes_a_long_time_passes_and_no_last_millisecond() -> None:
    point = looked(Observation(5, ObservationKind.SOCKET_OPENING))
    after, output = derived(point, Letter.NEXT, FAR) or pytest.fail("the look answers T")
    assert (after.moment.now, output) == (FAR, SILENT)
    assert [each.kind for each in after.seen()] == [ObservationKind.SOCKET_OPENING], (
        "hidden, and kept for the oracle"
    )
    assert derived(point, Letter.BEFORE_NEXT, FAR) == (point, SILENT)


def test_what_the_protocol_forbids_is_said_without_playing() -> None:
    assert derived(node(), Letter.LOGIN, FAR) == (node(), NOT_APPLICABLE) or derived(
        node(), Letter.LOGIN, FAR
    )
    assert derived(node(), Letter.CONNECT, FAR) is None
    assert derived(node(), Letter.NEXT, FAR) is None
    point = node()
    assert derived(point, Letter.BEFORE_GRACE_OVER, FAR) == (point, SILENT)


def test_an_input_grows_a_point_with_its_labels() -> None:
    point = node()
    reply = Reply(0, (Observation(0, ObservationKind.USER, value=None),), None)
    child = grown(point, Letter.INIT, Do(InputName.INIT), reply)
    assert point.answers[Letter.INIT] == (child, ("no user",))
    assert child.word() == ("init",)
    assert child.steps() == [Do(InputName.INIT)]


def test_a_ping_goes_on_until_its_outcome_where_that_comes_next() -> None:
    point = node()
    ping = grown(point, Letter.PING, Do(InputName.PING, "ping-1"), Reply(0, (), None))
    outcome = Observation(25, ObservationKind.OUTCOME, call="ping-1", api="ping", result="success")
    take_look(ping, (outcome, Observation(60, CLOSED, by="server")), FAR, fatal=False)
    assert point.answers[Letter.PING] == (ping, ("success",))
    assert ping.moment.now == 25
    assert derived(ping, Letter.NEXT, FAR) is not None, "the same look answers what follows"


def test_a_ping_does_not_wait_where_something_else_comes_first() -> None:
    point = node()
    ping = grown(point, Letter.PING, Do(InputName.PING, "ping-1"), Reply(0, (), None))
    outcome = Observation(25, ObservationKind.OUTCOME, call="ping-1", api="ping", result="error")
    take_look(ping, (Observation(10, CLOSED, by="client"), outcome), FAR, fatal=False)
    assert (point.answers[Letter.PING][1], ping.moment.now) == (SILENT, 0)


def test_behind_a_death_there_is_nothing() -> None:
    point = node()
    dead = killed(point, Letter.CONNECT, Do(InputName.CONNECT, "connect-1"))
    assert derived(dead, Letter.PING, FAR) == (dead, CRASH)
    later, output = derived(looked(fatal=True), Letter.NEXT, FAR) or pytest.fail("the look saw it die")
    assert (output, later.dead) == (CRASH, True)


def test_a_signature_is_what_has_to_be_the_same() -> None:
    seen = [Observation(5, ObservationKind.STATUS, value="connecting"), Observation(7, OPEN, socket=3)]
    again = [Observation(7, OPEN, socket=4)]
    assert signature(seen, exact=True) == signature(again, exact=True)
    assert signature(seen, exact=True) != signature([Observation(8, OPEN)], exact=True)
    assert signature(seen, exact=False) == signature([Observation(8, OPEN)], exact=False)
