"""The quick way for a line: decoded by msgspec into fields of the right types, and its event classified.

What does not fit is left to the careful way, which says what is wrong; what fits is taken as that would take it.
"""

from __future__ import annotations

from collections.abc import Hashable

from msgspec import UNSET, Struct, UnsetType
from msgspec.json import Decoder

Classified = tuple[Hashable, str | int | None]
"""The class of an event, and its name, as `connref.monitoring.events.classify` tells them."""


class Line(Struct, gc=False):
    """The fields of an event that is written as the protocol asks."""

    at: int
    session: str | None = None
    kind: str | None = None
    input: str | None = None
    socket: int | None = None
    by: str | None = None
    call: str | None = None
    api: str | None = None
    result: str | None = None
    message: str | None = None
    value: str | UnsetType | None = UNSET
    user: str | None = None
    code: int | None = None
    end: bool | None = None


decode = Decoder(Line).decode
"""A line from its text. Raises `msgspec.MsgspecError`, and `UnicodeEncodeError` for a lone surrogate."""


def classified(line: Line) -> Classified | None:
    """The class and the name of an event, None where the careful way has to tell."""
    kind = line.kind
    if kind is None:
        return _classified_input(line)
    if kind == "delivered":
        return (kind, line.message) if line.message is not None else None
    if kind in _SOCKETS:
        return kind, line.socket
    match kind:
        case "socket_closed":
            return (kind, line.by), line.socket
        case "outcome":
            return ((kind, line.api, line.result), line.call) if line.call is not None else None
        case "status":
            return ((kind, line.value), None) if line.value is not UNSET else None
        case "user":
            return (kind, line.value) if not isinstance(line.value, UnsetType) else None
        case "ping_sent":
            return kind, None
        case _:
            return None


_SOCKETS = frozenset({"socket_opening", "socket_open", "socket_failed"})
_NAMED = {"login": "user", "connect": "call", "disconnect": "call", "ping": "call"}


def _classified_input(line: Line) -> Classified | None:
    name = line.input
    if name == "server_message":
        return (name, line.message) if line.message is not None else None
    if name is None or name == "server_close":
        return None
    field = _NAMED.get(name)
    if field is None:
        return name, None
    value = line.user if field == "user" else line.call
    return (name, value) if value is not None else None
