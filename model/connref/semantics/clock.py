"""A clock that moves only when told, never back, and can jump to the next deadline. Integer milliseconds."""

from __future__ import annotations

from connref.errors import ClockError


class FakeClock:
    """The present instant, as data. `now` is in ms, 0 or more."""

    __slots__ = ("_now",)

    def __init__(self, now: int = 0) -> None:
        """Raises `ClockError` for a start that is negative or no integer."""
        self._now = 0
        self.move_to(now)

    @property
    def now(self) -> int:
        """The present instant in ms."""
        return self._now

    def move_to(self, instant: int) -> None:
        """Set the clock to an instant, this one or later. Raises `ClockError` otherwise, and stays."""
        if type(instant) is not int or instant < self._now:
            raise ClockError(instant, self._now)
        self._now = instant

    def after(self, ms: int) -> int:
        """The instant that lies `ms`, 0 or more, ahead. Raises `ClockError` otherwise."""
        if type(ms) is not int or ms < 0:
            raise ClockError(ms, self._now)
        return self._now + ms

    def advance(self, ms: int) -> None:
        """Move on by `ms`, 0 or more. Raises `ClockError` otherwise, and stays."""
        self._now = self.after(ms)

    def jump(self, deadline: int | None) -> bool:
        """Move to the next deadline, as `next_deadline()` gives it; one that is past stays where the clock is.

        Returns False where there is none, so that a loop over deadlines ends.
        """
        if deadline is None:
            return False
        self._now = max(self._now, deadline)
        return True
