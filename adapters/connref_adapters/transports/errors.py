"""What can go wrong with a socket, by whose doing; the texts hold no credential."""

from __future__ import annotations

from connref.errors import ConnrefError
from connref.inputs import ClosedBy

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
