"""The client's side of the chat server's frames: JSON texts, one object each, told apart by `type`.

The server's side is `connref_adapters.server.wire`. Frames of an unknown type are skipped, so that the server may learn
new ones; a frame that cannot be read ends the connection.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from connref_adapters.storage.secret import Secret

AUTH_REJECTED = 4401
"""The close code after rejected credentials."""
INVALID_PAYLOAD = 1007
"""The close code for a frame that cannot be read (RFC 6455, 7.4.1)."""


@dataclass(frozen=True, slots=True)
class AuthOk:
    """The server accepted the token."""


@dataclass(frozen=True, slots=True)
class AuthRejected:
    """The server rejected the token, and closes."""


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to the ping with that id."""

    id: str


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A chat message: `id` is the server's, `sender` the user who wrote it."""

    id: str
    sender: str
    text: str


_scan: Callable[[str], tuple[Any, int]] = json.JSONDecoder().raw_decode

Frame = AuthOk | AuthRejected | Pong | ChatMessage


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
    fields = _object(text)
    match fields.get("type"):
        case "message":
            return _chat_message(fields)
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


def _chat_message(fields: Mapping[str, Any]) -> ChatMessage:
    number, sender, text = fields.get("id"), fields.get("from"), fields.get("text")
    # The frame that comes most often: looked at once more only where something is wrong with it.
    if type(number) is str and type(sender) is str and type(text) is str:
        return ChatMessage(number, sender, text)
    return ChatMessage(_text(fields, "id"), _text(fields, "from"), _text(fields, "text"))


def _object(text: str) -> Mapping[str, Any]:
    """The JSON object. Four times as fast as `json.loads`, which looks for spaces around it first."""
    try:
        body, end = _scan(text)
        if end != len(text):
            body = _read_slowly(text)
    except (ValueError, RecursionError):
        body = _read_slowly(text)
    if isinstance(body, dict):
        return cast("Mapping[str, Any]", body)
    raise FrameError("no JSON object")


def _read_slowly(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise FrameError("no JSON") from None


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if isinstance(value, str):
        return value
    raise FrameError(f"field {name!r} of a {fields['type']!r} frame: a text is missing")
