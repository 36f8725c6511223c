"""Ways to open a WebSocket; the runtime knows them by `Transport` alone. Nothing here imports a library by itself."""

from connref_adapters.transports.base import (
    OpeningError,
    Socket,
    SocketClosedError,
    Transport,
    TransportError,
)
from connref_adapters.transports.endpoint import Endpoint
from connref_adapters.transports.memory import MemoryPeer, MemoryTransport

__all__ = [
    "Endpoint",
    "MemoryPeer",
    "MemoryTransport",
    "OpeningError",
    "Socket",
    "SocketClosedError",
    "Transport",
    "TransportError",
]
