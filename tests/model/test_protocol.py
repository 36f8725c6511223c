"""Steps and observations: what is read from the wire, what is refused, and that writing and reading agree."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref.protocol import (
    CLOSE_CODES,
    INPUT_FIELDS,
    LONGEST_WAIT_MS,
    Advance,
    Do,
    InputName,
    Observation,
    ObservationKind,
    do_from_fields,
    in_waits,
    observation_from_json,
    step_from_request,
)

TEXT = st.text(max_size=5)
VALUES = {str: TEXT, int: st.sampled_from(sorted(CLOSE_CODES)), bool: st.booleans()}


@st.composite
def inputs(draw: st.DrawFn) -> Do:
    name = draw(st.sampled_from(list(InputName)))
    return Do(name, draw(VALUES[INPUT_FIELDS[name][1]]) if name in INPUT_FIELDS else None)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    kind = draw(st.sampled_from(list(ObservationKind)))
    at = draw(st.integers(0, 10**9))
    socket = draw(st.none() | st.integers(1, 9)) if kind.startswith("socket") else None
    match kind:
        case ObservationKind.SOCKET_CLOSED:
            return Observation(at, kind, socket, by=draw(st.sampled_from(["client", "server", "network"])))
        case ObservationKind.STATUS:
            return Observation(
                at, kind, value=draw(st.sampled_from(["connected", "connecting", "disconnected"]))
            )
        case ObservationKind.OUTCOME:
            api, result = (
                draw(st.sampled_from(["connect", "disconnect", "ping"])),
                draw(st.sampled_from(["success", "error"])),
            )
            return Observation(
                at, kind, call=draw(TEXT), api=api, result=result, detail=draw(st.none() | TEXT)
            )
        case ObservationKind.THREW:
            return Observation(at, kind, call=draw(TEXT), detail=draw(TEXT))
        case ObservationKind.DELIVERED:
            return Observation(at, kind, message=draw(TEXT))
        case ObservationKind.USER:
            return Observation(at, kind, value=draw(st.none() | TEXT))
        case _:
            return Observation(at, kind, socket)


@given(st.one_of(inputs(), st.builds(Advance, st.integers(0, 10**9))))
def test_a_step_is_read_as_it_was_written(step: Do | Advance) -> None:
    assert step_from_request(step.request()) == step


@given(observations())
def test_an_observation_is_read_as_it_was_written(seen: Observation) -> None:
    assert observation_from_json(seen.to_json()) == seen


def test_nobody_logged_in_is_written_as_null() -> None:
    assert Observation(0, ObservationKind.USER).to_json() == {"at": 0, "kind": "user", "value": None}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"op": "reset"}, "op"),
        ({"op": "advance"}, "ms"),
        ({"op": "advance", "ms": -1}, "ms"),
        ({"op": "advance", "ms": True}, "ms"),
        ({"op": "advance", "ms": 1.5}, "ms"),
        ({"op": "do"}, "input"),
        ({"op": "do", "input": "reboot"}, "input"),
        ({"op": "do", "input": "login"}, "user"),
        ({"op": "do", "input": "ping", "call": 7}, "call"),
        ({"op": "do", "input": "server_close", "code": 999}, "code"),
        ({"op": "do", "input": "server_close", "code": True}, "code"),
    ],
)
def test_a_wrong_step_is_refused_by_the_field_at_fault(body: dict[str, Any], field: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        step_from_request(body)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"at": 1}, "kind"),
        ({"at": 1, "kind": "socket_lost"}, "kind"),
        ({"kind": "socket_open"}, "at"),
        ({"at": -1, "kind": "socket_open"}, "at"),
        ({"at": 1, "kind": "socket_open", "socket": "a"}, "socket"),
        ({"at": 1, "kind": "socket_closed"}, "by"),
        ({"at": 1, "kind": "socket_closed", "by": "peer"}, "by"),
        ({"at": 1, "kind": "status", "value": "up"}, "value"),
        ({"at": 1, "kind": "outcome", "api": "ping", "result": "success"}, "call"),
        ({"at": 1, "kind": "outcome", "call": "c", "api": "login", "result": "success"}, "api"),
        ({"at": 1, "kind": "outcome", "call": "c", "api": "ping", "result": "ok"}, "result"),
        ({"at": 1, "kind": "threw"}, "call"),
        ({"at": 1, "kind": "delivered"}, "message"),
        ({"at": 1, "kind": "user"}, "value"),
    ],
)
def test_a_wrong_observation_is_refused_by_the_field_at_fault(body: dict[str, Any], field: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        observation_from_json(body)
    assert refused.value.field == field


def test_unknown_fields_are_ignored() -> None:
    assert do_from_fields({"input": "init", "colour": "red"}) == Do(InputName.INIT)
    assert observation_from_json({"at": 1, "kind": "socket_open", "colour": "red"}).at == 1


def test_a_long_wait_is_as_few_steps_as_one_reply_can_hold() -> None:
    assert in_waits(0) == ()
    assert in_waits(LONGEST_WAIT_MS) == (Advance(LONGEST_WAIT_MS),)
    assert in_waits(2 * LONGEST_WAIT_MS + 5) == (*[Advance(LONGEST_WAIT_MS)] * 2, Advance(5))
