"""What a connection needs of the way to a driver: requests out in bulk, replies in one by one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from connref_adapters.drivers.faults import FaultReason, Trouble

Body = dict[str, Any]
"""A request or a reply as JSON has it."""

encode_json = json.JSONEncoder(separators=(",", ":")).encode
"""A value as JSON without spaces, in ASCII alone, so that no text can break a line or an encoding."""

_decode_json = json.JSONDecoder().decode


class SupportsRequest(Protocol):
    """A driver in Python: one request in, its reply out (PROTOCOL.md). Fakes and the reference are such."""

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
