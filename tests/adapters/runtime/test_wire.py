"""The client's frames: what the server of this project reads, and what it makes of the server's."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.runtime import wire
from connref_adapters.server import wire as server
from connref_adapters.storage import Secret

TEXTS = st.text()


@given(TEXTS)
def test_server_reads_the_auth_frame(token: str) -> None:
    assert server.read_client_frame(wire.auth_frame(Secret(token))) == server.Auth(token)


@given(TEXTS)
def test_pong_of_the_server_answers_the_ping(call: str) -> None:
    ping = server.read_client_frame(wire.ping_frame(call))
    assert isinstance(ping, server.Ping)
    assert wire.decode(server.pong(ping.id)) == wire.Pong(call)


@given(TEXTS, TEXTS)
def test_server_reads_a_message(to: str, text: str) -> None:
    assert server.read_client_frame(wire.message_frame(to, text)) == server.Message(to, text)


@given(TEXTS, TEXTS, TEXTS)
def test_message_of_the_server_is_read(number: str, sender: str, text: str) -> None:
    assert wire.decode(server.message(number, sender, text)) == wire.ChatMessage(number, sender, text)


def test_answers_to_the_auth_frame_are_read() -> None:
    assert wire.decode(server.AUTH_OK) == wire.AuthOk()
    assert wire.decode(server.AUTH_REJECTED) == wire.AuthRejected()
    assert (wire.AUTH_REJECTED, wire.INVALID_PAYLOAD) == (server.UNAUTHORIZED, server.MALFORMED)


def test_frames_of_an_unknown_type_are_skipped() -> None:
    assert wire.decode('{"type": "typing", "from": "ben"}') is None


@pytest.mark.parametrize(
    "text",
    ["", "s3cret", "[]", '"s3cret"', "null", "{}", '{"type": 7}', '{"type": null}', '{"type": "pong"}', "[" * 100_000,
     '{"type": "pong", "id": 7}', '{"type": "message", "id": "1", "from": "ben", "text": ["s3cret"]}'],
)  # fmt: skip
def test_what_cannot_be_read_is_named_and_not_repeated(text: str) -> None:
    with pytest.raises(wire.FrameError) as caught:
        wire.decode(text)
    assert "s3cret" not in str(caught.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXTS,
        lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    )
)
def test_any_json_is_a_frame_or_a_frame_error(body: object) -> None:
    with suppress(wire.FrameError):
        wire.decode(json.dumps(body))


MESSAGE = wire.ChatMessage("1", "ben", "hi")


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ('{"text": "hi", "from": "ben", "id": "1", "type": "message"}', MESSAGE),
        (' {"type":"message","id":"1","from":"ben","text":"hi","likes":NaN} ', MESSAGE),
        ('{"type":"message","id":"0","id":"1","from":"ben","text":"hi"}', MESSAGE),
        ('{"type":"typing","type":"message","id":"1","from":"ben","text":"hi"}', MESSAGE),
        ('{"type":"message","id":"1","from":"ben","text":"\\ud800"}', wire.ChatMessage("1", "ben", "\ud800")),
        ('{"type":"auth_ok","since":[1,{"a":2}]}', wire.AuthOk()),
        ('{"type":"auth_rejected"}', wire.AuthRejected()),
    ],
)
def test_what_can_be_read_is_read_however_it_is_written(text: str, frame: wire.Frame) -> None:
    assert wire.decode(text) == frame


@given(st.text())
def test_any_text_is_a_frame_or_one_that_is_skipped_or_refused(text: str) -> None:
    with suppress(wire.FrameError):
        wire.decode(text)
