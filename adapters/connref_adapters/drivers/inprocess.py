"""A driver in this very process: any object with `request(dict) -> dict`."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from connref_adapters.drivers.channel import Body, SupportsRequest, as_object
from connref_adapters.drivers.faults import FaultReason, Trouble


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


def _with_id(reply: Body, request: Body) -> Body:
    """A Python driver may leave the id to whoever carries its replies; `serve` grants the same."""
    return reply if "id" in reply else {**reply, "id": request["id"]}
