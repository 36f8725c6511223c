"""A small client of the asyncio world: a bare WebSocket, whose server approves whoever says hello."""

from __future__ import annotations

import asyncio

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosedError

from connref_adapters.drivers.asyncio_client import AsyncioDriver
from connref_adapters.sdks.asyncio_world.device import Platform, Tell
from connref_adapters.sdks.asyncio_world.network import Peer


class HelloHalf:
    """Approves a hello, answers a ping, and sends messages as they are."""

    def opened(self, peer: Peer) -> None:
        peer.every(10, lambda: peer.send("tick"))

    def received(self, peer: Peer, text: str) -> None:
        if text == "hello":
            peer.authenticate("welcome", 1008, "unknown")
        else:
            peer.answer(f"echo {text}")

    def message(self, peer: Peer, text: str) -> str | None:
        return f"message {text}"


class BareClient:
    """Connects once; what it is sent is a status, but for messages."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._socket: ClientConnection | None = None

    async def connect(self) -> None:
        self._socket = await connect("ws://chat.invalid/", proxy=None, ping_interval=None)
        await self._socket.send("hello")
        reading = asyncio.create_task(self._read(self._socket))
        reading.add_done_callback(lambda _: None)

    async def disconnect(self) -> None:
        if self._socket is None:
            raise RuntimeError("never connected")
        await self._socket.close()

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                kind, _, rest = str(text).partition(" ")
                self._tell.delivered(rest) if kind == "message" else self._tell.status(str(text))
        except ConnectionClosedError:
            pass
        self._tell.status(f"gone {socket.close_code}")


def echo_driver() -> AsyncioDriver:
    """The driver of that client; both of its calls report an outcome."""
    calls = ("connect", "disconnect")
    return AsyncioDriver(Platform("bare", "1.0.0", None, HelloHalf, BareClient, calls))


def seen(steps: str) -> list[str]:
    """What is observed in one case, as lines of text."""
    driver, lines = echo_driver(), list[str]()
    requests: list[dict[str, object]] = [{"op": "reset", "mode": "manual"}, *map(_request, steps.split())]
    for request in (*requests, {"op": "bye"}):
        reply = driver.request(request)
        assert reply["ok"], reply
        lines += [" ".join(str(value) for value in each.values()) for each in reply.get("observations", ())]
    return lines


def _request(word: str) -> dict[str, object]:
    if word.startswith("+"):
        return {"op": "advance", "ms": int(word[1:])}
    name, _, value = word.partition(":")
    field = {"login": "user", "connect": "call", "disconnect": "call", "server_message": "message"}.get(name)
    if name == "server_close":
        return {"op": "do", "input": name, "code": int(value)}
    if name == "network_handover":
        return {"op": "do", "input": name, "notice": False}
    return {"op": "do", "input": name, **({} if field is None else {field: value})}
