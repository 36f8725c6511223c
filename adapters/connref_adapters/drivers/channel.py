"""The way to a driver as a connection needs it, requests out and replies in; and the way to one in this process."""

from __future__ import annotations

import json
import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from connref_adapters.drivers.faults import FaultReason, Trouble

Body = dict[str, Any]
"""A request or a reply as JSON has it."""

encode_json = json.JSONEncoder(separators=(",", ":")).encode
"""A value as JSON without spaces, in ASCII alone, so that no text can break a line or an encoding."""

_decode_json = json.JSONDecoder().decode


class SupportsRequest(Protocol):
    """A driver in Python: one request in, its reply out (the driver protocol). Fakes and the reference are such."""

    def request(self, request: Body, /) -> Body:
        """Carry the request out and reply to it."""
        ...


class Channel(Protocol):
    """A started driver. Every method but `kill` belongs to one thread."""

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Send requests. Never waits for the driver."""
        ...

    def receive(self, limit_s: float) -> Body:
        """The next reply. Raises `Trouble` when none that can be read comes within `limit_s` seconds."""
        ...

    def last_received(self) -> str | None:
        """The text of the last reply, for a fault's message; None before the first."""
        ...

    def finish(self, limit_s: float) -> None:
        """Wait for the end that follows bye. Raises `Trouble` when it is not a clean one."""
        ...

    def kill(self) -> None:
        """End the driver at once, from any thread; a `receive` under way then raises `Trouble`."""
        ...

    def close(self) -> None:
        """End the driver if it still runs, and give back all that it held. May be called again."""
        ...

    def exit_status(self) -> str | None:
        """How the driver ended, in words; None while it runs or where there is no process."""
        ...

    def log_tail(self) -> str:
        """The last 64 KiB of the driver's log."""
        ...

    def log_position(self) -> int:
        """How much the driver has logged so far; never waits for it."""
        ...

    def log_since(self, position: int) -> str:
        """What it logged after `log_position` said so, the last 64 KiB of it."""
        ...


def decode_line(line: bytes) -> Body:
    """One line as a JSON object. Raises `Trouble` for everything else."""
    try:
        body = _decode_json(line.decode())
    except UnicodeDecodeError as error:
        detail = f"byte 0x{line[error.start]:02x} at position {error.start} is not UTF-8"
        raise Trouble(FaultReason.NOT_UTF8, detail, repr(line[:200])) from None
    except (ValueError, RecursionError) as error:
        shown = line.decode(errors="replace")
        raise Trouble(FaultReason.UNREADABLE, f"not JSON: {error}", shown) from None
    return as_object(body)


def as_object(body: object) -> Body:
    """The value if it is a JSON object. Raises `Trouble` for everything else."""
    if type(body) is dict:
        return cast("Body", body)
    detail = f"the reply is of type {type(body).__name__}"
    raise Trouble(FaultReason.NOT_AN_OBJECT, detail, repr(body))


class InProcessChannel:
    """Calls the driver as replies are asked for. Time limits do not apply: nothing could enforce them."""

    def __init__(self, make: Callable[[], SupportsRequest]) -> None:
        self._driver = make()
        self._requests: deque[Mapping[str, Any]] = deque()
        self._last: object = None
        self._log = ""
        self._killed = False

    def post(self, requests: Sequence[Mapping[str, Any]]) -> None:
        """Queue requests; `receive` carries them out."""
        self._requests.extend(requests)

    def receive(self, limit_s: float) -> Body:  # noqa: ARG002 - nothing in process could enforce it
        """Carry the next request out. Raises `Trouble` when the driver raises or returns no object."""
        if self._killed:
            raise Trouble(FaultReason.EXIT, "the driver was stopped")
        request = dict(self._requests.popleft())
        self._last = None
        try:
            reply = self._driver.request(request)
        except Exception as error:
            self._log = traceback.format_exc()
            raise Trouble(FaultReason.RAISED, f"{type(error).__name__}: {error}") from error
        self._last = reply
        return _with_id(as_object(reply), request)

    def last_received(self) -> str | None:
        """The last reply as Python shows it."""
        return None if self._last is None else repr(self._last)

    def finish(self, limit_s: float) -> None:
        """Nothing to wait for."""

    def kill(self) -> None:
        """Carry out no further request."""
        self._killed = True

    def close(self) -> None:
        """Carry out no further request."""
        self.kill()

    def exit_status(self) -> str | None:
        """There is no process that could end."""
        return None

    def log_tail(self) -> str:
        """The traceback, where the driver raised."""
        return self._log

    def log_position(self) -> int:
        """Nothing: a driver in this process logs to where this process does."""
        return 0

    def log_since(self, position: int) -> str:  # noqa: ARG002 - as above
        """Nothing, as above."""
        return ""


def _with_id(reply: Body, request: Body) -> Body:
    """A Python driver may leave the id to whoever carries its replies; `serve` grants the same."""
    return reply if "id" in reply else {**reply, "id": request["id"]}
