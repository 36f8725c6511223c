"""Attached drivers over WebSockets, a line a message: what a browser, React Native or Flutter for the web can open.

The library is `websockets` with its threads (extra `runtime`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from queue import Empty, Queue
from threading import Event, Thread
from typing import Any

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import connect
from websockets.sync.connection import Connection
from websockets.sync.server import ServerConnection, serve

from connref_adapters.drivers.address import Address
from connref_adapters.drivers.channel import Body, decode_line, encode_json
from connref_adapters.drivers.elsewhere import LOOK_EVERY_S, LogsElsewhere, Patience
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.process import MAX_LINE_BYTES

CLOSES_WITHIN_S = 1.0
"""How long a driver that has said that it closes may take over it: nothing it sends meanwhile is wanted."""
UNLIMITED = None
"""Replies are taken in as they come, so that a driver that replies while requests go out locks nobody up."""


class WebSocketChannel(LogsElsewhere):
    """One WebSocket to an attached driver, as a `Channel`; `let_go` is called once it is given up."""

    def __init__(self, connection: Connection, let_go: Callable[[], None]) -> None:
        self._connection = connection
        self._let_go = let_go
        self._last: str | None = None

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Send requests, one message each. That the connection is cut is found where replies are awaited."""
        with suppress(ConnectionClosed):
            for request in requests:
                self._connection.send(encode_json(request))

    def receive(self, limit_s: float) -> Body:
        """The next reply. Raises `Trouble`: none within `limit_s` seconds, unreadable, or the connection is cut."""
        try:
            message = self._connection.recv(timeout=limit_s)
        except TimeoutError:
            raise Trouble(FaultReason.TIMEOUT, f"no reply within {limit_s:g} s") from None
        except ConnectionClosed as closed:
            raise Trouble(FaultReason.CUT, f"the connection to the driver was cut ({closed})") from None
        if isinstance(message, bytes):
            raise Trouble(FaultReason.UNREADABLE, "a binary message, where a text of JSON belongs")
        self._last = message
        return decode_line(message.encode())

    def last_received(self) -> str | None:
        """The last message as it came."""
        return self._last

    def kill(self) -> None:
        """Cut the connection, from any thread."""
        with suppress(OSError):
            self._connection.socket.shutdown(2)

    def close(self) -> None:
        """Close the connection and give it back."""
        with suppress(OSError, WebSocketException):
            self._connection.close()
        with suppress(OSError, WebSocketException):
            self._let_go()


class WebSocketDialer:
    """Dials the driver at an address; after a cut it tries for `patience_s` seconds, as the driver may come back."""

    def __init__(self, address: Address, patience_s: float) -> None:
        self._address = address
        self._patience = Patience(patience_s)

    def __call__(self) -> WebSocketChannel:
        """A connection. Raises `Trouble` where nothing answers there."""
        return self._patience.dial(self._connected, self._address, (OSError, WebSocketException))

    def close(self) -> None:
        """Dial no more, from any thread."""
        self._patience.end()

    def _connected(self) -> WebSocketChannel:
        opening = connect(
            str(self._address),
            open_timeout=self._patience.attempt_s,
            max_size=MAX_LINE_BYTES,
            max_queue=UNLIMITED,
            close_timeout=CLOSES_WITHIN_S,
            proxy=None,
        )
        held = ExitStack()
        return WebSocketChannel(held.enter_context(opening), held.close)


class WebSocketListener:
    """Listens at an address and takes one WebSocket after the other. `told` hears where, once it is known.

    Raises `Trouble` where the address cannot be listened at.
    """

    def __init__(self, address: Address, patience_s: float, told: Callable[[str], None]) -> None:
        self._patience = Patience(patience_s)
        self._arrived: Queue[WebSocketChannel] = Queue()
        try:
            self._server = serve(
                self._take,
                address.host,
                address.port,
                max_size=MAX_LINE_BYTES,
                max_queue=UNLIMITED,
                close_timeout=CLOSES_WITHIN_S,
            )
        except OSError as error:
            raise Trouble(FaultReason.ATTACH, f"cannot listen at {address}: {error}") from None
        self._address = Address("ws", address.host, self._server.socket.getsockname()[1], address.token)
        Thread(target=self._server.serve_forever, daemon=True).start()
        told(str(self._address))

    def __call__(self) -> WebSocketChannel:
        """The next driver that dials in. Raises `Trouble` where none does in time."""
        return self._patience.accept(self._next, self._address)

    def close(self) -> None:
        """Listen no more, from any thread."""
        self._patience.end()
        self._server.shutdown()

    def _next(self) -> WebSocketChannel | None:
        with suppress(Empty):
            return self._arrived.get(timeout=LOOK_EVERY_S)
        return None

    def _take(self, connection: ServerConnection) -> None:
        """In the server's thread for this connection: it lives as long as this does not return."""
        ended = Event()
        self._arrived.put(WebSocketChannel(connection, ended.set))
        ended.wait()
