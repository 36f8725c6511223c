"""A virtual clock: integer milliseconds, moved only when told, firing timers in the order of their instants."""

from __future__ import annotations

import heapq
from collections.abc import Callable

MAX_EVENTS_AT_ONE_INSTANT = 10_000


class StuckError(RuntimeError):
    """The SDK keeps itself busy without letting time pass: it has stopped answering."""


class Timer:
    """One callback due at one instant; `cancel` makes it never fire."""

    __slots__ = ("at", "cancelled", "fire")

    def __init__(self, at: int, fire: Callable[[], None]) -> None:
        self.at = at
        self.fire = fire
        self.cancelled = False

    def cancel(self) -> None:
        """Forget the callback; harmless when it has fired already."""
        self.cancelled = True


class VirtualClock:
    """Time since the reset, and what is due when."""

    def __init__(self) -> None:
        self.now = 0
        self._heap: list[tuple[int, int, Timer]] = []
        self._armed = 0

    def at(self, instant: int, fire: Callable[[], None]) -> Timer:
        """Arm a timer at an instant; one in the past is due now."""
        timer = Timer(max(instant, self.now), fire)
        self._armed += 1
        heapq.heappush(self._heap, (timer.at, self._armed, timer))
        return timer

    def move(self, timer: Timer, instant: int) -> None:
        """Arm a timer anew, at another instant; one that has fired already fires again."""
        timer.at = max(instant, self.now)
        self._armed += 1
        heapq.heappush(self._heap, (timer.at, self._armed, timer))

    def after(self, ms: int, fire: Callable[[], None]) -> Timer:
        """Arm a timer that many milliseconds from now."""
        return self.at(self.now + ms, fire)

    def next_at(self) -> int | None:
        """The instant of the next armed timer, or None."""
        while self._heap and (self._heap[0][2].cancelled or self._heap[0][2].at != self._heap[0][0]):
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def run_due(self) -> None:
        """Fire all that is due at this instant, what it arms for this same instant included.

        Raises `StuckError` when that never ends.
        """
        for _ in range(MAX_EVENTS_AT_ONE_INSTANT):
            due = self.next_at()
            if due is None or due > self.now:
                return
            heapq.heappop(self._heap)[2].fire()
        raise StuckError(f"more than {MAX_EVENTS_AT_ONE_INSTANT} timers fired at {self.now} ms")

    def advance(self, ms: int) -> None:
        """Move on by `ms`, firing what falls due in order, the end instant included."""
        end = self.now + ms
        while True:
            due = self.next_at()
            if due is None or due > end:
                break
            self.now = due
            self.run_due()
        self.now = end
