"""The server's side of the frames."""

from __future__ import annotations

import json

import pytest

from connref_adapters.server.wire import (
    AUTH_OK,
    AUTH_REJECTED,
    Auth,
    FrameError,
    Message,
    Ping,
    message,
    pong,
    read_client_frame,
)


def test_every_client_frame_is_read() -> None:
    assert read_client_frame('{"type": "auth", "token": "t", "more": 1}') == Auth("t")
    assert read_client_frame('{"type": "ping", "id": "p"}') == Ping("p")
    assert read_client_frame('{"type": "ping", "id": 4}') == Ping(4)
    assert read_client_frame('{"type": "message", "to": "u", "text": ""}') == Message("u", "")


def test_every_server_frame_is_json_of_its_type() -> None:
    assert json.loads(AUTH_OK) == {"type": "auth_ok"}
    assert json.loads(AUTH_REJECTED) == {"type": "auth_rejected"}
    assert json.loads(pong("p")) == {"type": "pong", "id": "p"}
    assert json.loads(message("m1", "anna", "ä\n")) == {
        "type": "message",
        "id": "m1",
        "from": "anna",
        "text": "ä\n",
    }


def test_neither_a_token_nor_a_frame_is_shown() -> None:
    assert "hush" not in repr(Auth("hush"))
    with pytest.raises(FrameError) as wrong:
        read_client_frame('{"type": "auth", "token": ["hush"]}')
    assert "hush" not in str(wrong.value)
    with pytest.raises(FrameError) as garbage:
        read_client_frame('{"token": "hush"')
    assert "hush" not in str(garbage.value)
