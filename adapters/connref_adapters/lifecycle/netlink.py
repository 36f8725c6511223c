"""The Linux kernel's own news of interfaces, addresses and routes (rtnetlink), without a library.

What a message says is not read: each one is a reason to ask the routing table again.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import AsyncGenerator
from typing import Self

from connref_adapters.lifecycle.network import Probe, has_route

# linux/rtnetlink.h: links, addresses and routes of IPv4 and IPv6.
GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400
LARGEST_MESSAGE = 65_536


class NetlinkWatch:
    """See `NetworkWatch`. It owns the socket that it is given, and closes it when its `states` end."""

    def __init__(self, source: socket.socket, probe: Probe = has_route) -> None:
        source.setblocking(False)
        self._source = source
        self._probe = probe

    @classmethod
    def opened(cls, probe: Probe = has_route) -> Self:
        """One that listens to the kernel. Raises `OSError` where the kernel has no netlink for this process."""
        source = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        try:
            source.bind((0, GROUPS))
        except OSError:
            source.close()
            raise
        return cls(source, probe)

    async def states(self) -> AsyncGenerator[bool]:
        """See `NetworkWatch.states`."""
        known: bool | None = None
        with self._source:
            while True:
                if (state := self._probe()) is not known:
                    known = state
                    yield state
                await self._news()

    async def _news(self) -> None:
        try:
            await asyncio.get_running_loop().sock_recv(self._source, LARGEST_MESSAGE)
        except OSError as error:
            # The kernel had more news than room for it: what matters is that there was some.
            if error.errno != errno.ENOBUFS:
                raise
