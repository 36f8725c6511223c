"""What a vendor may promise in numbers, beyond any chart: when attempts are repeated, and what close codes mean.

The charts know that an attempt is repeated, and not when; a promise of this kind is judged on the instants at which
sockets begin to open. All times are integers of milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Measured(Enum):
    """From which instant a delay counts."""

    FAILURE = "failure"
    START = "start"


class Then(Enum):
    """What follows a close by the server with a code."""

    STOP = "stop"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class RetryPhase:
    """From `after_ms` after the loss on, the delays are these; the last one is repeated."""

    after_ms: int
    delays_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RetryPromise:
    """When attempts are repeated after a loss.

    The wait before repetition n (from 0) is `delays_ms[n]`, the last one again and again, times a factor out of
    `jitter`. It counts from the end of what failed, or from its start. With `gives_up` there are as many repetitions as
    delays. A later one of `phases` has delays of its own; a wait in which it begins may begin anew with it.
    `initial`: whether the first attempt of connect() is repeated alike; None where nothing is said of it.
    """

    delays_ms: tuple[int, ...]
    jitter: tuple[float, float] = (1.0, 1.0)
    measured_from: Measured = Measured.FAILURE
    gives_up: bool = False
    phases: tuple[RetryPhase, ...] = ()
    initial: bool | None = None

    def window_ms(self, repetition: int, since_loss_ms: int) -> tuple[int, int] | None:
        """The shortest and the longest wait before a repetition, counted from 0; None where there is none any more.

        `since_loss_ms` is how long ago the connection was lost when the wait begins.
        """
        delays, first = self.delays_ms, 0
        for phase in self.phases:
            if since_loss_ms >= phase.after_ms:
                delays, first = phase.delays_ms, repetition
        if self.gives_up and not self.phases and repetition >= len(delays):
            return None
        low, high = self.jitter
        delay = delays[min(repetition - first, len(delays) - 1)]
        latest = _up(delay * high)
        for phase in self.phases:
            begins = phase.after_ms - since_loss_ms
            if 0 < begins <= latest:
                latest = max(latest, begins + _up(phase.delays_ms[0] * high))
        return int(delay * low), latest

    @property
    def longest_ms(self) -> int:
        """The longest wait of all."""
        every = [*self.delays_ms, *(delay for phase in self.phases for delay in phase.delays_ms)]
        return _up(max(every) * self.jitter[1])


def _up(ms: float) -> int:
    """Milliseconds, no fewer than these."""
    return -int(-ms // 1)


@dataclass(frozen=True, slots=True)
class CloseRange:
    """What a close by the server with a code from `first` to `last` means; `within_ms` is when it is tried again."""

    first: int
    last: int
    then: Then
    within_ms: tuple[int, int] | None = None


def close_range(ranges: tuple[CloseRange, ...], code: int | None) -> tuple[int, CloseRange] | None:
    """The first range that a code lies in, with its place; None where it lies in none, or is not known."""
    if code is None:
        return None
    found = ((place, each) for place, each in enumerate(ranges) if each.first <= code <= each.last)
    return next(found, None)
