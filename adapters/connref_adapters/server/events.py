"""What the server tells whoever watches it: facts about sockets, pings and messages, never a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


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
