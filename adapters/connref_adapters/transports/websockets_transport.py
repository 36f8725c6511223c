"""Sockets of the `websockets` library (extra `runtime`), its keep-alive and its redirects turned off."""

from __future__ import annotations

import asyncio
import logging

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Subprotocol

from connref.inputs import ClosedBy
from connref_adapters.transports.base import ABNORMAL, OpeningError, Socket, SocketClosedError
from connref_adapters.transports.endpoint import Endpoint

UNSUPPORTED_DATA = 1003

# The library would write frames, and so credentials, into the log of an application that logs everything at DEBUG.
QUIET = logging.getLogger("connref.websockets")
QUIET.setLevel(logging.WARNING)


class _Opening(connect):
    """An opening that stays with the server it was sent to: the auth frame is meant for no other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class WebsocketsSocket:
    """One socket of the library; see `Socket`."""

    def __init__(self, connection: ClientConnection, close_timeout_s: float) -> None:
        self._connection = connection
        self._close_timeout_s = close_timeout_s

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the server chose."""
        return self._connection.subprotocol

    async def send(self, text: str) -> None:
        """See `Socket.send`."""
        try:
            await self._connection.send(text)
        except ConnectionClosed as closed:
            raise _closed(closed) from None

    async def receive(self) -> str:
        """See `Socket.receive`."""
        try:
            message = await self._connection.recv()
        except ConnectionClosed as closed:
            raise _closed(closed) from None
        if isinstance(message, str):
            return message
        await self.close(UNSUPPORTED_DATA)
        raise SocketClosedError(
            UNSUPPORTED_DATA, ClosedBy.NETWORK, "a binary message, where the server sends text"
        )

    async def close(self, code: int = 1000) -> None:
        """See `Socket.close`."""
        try:
            # The library's own limit begins only when the close frame is written, which a full buffer can prevent.
            async with asyncio.timeout(self._close_timeout_s):
                await self._connection.close(code)
        except TimeoutError:
            pass
        finally:
            self._connection.transport.abort()

    async def abort(self) -> None:
        """See `Socket.abort`."""
        self._connection.transport.abort()


class WebsocketsTransport:
    """Opens sockets with `websockets`; see `Transport`."""

    async def open(self, endpoint: Endpoint) -> Socket:
        """See `Transport.open`."""
        try:
            connection = await _Opening(
                endpoint.url,
                ssl=endpoint.tls(),
                subprotocols=[Subprotocol(name) for name in endpoint.subprotocols] or None,
                additional_headers=dict(endpoint.headers),
                open_timeout=endpoint.open_timeout_s,
                close_timeout=endpoint.close_timeout_s,
                ping_interval=None,
                # Chat frames are short: compression would cost each connection its memory and save next to nothing.
                compression=None,
                max_size=endpoint.max_message_bytes,
                max_queue=endpoint.queued_messages,
                # A proxy of the environment is for other machines.
                proxy=None if endpoint.on_loopback else True,
                logger=QUIET,
            )
        except InvalidStatus as error:
            raise OpeningError(f"the server answered with status {error.response.status_code}") from None
        except OSError as error:
            raise OpeningError(f"{type(error).__name__}: {error}") from None
        except (WebSocketException, ValueError) as error:
            # The texts of these may quote a header or the URL of a proxy, so that only the kind is passed on.
            raise OpeningError(type(error).__name__) from None
        return WebsocketsSocket(connection, endpoint.close_timeout_s)


def _closed(closed: ConnectionClosed) -> SocketClosedError:
    """Who ended it: the server where it spoke first, else the network or a limit of our own."""
    received, sent = closed.rcvd, closed.sent
    if received is not None and (closed.rcvd_then_sent or sent is None):
        return SocketClosedError(received.code, ClosedBy.SERVER)
    return SocketClosedError(ABNORMAL if sent is None else sent.code, ClosedBy.NETWORK)
