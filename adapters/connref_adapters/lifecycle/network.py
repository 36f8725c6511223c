"""Whether the device has a network, and being told when that changes: by the kernel on Linux, by polling elsewhere.

    async with following_network(manager):
        …

"Has a network" means that there is a route to the outside; a `connect` of a datagram socket asks the routing table
for one and sends nothing.

On Linux the kernel tells of interfaces, addresses and routes (rtnetlink). What a message says is not read: each one is
a reason to ask the routing table again. Elsewhere the table is asked every few seconds.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol, Self

# Addresses that documentation may use and nobody has (RFC 5737, RFC 3849): only the way to them is asked for.
OUTSIDE = ((socket.AF_INET, ("192.0.2.1", 9)), (socket.AF_INET6, ("2001:db8::1", 9)))
POLL_S = 2.0

Probe = Callable[[], bool]


class NetworkListener(Protocol):
    """What is told of the network; a `ConnectionManager` is one."""

    def network_lost(self) -> None:
        """There is no network."""
        ...

    def network_available(self) -> None:
        """There is a network."""
        ...


class NetworkWatch(Protocol):
    """A source of news about the network: the adapter point for other platforms."""

    def states(self) -> AsyncIterator[bool]:
        """Whether there is a network: now, and then each time that it changes, until cancelled."""
        ...


def has_route() -> bool:
    """Whether the routing table knows a way to the outside, over IPv4 or IPv6."""
    return any(_routed(family, address) for family, address in OUTSIDE)


def _routed(family: socket.AddressFamily, address: tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect(address)
    except OSError:
        return False
    return True


class PollingWatch:
    """Asks again and again, every `interval_s` seconds: works everywhere, and notices that much later."""

    def __init__(self, interval_s: float = POLL_S, probe: Probe = has_route) -> None:
        self._interval_s = interval_s
        self._probe = probe

    async def states(self) -> AsyncGenerator[bool]:
        """See `NetworkWatch.states`."""
        known: bool | None = None
        while True:
            if (state := self._probe()) is not known:
                known = state
                yield state
            await asyncio.sleep(self._interval_s)


def network_watch() -> NetworkWatch:
    """The best watch of this platform: the kernel's news on Linux, polling elsewhere and where it gives none."""
    if sys.platform == "linux":
        with suppress(OSError):
            return NetlinkWatch.opened()
    return PollingWatch()


async def follow_network(listener: NetworkListener, watch: NetworkWatch) -> None:
    """Tell the listener what the watch says, until cancelled."""
    async for available in watch.states():
        if available:
            listener.network_available()
        else:
            listener.network_lost()


@asynccontextmanager
async def following_network(
    listener: NetworkListener, watch: NetworkWatch | None = None
) -> AsyncGenerator[None]:
    """Tell the listener of the network while the body runs."""
    task = asyncio.get_running_loop().create_task(follow_network(listener, watch or network_watch()))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


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
