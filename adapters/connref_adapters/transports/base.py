"""What the runtime needs of a WebSocket library: open, send, receive, close; and what can go wrong.

A transport knows no modes, retries or keep-alives: it must not send pings by itself, because that would race the
deadlines of the model. A new one is an object with `open`; pass it to `ConnectionManager`.
"""

from __future__ import annotations

from typing import Protocol

from connref.errors import ConnrefError
from connref.inputs import ClosedBy
from connref_adapters.transports.endpoint import Endpoint

TOO_BIG = 1009
"""The close code for a message over the limit (RFC 6455, 7.4.1)."""
ABNORMAL = 1006
"""What stands for a close code where the peer sent none."""


class TransportError(ConnrefError):
    """Root of the errors of a transport."""


class OpeningError(TransportError):
    """The socket could not be opened; `cause` says why, in words."""

    def __init__(self, cause: str) -> None:
        super().__init__(f"the socket could not be opened: {cause}")
        self.cause = cause


class SocketClosedError(TransportError):
    """The socket is no more: the close code, and whether the server or the network ended it."""

    def __init__(self, code: int, by: ClosedBy, detail: str = "") -> None:
        super().__init__(
            f"the socket was closed by the {by.value} (code {code}){': ' if detail else ''}{detail}"
        )
        self.code = code
        self.by = by
        self.detail = detail


class Socket(Protocol):
    """One open WebSocket. All methods belong to the event loop that opened it."""

    async def send(self, text: str) -> None:
        """Send one text message; waits while the peer reads too slowly. Raises `SocketClosedError`."""
        ...

    async def receive(self) -> str:
        """The next text message; what is not asked for stays with the peer (back-pressure).

        Safe to cancel: nothing is lost. Raises `SocketClosedError` once the socket is no more and all is read; a
        binary message closes it with 1003, one over the limit with 1009.
        """
        ...

    async def close(self, code: int = 1000) -> None:
        """Close with a handshake, for `Endpoint.close_timeout_s` at the most, then drop. Never raises; repeatable."""
        ...

    async def abort(self) -> None:
        """Drop the socket at once, without a word. Never raises; repeatable."""
        ...


class Transport(Protocol):
    """A way to open sockets."""

    async def open(self, endpoint: Endpoint) -> Socket:
        """Open one. Raises `OpeningError`, and leaves nothing behind then or when cancelled."""
        ...
