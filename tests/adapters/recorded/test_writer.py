"""What is written of a session is read back; what no reader could use is refused."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ClockError, UsageError
from connref.protocol import (
    CLOSE_CODES,
    INPUT_FIELDS,
    Do,
    InputName,
    Mode,
    Observation,
    ObservationKind,
    Profile,
)
from connref_adapters.recorded.format import End, event_from_json, is_header
from connref_adapters.recorded.header import LEAST_RECORDED, Header, header_from_json
from connref_adapters.recorded.writer import SessionWriter

HEADERS = st.builds(
    Header,
    st.text(),
    st.sampled_from([None, *Mode]),
    st.builds(Profile, st.integers(1, 86_400_000), st.integers(1, 86_400_000), st.integers(0, 3_600_000)),
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
        st.builds(Do, st.just(InputName.NETWORK_HANDOVER), st.booleans()),
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
    assert [body["at"] for body in rest] == [0] * len(events) + [5]
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
