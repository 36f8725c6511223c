"""A driver that is no child of the kit: JSON lines over a TCP connection that either side has made.

The kit dials a driver that listens (an emulator behind a forwarded port), or listens for one that dials out. A cut
connection is no fault by itself: whoever holds the channel opens the next one, and the driver may come back.
"""

from __future__ import annotations

import select
import socket
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from connref_adapters.drivers.address import Address
from connref_adapters.drivers.channel import Body, decode_line, encode_json
from connref_adapters.drivers.faults import FaultReason, Trouble
from connref_adapters.drivers.process import MAX_LINE_BYTES

READ_BYTES = 1 << 18
DIAL_EVERY_S = 0.1
ELSEWHERE = "(an attached driver: its log is where it runs)"
LOOK_EVERY_S = 0.2
"""How often whoever waits for a driver looks whether it still should."""
LONGEST_DIAL_S = 5.0
"""How long one attempt to reach a driver may take."""


class TcpChannel:
    """One connection to an attached driver, as a `Channel`."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        with suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket = connection
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)
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

    def finish(self, limit_s: float) -> None:
        """The driver may stay, for the next run: the connection is closed, and nothing is waited for."""

    def kill(self) -> None:
        """Cut the connection, from any thread."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Cut the connection and give it back."""
        self.kill()
        self._open = False
        self._socket.close()

    def exit_status(self) -> str | None:
        """The kit has no process of such a driver."""
        return None

    def log_tail(self) -> str:
        """The log of such a driver stays where it runs."""
        return ELSEWHERE

    def log_position(self) -> int:
        """Nothing of it comes here."""
        return 0

    def log_since(self, position: int) -> str:  # noqa: ARG002 - nothing of it comes here
        """Nothing of it comes here."""
        return ""

    def _pump(self, timeout_s: float) -> None:
        self._write()
        self._poll.modify(self._socket, select.POLLIN | (select.POLLOUT if self._outgoing else 0))
        if any(events & ~select.POLLOUT for _, events in self._poll.poll(timeout_s * 1000)):
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
        self._patience_s = patience_s
        self._dialled = self._closed = False

    def __call__(self) -> TcpChannel:
        """A connection. Raises `Trouble` where nothing answers there."""
        deadline = time.monotonic() + (self._patience_s if self._dialled else 0.0)
        self._dialled = True
        while True:
            try:
                host, port = self._address.host, self._address.port
                return TcpChannel(
                    socket.create_connection((host, port), timeout=min(self._patience_s, LONGEST_DIAL_S))
                )
            except OSError as error:
                if self._closed or time.monotonic() >= deadline:
                    raise Trouble(
                        FaultReason.ATTACH, f"nothing answers at {self._address}: {error}"
                    ) from None
            time.sleep(DIAL_EVERY_S)

    def close(self) -> None:
        """Dial no more, from any thread."""
        self._closed = True


class TcpListener:
    """Listens at an address and takes one connection after the other. `told` hears where, once it is known.

    Raises `Trouble` where the address cannot be listened at.
    """

    def __init__(self, address: Address, patience_s: float, told: Callable[[str], None]) -> None:
        self._patience_s = patience_s
        family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
        try:
            self._socket = socket.create_server((address.host, address.port), family=family, backlog=8)
        except OSError as error:
            raise Trouble(FaultReason.ATTACH, f"cannot listen at {address}: {error}") from None
        self._socket.settimeout(LOOK_EVERY_S)
        self._closed = False
        self._address = Address("tcp", address.host, self._socket.getsockname()[1], address.token)
        told(str(self._address))

    def __call__(self) -> TcpChannel:
        """The next driver that dials in. Raises `Trouble` where none does in time."""
        deadline = time.monotonic() + self._patience_s
        while not self._closed and time.monotonic() < deadline:
            with suppress(OSError):
                return TcpChannel(self._socket.accept()[0])
        raise Trouble(
            FaultReason.ATTACH, f"no driver has dialled {self._address} within {self._patience_s:g} s"
        )

    def close(self) -> None:
        """Listen no more, from any thread."""
        self._closed = True
        self._socket.close()
