"""A driver that is no child of the kit: JSON lines over a TCP connection that either side has made.

The kit dials a driver that listens (an emulator behind a forwarded port), or listens for one that dials out.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from connref_adapters.drivers.address import Address
from connref_adapters.drivers.channel import Body, decode_line, encode_json
from connref_adapters.drivers.elsewhere import LOOK_EVERY_S, LogsElsewhere, Patience
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.process import MAX_LINE_BYTES

READ_BYTES = 1 << 18


class TcpChannel(LogsElsewhere):
    """One connection to an attached driver, as a `Channel`."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        with suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connection
        self._ready = selectors.DefaultSelector()
        self._ready.register(connection, selectors.EVENT_READ)
        self._lines: deque[bytes] = deque()
        self._partial = b""
        self._outgoing = bytearray()
        self._last: bytes | None = None
        self._open = True

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Send requests as far as the connection takes them; the rest goes out while replies are awaited."""
        for request in requests:
            self._outgoing += encode_json(request).encode() + b"\n"
        self._write()

    def receive(self, limit_s: float) -> Body:
        """The next reply. Raises `Trouble`: none within `limit_s` seconds, unreadable, or the connection is cut."""
        deadline = time.monotonic() + limit_s
        while not self._lines:
            if not self._open:
                left = self._partial.decode(errors="replace") or None
                raise Trouble(FaultReason.CUT, "the connection to the driver was cut", left)
            if len(self._partial) > MAX_LINE_BYTES:
                raise Trouble(FaultReason.TOO_LONG, f"a line of over {MAX_LINE_BYTES} bytes")
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                raise Trouble(FaultReason.TIMEOUT, f"no reply within {limit_s:g} s")
            self._pump(left_s)
        self._last = line = self._lines.popleft()
        if len(line) > MAX_LINE_BYTES:
            raise Trouble(FaultReason.TOO_LONG, f"a line of {len(line)} bytes")
        return decode_line(line)

    def last_received(self) -> str | None:
        """The last line as it came."""
        return None if self._last is None else self._last.decode(errors="replace")

    def kill(self) -> None:
        """Cut the connection, from any thread."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut the connection and give it back."""
        self.kill()
        self._open = False
        self._ready.close()
        self._socket.close()

    def _pump(self, timeout_s: float) -> None:
        self._write()
        more = selectors.EVENT_WRITE if self._outgoing else 0
        self._ready.modify(self._socket, selectors.EVENT_READ | more)
        if any(events & selectors.EVENT_READ for _, events in self._ready.select(timeout_s)):
            self._read()

    def _read(self) -> None:
        try:
            chunk = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            chunk = b""
        if not chunk:
            self._open = False
            return
        *lines, rest = chunk.split(b"\n")
        if lines:
            lines[0] = self._partial + lines[0]
            self._lines.extend(lines)
            self._partial = rest
        else:
            self._partial += rest

    def _write(self) -> None:
        """Write until the connection is full. That it is cut is found where replies are awaited."""
        try:
            while self._outgoing:
                del self._outgoing[: self._socket.send(self._outgoing)]
        except BlockingIOError:
            return
        except OSError:
            self._outgoing.clear()


class TcpDialer:
    """Dials the driver at an address; after a cut it tries for `patience_s` seconds, as the driver may come back."""

    def __init__(self, address: Address, patience_s: float) -> None:
        self._address = address
        self._patience = Patience(patience_s)

    def __call__(self) -> TcpChannel:
        """A connection. Raises `Trouble` where nothing answers there."""
        return self._patience.dial(self._connected, self._address, (OSError,))

    def close(self) -> None:
        """Dial no more, from any thread."""
        self._patience.end()

    def _connected(self) -> TcpChannel:
        where = (self._address.host, self._address.port)
        return TcpChannel(socket.create_connection(where, timeout=self._patience.attempt_s))


class TcpListener:
    """Listens at an address and takes one connection after the other. `told` hears where, once it is known.

    Raises `Trouble` where the address cannot be listened at.
    """

    def __init__(self, address: Address, patience_s: float, told: Callable[[str], None]) -> None:
        self._patience = Patience(patience_s)
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        try:
            self._socket = socket.create_server((address.host, address.port), family=family, backlog=8)
        except OSError as error:
            raise Trouble(FaultReason.ATTACH, f"cannot listen at {address}: {error}") from None
        self._socket.settimeout(LOOK_EVERY_S)
        self._address = Address("tcp", address.host, self._socket.getsockname()[1], address.token)
        told(str(self._address))

    def __call__(self) -> TcpChannel:
        """The next driver that dials in. Raises `Trouble` where none does in time."""
        return self._patience.accept(self._arrived, self._address)

    def close(self) -> None:
        """Listen no more, from any thread."""
        self._patience.end()
        self._socket.close()

    def _arrived(self) -> TcpChannel | None:
        with suppress(OSError):
            return TcpChannel(self._socket.accept()[0])
        return None
