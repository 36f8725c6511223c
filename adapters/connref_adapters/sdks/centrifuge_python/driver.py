"""The driver of centrifuge-python, run by `connref_adapters.drivers.asyncio_client`.

The server half is the client protocol of Centrifugo in JSON: commands and replies on lines, an empty object as the
server's ping (https://centrifugal.dev/docs/transports/client_protocol). Bad credentials end the connection with 3500.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import Any

from connref_adapters.sdks.asyncio_world.device import Platform, Tell
from connref_adapters.sdks.asyncio_world.network import Peer

MODULE = "centrifuge"
"""What is imported of the package."""

PING_S = 25
CHANNEL = "chat"
INVALID_TOKEN = (3500, "invalid token")
ADDRESS = "ws://127.0.0.1/connection/websocket"


class CentrifugoHalf:
    """What Centrifugo says."""

    def opened(self, peer: Peer) -> None:
        """Nothing: the client speaks first."""

    def received(self, peer: Peer, text: str) -> None:
        """Commands, one a line; an empty one is the answer to a ping."""
        for line in text.split("\n"):
            self._command(peer, json.loads(line or "{}"))

    def message(self, peer: Peer, text: str) -> str | None:
        """A publication, to who has subscribed."""
        pushed = {"push": {"channel": CHANNEL, "pub": {"data": {"text": text}}}}
        return json.dumps(pushed) if "subscribed" in peer.memory else None

    def _command(self, peer: Peer, command: dict[str, Any]) -> None:
        if "connect" in command:
            result = {"client": str(peer.number), "version": "0", "ping": PING_S, "pong": True}
            peer.authenticate(json.dumps({"id": command["id"], "connect": result}), *INVALID_TOKEN)
            peer.every(PING_S, lambda: peer.send("{}"))
        elif "subscribe" in command:
            peer.memory["subscribed"] = True
            peer.send(json.dumps({"id": command["id"], "subscribe": {}}))


class App:
    """The app: one client, and one subscription that goes with it."""

    def __init__(self, centrifuge: Any, tell: Tell) -> None:  # noqa: ANN401 - the package, imported when it is there
        async def published(_: Any, context: Any) -> None:  # noqa: ANN401 - as above
            tell.delivered(context.pub.data["text"])

        told = {f"on_{value}": _says(tell, value) for value in ("connecting", "connected", "disconnected")}
        events = type("Events", (centrifuge.ClientEventHandler,), told)()
        messages = type("Messages", (centrifuge.SubscriptionEventHandler,), {"on_publication": published})()
        self._client = centrifuge.Client(ADDRESS, events=events, token="token")  # noqa: S106 - nobody checks it
        self._subscription = self._client.new_subscription(CHANNEL, events=messages)
        self._subscribed = False

    async def connect(self) -> None:
        """Ask for the connection, and the first time for the messages."""
        if not self._subscribed:
            self._subscribed = True
            await self._subscription.subscribe()
        await self._client.connect()

    async def disconnect(self) -> None:
        """End it."""
        await self._client.disconnect()


def _says(tell: Tell, value: str) -> Any:  # noqa: ANN401 - a handler of the package
    async def handler(*_: object) -> None:
        tell.status(value)

    return handler


def platform(centrifuge: Any) -> Platform:  # noqa: ANN401 - as above
    """The client with its half. Its events tell of the connection, no call does."""
    name = "centrifuge-python"
    return Platform(name, version(name), name, CentrifugoHalf, lambda tell: App(centrifuge, tell))
