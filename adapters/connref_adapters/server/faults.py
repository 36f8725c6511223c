"""The faults that stay on until they are taken back, shared by all sockets of a server."""

from __future__ import annotations

import asyncio


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
