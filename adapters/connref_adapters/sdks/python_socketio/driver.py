"""The driver of python-socketio's AsyncClient, run by `connref_adapters.drivers.asyncio_client`.

The server half is Socket.IO protocol 5 over Engine.IO protocol 4, WebSocket alone: text packets, pings of the server
(https://socket.io/docs/v4/socket-io-protocol/). Bad credentials end the connection.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from connref_adapters.sdks.asyncio_world.device import Platform, Tell
from connref_adapters.sdks.asyncio_world.network import Peer

MODULE = "socketio"
"""What is imported of the package."""

PING_MS, TIMEOUT_MS = 25_000, 20_000
LARGEST = 1_000_000
ADDRESS = "http://127.0.0.1"
GOODBYE = (1000, "")


class SocketIoHalf:
    """What a Socket.IO server says."""

    def opened(self, peer: Peer) -> None:
        """The session, and from then on a ping in every interval."""
        session: dict[str, object] = {"sid": f"e{peer.number}", "upgrades": [], "maxPayload": LARGEST}
        peer.send("0" + json.dumps({**session, "pingInterval": PING_MS, "pingTimeout": TIMEOUT_MS}))
        peer.every(PING_MS / 1000, lambda: peer.send("2"))

    def received(self, peer: Peer, text: str) -> None:
        """The request for the namespace is the one that is answered."""
        if text.startswith("40"):
            peer.authenticate("40" + json.dumps({"sid": f"s{peer.number}"}), *GOODBYE)

    def message(self, peer: Peer, text: str) -> str | None:
        """An event, to everybody."""
        del peer
        return "42" + json.dumps(["message", text])


class App:
    """The app: one AsyncClient, which comes back by itself."""

    def __init__(self, socketio: Any, tell: Tell) -> None:  # noqa: ANN401 - the package, imported when it is there
        async def connected() -> None:
            tell.status("connected")

        async def disconnected(*_: object) -> None:
            tell.status("disconnected")

        async def received(text: str) -> None:
            tell.delivered(text)

        self._client = socketio.AsyncClient(handle_sigint=False)
        self._client.on("connect", connected)
        self._client.on("disconnect", disconnected)
        self._client.on("message", received)

    async def connect(self) -> None:
        """Ask for the connection."""
        await self._client.connect(ADDRESS, transports=["websocket"])

    async def disconnect(self) -> None:
        """End it."""
        await self._client.disconnect()


def platform(socketio: Any) -> Platform:  # noqa: ANN401 - as above
    """The client with its half. Both calls are awaited, and so have an outcome."""
    name, calls = "python-socketio", ("connect", "disconnect")
    return Platform(name, version(name), name, SocketIoHalf, lambda tell: App(socketio, tell), calls)
