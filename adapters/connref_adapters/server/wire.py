"""What the server says: to its clients in JSON text frames, each with a `type`, and to whoever watches it as events.

    client → server   auth (token) · ping (id) · message (to, text)
    server → client   auth_ok · auth_rejected, then close 4401 · pong (id) · message (id, from, text)

The first frame of a client is `auth`. Unknown fields are ignored, unknown types are an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias, cast

from connref.errors import ConnrefError


class EventKind(StrEnum):
    """What happened at the server."""

    AUTHENTICATED = "authenticated"
    REJECTED = "rejected"
    PING = "ping"
    MESSAGE = "message"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """One fact. `detail` is the ping's id, the user that a message was for, or the close code; never a token."""

    kind: EventKind
    user: str | None = None
    detail: str = ""


OnEvent = Callable[[ServerEvent], None]
"""Told of each event as it happens; must not block."""


UNAUTHORIZED = 4401
"""The close code for a token that is not good, or an auth frame that did not come in time."""
MALFORMED = 1007
"""The close code for a frame that cannot be read (RFC 6455: data that does not fit its type)."""

AUTH_OK = '{"type":"auth_ok"}'
AUTH_REJECTED = '{"type":"auth_rejected"}'


class FrameError(ConnrefError):
    """A frame that cannot be read: says which field is at fault. It never repeats what a field holds."""


@dataclass(frozen=True, slots=True)
class Auth:
    """The client says who it is; the token is never shown."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ping:
    """The app is alive: answered by a pong with the same id."""

    id: str | int


@dataclass(frozen=True, slots=True)
class Message:
    """A chat message to a user."""

    to: str
    text: str


ClientFrame: TypeAlias = Auth | Ping | Message


def read_client_frame(data: str | bytes) -> ClientFrame:
    """Read what a client sent. Raises `FrameError`."""
    body = read_object(data)
    match body.get("type"):
        case "auth":
            return Auth(_text(body, "token"))
        case "ping":
            return Ping(_ping_id(body))
        case "message":
            return Message(_text(body, "to"), _text(body, "text"))
        case _:
            raise FrameError('the field "type" is none of auth, ping, message')


def read_object(data: str | bytes) -> dict[str, Any]:
    """Read a JSON object from a text frame. Raises `FrameError`."""
    if isinstance(data, bytes):
        raise FrameError("a binary frame; send text frames")
    try:
        body = json.loads(data)
    # Digits without end and brackets without end are errors of other kinds than bad JSON.
    except (ValueError, RecursionError):
        raise FrameError("the frame is no JSON") from None
    if not isinstance(body, dict):
        raise FrameError("the frame is no JSON object")
    return cast("dict[str, Any]", body)


def pong(number: str | int) -> str:
    """The answer to a ping."""
    return encode({"type": "pong", "id": number})


def message(number: str, sender: str, text: str) -> str:
    """A chat message on its way to a client."""
    return encode({"type": "message", "id": number, "from": sender, "text": text})


def encode(body: dict[str, Any]) -> str:
    """A frame, as compact as JSON gets."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def is_unicode(text: str) -> bool:
    """Whether it can be sent at all: JSON can name half a character (a lone surrogate), UTF-8 cannot."""
    return text.isascii() or text.encode(errors="replace").decode() == text


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not is_unicode(value):
        raise FrameError(f'the field "{name}" is missing or no text')
    return value


def _ping_id(body: dict[str, Any]) -> str | int:
    value = body.get("id")
    if not isinstance(value, str | int) or isinstance(value, bool) or not is_unicode(str(value)):
        raise FrameError('the field "id" is missing or neither text nor integer')
    return value
