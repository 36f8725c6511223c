"""One socket at the server: an outbox that keeps the order, and the faults that befall it alone or with all others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.protocol import State


class Faults:
    """Flags of one server; all off at first.

    `mute`: sockets stay, and nothing of ours is sent on them. `refuse`: new sockets are answered with status 503.
    `reject`: tokens are rejected. `cut`: new sockets are dropped before a byte was answered. `delay_ms` holds each
    frame to a client back for so many milliseconds; `read_delay_ms` makes the server read only one frame in so many.
    """

    def __init__(self) -> None:
        self.refuse = False
        self.reject = False
        self.cut = False
        self.delay_ms = 0
        self.read_delay_ms = 0
        self._speaking = asyncio.Event()
        self._speaking.set()

    @property
    def mute(self) -> bool:
        """Whether the server sends nothing and answers nothing."""
        return not self._speaking.is_set()

    @mute.setter
    def mute(self, on: bool) -> None:
        if on:
            self._speaking.clear()
        else:
            self._speaking.set()

    async def until_speaking(self) -> None:
        """Wait for as long as the server is mute."""
        await self._speaking.wait()

    def clear(self) -> None:
        """Take every fault back."""
        self.refuse = self.reject = self.cut = self.mute = False
        self.delay_ms = self.read_delay_ms = 0


NO_STATUS = CloseCode.NO_STATUS_RCVD
# Codes that RFC 6455 keeps off the wire: a peer that wants its client to see them just goes away.
NEVER_SENT = frozenset({1004, CloseCode.ABNORMAL_CLOSURE, CloseCode.TLS_HANDSHAKE})
# A text frame that announces 1000 bytes; the first of them follow, and then nothing.
HALF_A_FRAME = b"\x81\x7e\x03\xe8" + b'{"type":"message",'


class Session:
    """A socket of the server. `user` is None until the client has authenticated.

    `left_behind`: the client has moved to another network, and this end does not know.
    """

    def __init__(self, connection: ServerConnection, faults: Faults, outbox: int) -> None:
        self.user: str | None = None
        self._connection = connection
        self._faults = faults
        self._outbox: asyncio.Queue[tuple[float, str]] = asyncio.Queue(outbox)
        self._over = False
        self._thawed = asyncio.Event()
        self._thawed.set()
        self.left_behind = False

    @property
    def alive(self) -> bool:
        """Whether the server takes this socket for open."""
        return self._connection.state is State.OPEN

    async def receive(self) -> str | bytes:
        """The next frame of the client. Raises `ConnectionClosed`."""
        if self._faults.read_delay_ms:
            await asyncio.sleep(self._faults.read_delay_ms / 1000)
        data = await self._connection.recv()
        await self._thawed.wait()
        return data

    def offer(self, text: str) -> None:
        """Queue a frame; a client that is too slow for its outbox is dropped. A mute server drops the frame."""
        if self._faults.mute or self._over or self.left_behind:
            return
        try:
            self._outbox.put_nowait(self._due(text))
        except asyncio.QueueFull:
            self.drop()

    async def post(self, text: str) -> None:
        """Queue a frame, and wait for room. A mute server drops the frame."""
        if self._faults.mute or self.left_behind:
            return
        await self._outbox.put(self._due(text))
        if self._over:
            self._discard()

    async def write(self) -> None:
        """Send what is queued, in order, each frame when it is due; ends with the socket."""
        try:
            while True:
                due, text = await self._outbox.get()
                try:
                    await self._send_at(due, text)
                finally:
                    self._outbox.task_done()
        except ConnectionClosed:
            return
        finally:
            self._over = True
            self._discard()

    async def _send_at(self, due: float, text: str) -> None:
        if (wait := due - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(wait)
        await self._thawed.wait()
        await self._connection.send(text)

    def _discard(self) -> None:
        """Nobody will send what is queued: let go whoever waits for that."""
        while not self._outbox.empty():
            self._outbox.get_nowait()
            self._outbox.task_done()

    async def drained(self) -> None:
        """Wait until all that was queued has been handed to the operating system, or the socket is no more."""
        await self._outbox.join()

    async def close(self, code: int, reason: str = "") -> None:
        """Close with this code, as far as it may be sent at all; else, or when frozen, drop the socket.

        Nothing of it reaches a client that has moved to another network.
        """
        if self.left_behind:
            return
        if code in NEVER_SENT or not self._thawed.is_set():
            self.drop()
        elif code == NO_STATUS:
            if self.alive:
                self._connection.transport.write(b"\x88\x00")
            self._connection.transport.close()
        else:
            await self._connection.close(code, reason)

    def drop(self) -> None:
        """End the socket without a close frame, as a crash would."""
        self._connection.transport.abort()
        self._thawed.set()

    def drop_mid_frame(self) -> None:
        """Send the beginning of a frame, and end the socket in its middle."""
        if self.alive:
            self._connection.transport.write(HALF_A_FRAME)
        self.drop()

    def freeze(self) -> None:
        """Half-open: the socket stays as far as the client can see, and nobody is at this end."""
        self._thawed.clear()
        self._connection.transport.pause_reading()

    def leave_behind(self) -> None:
        """The client has moved to another network: half-open for good."""
        self.left_behind = True
        self.freeze()

    def thaw(self) -> None:
        """Somebody is at this end again, unless the client has left."""
        if not self._thawed.is_set() and not self.left_behind:
            self._thawed.set()
            self._connection.transport.resume_reading()

    def _due(self, text: str) -> tuple[float, str]:
        return asyncio.get_running_loop().time() + self._faults.delay_ms / 1000, text


@asynccontextmanager
async def beside(work: Callable[[], Coroutine[None, None, None]]) -> AsyncGenerator[None]:
    """A task beside the body that is over when the body is."""
    task = asyncio.create_task(work())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
