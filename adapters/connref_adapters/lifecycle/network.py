"""Whether the device has a network, and being told when that changes.

    async with following_network(manager):
        …

"Has a network" means that there is a route to the outside; a `connect` of a datagram socket asks the routing table
for one and sends nothing.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Protocol

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
        from connref_adapters.lifecycle.netlink import NetlinkWatch

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
