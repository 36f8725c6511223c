"""The client's side of the chat server's frames: JSON texts, one object each, told apart by `type`.

The server's side is `connref_adapters.server.wire`. Frames of an unknown type are skipped, so that the server may learn
new ones; a frame that cannot be read ends the connection. Frames as they should be are decoded by msgspec straight into
their classes; whatever it refuses is looked at a second time, field by field, to be skipped, taken or named.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec

from connref_adapters.storage.secret import Secret

AUTH_REJECTED = 4401
"""The close code after rejected credentials."""
INVALID_PAYLOAD = 1007
"""The close code for a frame that cannot be read (RFC 6455, 7.4.1)."""


class AuthOk(msgspec.Struct, frozen=True, tag_field="type", tag="auth_ok"):
    """The server accepted the token."""


class AuthRejected(msgspec.Struct, frozen=True, tag_field="type", tag="auth_rejected"):
    """The server rejected the token, and closes."""


class Pong(msgspec.Struct, frozen=True, tag_field="type", tag="pong"):
    """The answer to the ping with that id."""

    id: str


class ChatMessage(msgspec.Struct, frozen=True, tag_field="type", tag="message"):
    """A chat message: `id` is the server's, `sender` the user who wrote it."""

    id: str
    sender: str = msgspec.field(name="from")
    text: str


Frame = AuthOk | AuthRejected | Pong | ChatMessage
_read: Callable[[str], Frame] = msgspec.json.Decoder(Frame).decode


class FrameError(ValueError):
    """A text of the server is no frame; says what is wrong without repeating it."""


def auth_frame(token: Secret) -> str:
    """What the client sends first."""
    return json.dumps({"type": "auth", "token": token.reveal()})


def ping_frame(call: str) -> str:
    """A ping; the pong repeats its id."""
    return json.dumps({"type": "ping", "id": call})


def message_frame(to: str, text: str) -> str:
    """A chat message to a user."""
    return json.dumps({"type": "message", "to": to, "text": text})


def decode(text: str) -> Frame | None:
    """The frame that the server sent; None for a type that is not known here. Raises `FrameError`."""
    try:
        return _read(text)
    except (msgspec.MsgspecError, RecursionError):
        return _looked_at(_object(text))


def _looked_at(fields: Mapping[str, Any]) -> Frame | None:
    match fields.get("type"):
        case "message":
            return ChatMessage(_text(fields, "id"), _text(fields, "from"), _text(fields, "text"))
        case "pong":
            return Pong(_text(fields, "id"))
        case "auth_ok":
            return AuthOk()
        case "auth_rejected":
            return AuthRejected()
        case str():
            return None
        case _:
            raise FrameError("field 'type': a text is missing")


def _object(text: str) -> Mapping[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise FrameError("no JSON") from None
    if isinstance(body, dict):
        return cast("Mapping[str, Any]", body)
    raise FrameError("no JSON object")


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    raise FrameError(f"field {name!r} of a {fields['type']!r} frame: a text is missing")
