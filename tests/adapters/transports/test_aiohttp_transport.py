"""What only the `aiohttp` transport has: its library's heartbeat, which has to be off, and its session."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession
from aiohttp.connector import Connection
from tests.adapters.runtime.loops import on_loop

from connref_adapters.server import ChatServer
from connref_adapters.transports import Endpoint, OpeningError
from connref_adapters.transports.aiohttp_transport import AiohttpTransport


@pytest.mark.parametrize(("url", "trusts"), [("ws://127.0.0.1:1", False), ("wss://chat.example", True)])
@on_loop
async def test_library_keeps_nothing_alive_and_a_failed_session_is_closed(
    monkeypatch: pytest.MonkeyPatch, url: str, *, trusts: bool
) -> None:
    used: list[tuple[ClientSession, dict[str, Any]]] = []

    async def fail(session: ClientSession, _: str, **given: Any) -> None:  # noqa: ANN401 - the library's own arguments
        used.append((session, given))
        raise ClientConnectionError("with a header inside")

    monkeypatch.setattr(ClientSession, "ws_connect", fail)
    with pytest.raises(OpeningError) as caught:
        await AiohttpTransport().open(Endpoint(url))
    assert "header" not in str(caught.value)
    ((session, given),) = used
    assert given["heartbeat"] is None
    assert session.closed
    assert session.trust_env is trusts


@on_loop
async def test_a_dropped_socket_lets_go_of_its_connection() -> None:
    """The library complains of a connection that is still held when it is collected, whenever that may be."""
    async with ChatServer() as server:
        socket = await AiohttpTransport().open(Endpoint(server.url))
        (held,) = [
            each for each in gc.get_objects() if type(each) is Connection and each.protocol is not None
        ]
        await socket.abort()
        assert held.protocol is None
