"""The format of recorded sessions: the quick ways read what the careful ones read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref.protocol import (
    INPUT_FIELDS,
    Do,
    InputName,
    ObservationKind,
    do_from_fields,
    observation_from_json,
)
from connref_adapters.recorded.format import event_from_json, is_header

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.just(1000),
    st.just(1.5),
    st.sampled_from(["", "a", "connect", "success", "client", "connected", "disconnect", "error", "ping"]),
    st.lists(st.integers(), max_size=1),
)
FIELDS = (
    "socket",
    "by",
    "call",
    "api",
    "result",
    "detail",
    "message",
    "value",
    "input",
    "user",
    "code",
    "extra",
)
KINDS = st.sampled_from([*ObservationKind, "socket_opened", "", None, 3, [1]])
INPUTS = st.sampled_from([*InputName, "logon", "", None, 3, [1]])


def outcome(read: Callable[[Mapping[str, Any]], object], body: Mapping[str, Any]) -> object:
    try:
        return read(body)
    except ProtocolError as error:
        return error.field, error.expected


@given(st.integers(0, 9), KINDS, st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_an_observation_is_read_as_the_protocol_reads_it(
    at: int, kind: object, fields: dict[str, object]
) -> None:
    body = {**fields, "at": at, "kind": kind}
    assert outcome(event_from_json, body) == outcome(observation_from_json, body)


@given(st.integers(0, 9), INPUTS, st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_an_input_is_read_as_the_protocol_reads_it(at: int, name: object, fields: dict[str, object]) -> None:
    body = {**fields, "at": at, "input": name}
    assert outcome(event_from_json, body) == outcome(do_from_fields, body)


PLAIN: dict[ObservationKind, dict[str, Any]] = {
    ObservationKind.SOCKET_OPENING: {"socket": 1},
    ObservationKind.SOCKET_OPEN: {"socket": 1},
    ObservationKind.SOCKET_CLOSED: {"socket": 1, "by": "client"},
    ObservationKind.SOCKET_FAILED: {"socket": 1},
    ObservationKind.PING_SENT: {},
    ObservationKind.STATUS: {"value": "connected"},
    ObservationKind.OUTCOME: {"call": "c", "api": "ping", "result": "error"},
    ObservationKind.THREW: {"call": "c"},
    ObservationKind.DELIVERED: {"message": "m"},
    ObservationKind.USER: {"value": None},
}


@pytest.mark.parametrize("kind", ObservationKind)
@pytest.mark.parametrize("more", [{}, {"detail": "late"}, {"unknown": 1}])
def test_plain_observations(kind: ObservationKind, more: dict[str, Any]) -> None:
    body = {"at": 3, "kind": kind.value, **PLAIN[kind], **more}
    assert event_from_json(body) == observation_from_json(body)


@pytest.mark.parametrize("name", InputName)
def test_plain_inputs(name: InputName) -> None:
    field, kind = INPUT_FIELDS.get(name, ("none", str))
    done = Do(name, {str: "x", int: 1000, bool: False}[kind] if name in INPUT_FIELDS else None)
    assert event_from_json({"at": 0, "input": name.value, field: done.value}) == done


@pytest.mark.parametrize("body", [{"at": 1}, {"at": 1, "end": False}, {"at": 1, "end": 1}])
def test_an_event_without_a_kind(body: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError, match="an event needs input, kind, or end: true"):
        event_from_json(body)


def test_an_event_may_name_its_session() -> None:
    assert is_header({"session": "s", "mode": None})
    assert not is_header({"session": "s", "at": 0, "input": "init"})
    assert not is_header({"session": "s", "at": 0, "kind": "user"})
    assert not is_header({"session": "s", "at": 0, "end": True})
    assert not is_header({"at": 0})
