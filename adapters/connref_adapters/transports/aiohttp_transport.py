"""Sockets of the `aiohttp` library (extra `aiohttp`): the second transport, on code of its own."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from socket import SHUT_RDWR
from typing import cast

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    ClientWebSocketResponse,
    ClientWSTimeout,
    TraceConfig,
    WSMsgType,
)

from connref.inputs import ClosedBy
from connref_adapters.transports.base import ABNORMAL, TOO_BIG, OpeningError, Socket, SocketClosedError
from connref_adapters.transports.endpoint import Endpoint

UNSUPPORTED_DATA = 1003


class AiohttpSocket:
    """One socket of the library, with the session that it came from; see `Socket`."""

    def __init__(self, session: ClientSession, response: ClientWebSocketResponse, limit_s: float) -> None:
        self._session = session
        self._response = response
        self._limit_s = limit_s
        self._end: SocketClosedError | None = None

    @property
    def subprotocol(self) -> str | None:
        """The subprotocol that the server chose."""
        return self._response.protocol

    async def send(self, text: str) -> None:
        """See `Socket.send`."""
        try:
            await self._response.send_str(text)
        except (ClientError, OSError):
            raise self._end or SocketClosedError(ABNORMAL, ClosedBy.NETWORK) from None

    async def receive(self) -> str:
        """See `Socket.receive`."""
        if self._end is not None:
            raise self._end
        message = await self._response.receive()
        if message.type is WSMsgType.TEXT:
            return cast("str", message.data)
        self._end = self._ending(message.type, message.data)
        await self.close(UNSUPPORTED_DATA if message.type is WSMsgType.BINARY else 1000)
        raise self._end

    async def close(self, code: int = 1000) -> None:
        """See `Socket.close`."""
        try:
            async with asyncio.timeout(self._limit_s):
                await self._response.close(code=code)
        except (TimeoutError, ClientError, OSError):
            pass
        finally:
            await self.abort()

    async def abort(self) -> None:
        """See `Socket.abort`."""
        connection = self._response.get_extra_info("socket")
        if connection is not None:
            # The library only closes, which would wait for a peer that reads no more.
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)
        await self._session.close()
        # Nothing is sent any more. But only so the library lets go of the connection, and does not complain later.
        with suppress(ClientError, OSError):
            await self._response.close()

    def _ending(self, kind: WSMsgType, data: object) -> SocketClosedError:
        """What a message that is no text means."""
        if kind is WSMsgType.BINARY:
            detail = "a binary message, where the server sends text"
            return SocketClosedError(UNSUPPORTED_DATA, ClosedBy.NETWORK, detail)
        if kind is WSMsgType.CLOSE:
            return SocketClosedError(int(cast("int", data)), ClosedBy.SERVER)
        code = self._response.close_code
        return SocketClosedError(TOO_BIG if code == TOO_BIG else ABNORMAL, ClosedBy.NETWORK)


class AiohttpTransport:
    """Opens sockets with `aiohttp`, a session for each; see `Transport`."""

    async def open(self, endpoint: Endpoint) -> Socket:
        """See `Transport.open`."""
        timeout = ClientTimeout(total=None, connect=endpoint.open_timeout_s)
        session = ClientSession(
            headers=dict(endpoint.headers),
            timeout=timeout,
            # A proxy of the environment is for other machines.
            trust_env=not endpoint.on_loopback,
            trace_configs=[_staying()],
        )
        try:
            async with asyncio.timeout(endpoint.open_timeout_s):
                response = await _upgraded(session, endpoint)
        except BaseException as error:
            await session.close()
            if isinstance(error, TimeoutError | ClientError | OSError | ValueError):
                # Texts of the library may quote a header or the URL of a proxy: only the kind is passed on.
                raise OpeningError(type(error).__name__) from None
            raise
        return AiohttpSocket(session, response, endpoint.close_timeout_s)


def _staying() -> TraceConfig:
    """Refuses redirects: the auth frame is meant for the server that was named, and for no other."""

    async def refuse(*_: object) -> None:
        raise OpeningError("the server redirects; name the final URL in the endpoint")

    trace = TraceConfig()
    trace.on_request_redirect.append(refuse)
    return trace


async def _upgraded(session: ClientSession, endpoint: Endpoint) -> ClientWebSocketResponse:
    return await session.ws_connect(
        endpoint.url,
        protocols=endpoint.subprotocols,
        ssl=endpoint.tls() or True,
        heartbeat=None,
        # The library takes the limit itself for too much.
        max_msg_size=endpoint.max_message_bytes + 1,
        # The library builds this class with attrs, out of sight of the type checker.
        timeout=ClientWSTimeout(ws_close=endpoint.close_timeout_s),  # pyright: ignore[reportCallIssue]
    )
