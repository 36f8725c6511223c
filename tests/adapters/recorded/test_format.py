"""The format of recorded sessions: the quick ways read what the careful ones read, and what is written is read back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ClockError, ProtocolError, UsageError
from connref.protocol import (
    CLOSE_CODES,
    INPUT_FIELDS,
    Do,
    InputName,
    Mode,
    Observation,
    ObservationKind,
    Profile,
    do_from_fields,
    observation_from_json,
)
from connref_adapters.recorded.format import (
    LEAST_RECORDED,
    End,
    Header,
    event_from_json,
    header_from_json,
    instant,
    is_header,
)
from connref_adapters.recorded.writer import SessionWriter

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
    done = Do(name, None if name not in INPUT_FIELDS else 1000 if kind is int else "x")
    assert event_from_json({"at": 0, "input": name.value, field: done.value}) == done


@pytest.mark.parametrize("body", [{"at": 1}, {"at": 1, "end": False}, {"at": 1, "end": 1}])
def test_an_event_without_a_kind(body: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError, match="an event needs input, kind, or end: true"):
        event_from_json(body)


@pytest.mark.parametrize("at", [None, -1, 1.0, True, "1"])
def test_an_instant_that_is_none(at: object) -> None:
    with pytest.raises(ProtocolError, match="milliseconds"):
        instant({"at": at})


def test_an_event_may_name_its_session() -> None:
    assert is_header({"session": "s", "mode": None})
    assert not is_header({"session": "s", "at": 0, "input": "init"})
    assert not is_header({"session": "s", "at": 0, "kind": "user"})
    assert not is_header({"session": "s", "at": 0, "end": True})
    assert not is_header({"at": 0})


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("session", {"session": None}),
        ("session", {"session": True}),
        ("session", {"session": ["s"]}),
        ("mode", {"mode": "semi"}),
        ("mode", {"mode": ["auto"]}),
        ("tolerance_ms", {"tolerance_ms": -1}),
        ("tolerance_ms", {"tolerance_ms": None}),
        ("profile", {"profile": 3}),
        ("profile.grace_ms", {"profile": {"grace_ms": 0}}),
        ("profile.reconnect_bound_ms", {"profile": {"reconnect_bound_ms": "1"}}),
        ("observes", {"observes": "all"}),
        ("observes", {"observes": ["socket_open"]}),
        ("implementation", {"implementation": "acme"}),
        ("implementation", {"implementation": {"name": "acme"}}),
        ("user", {"user": 7}),
    ],
)
def test_a_header_that_cannot_be_used_names_the_field(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(ProtocolError) as found:
        header_from_json({"session": "s", "mode": "auto", "tolerance_ms": 0, **change})
    assert found.value.field == field


def test_a_header_needs_a_mode_even_if_none_was_chosen() -> None:
    with pytest.raises(ProtocolError, match="mode"):
        header_from_json({"session": "s", "tolerance_ms": 0})
    assert header_from_json({"session": 7, "mode": None, "tolerance_ms": 0}) == Header("7", None, Profile())


HEADERS = st.builds(
    Header,
    st.text(),
    st.sampled_from([None, *Mode]),
    st.builds(Profile, st.integers(1, 10**9), st.integers(1, 10**9), st.integers(0, 10**6)),
    st.frozensets(st.sampled_from(ObservationKind)).map(lambda kinds: kinds | LEAST_RECORDED),
    st.none() | st.tuples(st.text(), st.text()),
    st.none() | st.text(),
)
EVENTS = st.lists(
    st.one_of(
        st.sampled_from([name for name in InputName if name not in INPUT_FIELDS]).map(Do),
        st.builds(
            Do,
            st.sampled_from([name for name, field in INPUT_FIELDS.items() if field[1] is str]),
            st.text(),
        ),
        st.builds(Do, st.just(InputName.SERVER_CLOSE), st.sampled_from(sorted(CLOSE_CODES))),
        st.builds(Observation, st.just(0), st.just(ObservationKind.DELIVERED), message=st.text()),
        st.builds(
            Observation,
            st.just(0),
            st.just(ObservationKind.SOCKET_CLOSED),
            st.none() | st.integers(),
            st.sampled_from(["client", "server", "network"]),
        ),
        st.builds(Observation, st.just(0), st.just(ObservationKind.USER), value=st.none() | st.text()),
    )
)


@given(HEADERS, EVENTS)
def test_what_is_written_is_read_back(header: Header, events: list[Do | Observation]) -> None:
    stream = io.StringIO()
    writer = SessionWriter(
        stream,
        header.session,
        header.mode,
        header.profile,
        observes=header.observes or (),
        version=header.version,
        user=header.user,
    )
    for event in events:
        if isinstance(event, Do):
            writer.input(0, event)
        else:
            writer.observation(event)
    writer.end(5)
    first, *rest = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert is_header(first)
    assert header_from_json(first) == header
    assert [event_from_json(body) for body in rest] == [*events, End()]
    assert [instant(body) for body in rest] == [0] * len(events) + [5]
    assert stream.getvalue().isascii()


def test_the_writer_keeps_the_order_of_time() -> None:
    stream = io.StringIO()
    writer = SessionWriter(stream, "s", Mode.AUTO)
    writer.input(10, Do(InputName.INIT))
    written = stream.getvalue()
    for wrong in (9, -1, 10.5, True):
        with pytest.raises(ClockError):
            writer.input(wrong, Do(InputName.INIT))  # type: ignore[arg-type]
    with pytest.raises(ClockError):
        writer.observation(Observation(9, ObservationKind.PING_SENT))
    assert stream.getvalue() == written
    writer.end(10)
    with pytest.raises(UsageError, match="has ended"):
        writer.input(11, Do(InputName.INIT))


def test_the_writer_refuses_a_recording_that_nobody_could_judge() -> None:
    stream = io.StringIO()
    with pytest.raises(UsageError, match="outcome"):
        SessionWriter(
            stream, "s", None, observes=[ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED]
        )
    assert stream.getvalue() == ""


def test_an_application_need_not_say_what_only_a_server_sees() -> None:
    stream = io.StringIO()
    SessionWriter(stream, "s", Mode.MANUAL)
    observes = header_from_json(json.loads(stream.getvalue())).observes
    assert observes == frozenset(ObservationKind) - {ObservationKind.PING_SENT}
