"""A transport that tells a driver what becomes of its sockets, by what happens on them and not by what the SDK says."""

from __future__ import annotations

from collections.abc import Callable

from connref.protocol import ObservationKind
from connref_adapters.server.wire import AUTH_OK
from connref_adapters.transports.base import Socket, SocketClosedError, Transport
from connref_adapters.transports.endpoint import Endpoint

Note = Callable[[ObservationKind, int, str | None], None]
"""Keeps one observation of a socket: kind, number, and who closed it."""


class ObservedTransport:
    """Opens the sockets of another transport, numbers them from 1, and tells `note` of them.

    `open_sockets` are the numbers of those that the server has authenticated and nobody has closed.
    """

    def __init__(self, inner: Transport, note: Note) -> None:
        self.open_sockets: set[int] = set()
        self._inner = inner
        self._note = note
        self._opened = 0

    async def open(self, endpoint: Endpoint) -> Socket:
        """See `Transport.open`."""
        self._opened += 1
        number = self._opened
        self._note(ObservationKind.SOCKET_OPENING, number, None)
        try:
            socket = await self._inner.open(endpoint)
        except BaseException:
            self._note(ObservationKind.SOCKET_FAILED, number, None)
            raise
        return _ObservedSocket(socket, self, number)

    def authenticated(self, number: int) -> None:
        """The server said so on the socket."""
        if number not in self.open_sockets:
            self.open_sockets.add(number)
            self._note(ObservationKind.SOCKET_OPEN, number, None)

    def ended(self, number: int, by: str) -> None:
        """The socket is no more."""
        if number in self.open_sockets:
            self.open_sockets.discard(number)
            self._note(ObservationKind.SOCKET_CLOSED, number, by)
        else:
            self._note(ObservationKind.SOCKET_FAILED, number, None)


class _ObservedSocket:
    """One socket on its way through; see `Socket`."""

    def __init__(self, inner: Socket, transport: ObservedTransport, number: int) -> None:
        self._inner = inner
        self._transport = transport
        self._number = number
        self._over = False

    async def send(self, text: str) -> None:
        """See `Socket.send`."""
        await self._inner.send(text)

    async def receive(self) -> str:
        """See `Socket.receive`."""
        try:
            text = await self._inner.receive()
        except SocketClosedError as closed:
            self._end(closed.by.value)
            raise
        if text == AUTH_OK:
            self._transport.authenticated(self._number)
        return text

    async def close(self, code: int = 1000) -> None:
        """See `Socket.close`."""
        try:
            await self._inner.close(code)
        finally:
            self._end("client")

    async def abort(self) -> None:
        """See `Socket.abort`."""
        await self._inner.abort()
        self._end("client")

    def _end(self, by: str) -> None:
        if not self._over:
            self._over = True
            self._transport.ended(self._number, by)
