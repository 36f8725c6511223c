"""What attached drivers have in common, whatever carries their lines: they log elsewhere, and they are waited for.

A cut connection is no fault by itself: whoever holds the channel opens the next one, and the driver may come back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from connref_adapters.drivers.address import Address
from connref_adapters.drivers.faults import FaultReason, Trouble

ELSEWHERE = "(an attached driver: its log is where it runs)"
DIAL_EVERY_S = 0.1
LOOK_EVERY_S = 0.2
"""How often whoever waits for a driver looks whether it still should."""
LONGEST_DIAL_S = 5.0
"""How long one attempt to reach a driver may take."""

_Made = TypeVar("_Made")


class LogsElsewhere:
    """The part of a `Channel` that asks for a process and its log: the kit has neither of such a driver."""

    def finish(self, limit_s: float) -> None:
        """The driver may stay, for the next run: the connection is closed, and nothing is waited for."""

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


class Patience:
    """Waits for a driver at an address, for `limit_s` seconds, and no longer than it is wanted."""

    def __init__(self, limit_s: float) -> None:
        self.limit_s = limit_s
        self._dialled = self._closed = False

    @property
    def attempt_s(self) -> float:
        """How long one attempt to reach the driver may take."""
        return min(self.limit_s, LONGEST_DIAL_S)

    def end(self) -> None:
        """Wait no more, from any thread."""
        self._closed = True

    def dial(
        self, attempt: Callable[[], _Made], address: Address, misses: tuple[type[Exception], ...]
    ) -> _Made:
        """What `attempt` makes. The first time it must succeed at once; later a driver may be on its way back.

        Raises `Trouble` where nothing answers; `misses` are what a failed attempt raises.
        """
        deadline = time.monotonic() + (self.limit_s if self._dialled else 0.0)
        self._dialled = True
        while True:
            try:
                return attempt()
            except misses as error:
                if self._closed or time.monotonic() >= deadline:
                    detail = f"nothing answers at {address}: {error}"
                    raise Trouble(FaultReason.ATTACH, detail) from None
            time.sleep(DIAL_EVERY_S)

    def accept(self, look: Callable[[], _Made | None], address: Address) -> _Made:
        """What `look` finds, which waits `LOOK_EVERY_S` for it. Raises `Trouble` where no driver dials in in time."""
        deadline = time.monotonic() + self.limit_s
        while not self._closed and time.monotonic() < deadline:
            if (found := look()) is not None:
                return found
        raise Trouble(FaultReason.ATTACH, f"no driver has dialled {address} within {self.limit_s:g} s")
