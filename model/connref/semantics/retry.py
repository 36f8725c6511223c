"""The retry policy: how long to wait between attempts, and how long for an answer.

Configuration, so that a runtime can choose other numbers. `check_bound` keeps the promise of AUTO-RECONNECT and
MAN-RECONNECT: in fair conditions a wanted connection is up again within R.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from connref.errors import DefinitionError, UsageError

Jitter = Callable[[], float]
"""A seeded source of numbers in [0, 1), passed in by the caller."""

LARGEST_EXPONENT = 62
"""Where doubling stops mattering: every delay has reached its bound long before."""


def drawn(jitter: Jitter) -> float:
    """The next number of the source. Raises `UsageError` for one that is not in [0, 1], NaN among them."""
    number = jitter()
    if 0 <= number <= 1:
        return number
    raise UsageError(f"jitter: the source gave {number!r}; it has to give numbers in [0, 1)")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Bounded exponential backoff with jitter, and two time limits; times are integers of milliseconds, 1 or more.

    The wait before repetition n (from 0) is `first_delay_ms` × 2ⁿ, never more than `longest_delay_ms`, less a random
    share of it of up to `jitter_share`. The return of the network ends the wait at once. An opening is given up
    after `open_timeout_ms`, an unanswered ping, and the link with it, after `ping_timeout_ms`.
    Raises `DefinitionError` for numbers that make no sense.
    """

    first_delay_ms: int = 1_000
    longest_delay_ms: int = 20_000
    jitter_share: float = 0.5
    open_timeout_ms: int = 15_000
    ping_timeout_ms: int = 10_000

    def __post_init__(self) -> None:
        for name in ("first_delay_ms", "longest_delay_ms", "open_timeout_ms", "ping_timeout_ms"):
            value = getattr(self, name)
            if type(value) is not int or value < 1:
                raise DefinitionError(
                    f"retry policy: {name} is {value!r}; give milliseconds, an integer of 1 or more"
                )
        if self.first_delay_ms > self.longest_delay_ms:
            raise DefinitionError(
                f"retry policy: first_delay_ms {self.first_delay_ms} is longer than "
                f"longest_delay_ms {self.longest_delay_ms}"
            )
        if not 0 <= self.jitter_share <= 1:
            raise DefinitionError(
                f"retry policy: jitter_share is {self.jitter_share!r}; give a number from 0 to 1"
            )

    @classmethod
    def within(cls, bound_ms: int) -> RetryPolicy:
        """A policy whose `worst_case_ms` is at most `bound_ms`: the default one, scaled down where it has to be.

        Raises `DefinitionError` for a bound below 12 ms, which leaves no time to try anything.
        """
        default = cls()
        if bound_ms >= default.worst_case_ms:
            return default

        def scaled(ms: int) -> int:
            return max(1, ms * bound_ms // default.worst_case_ms)

        fitting = cls(
            scaled(default.first_delay_ms),
            scaled(default.longest_delay_ms),
            default.jitter_share,
            scaled(default.open_timeout_ms),
            scaled(default.ping_timeout_ms),
        )
        fitting.check_bound(bound_ms)
        return fitting

    @property
    def worst_case_ms(self) -> int:
        """The longest time to up once conditions are fair: a doomed opening, the longest wait, a slow opening."""
        return 2 * self.open_timeout_ms + self.longest_delay_ms

    def check_bound(self, bound_ms: int) -> None:
        """Raise `DefinitionError` unless a wanted connection is up within `bound_ms` in fair conditions."""
        if self.worst_case_ms > bound_ms:
            raise DefinitionError(
                f"retry policy: an opening, a wait and an opening may take {self.worst_case_ms} ms, more than the "
                f"reconnect bound of {bound_ms} ms; shorten them, or use RetryPolicy.within({bound_ms})"
            )

    def delay_ms(self, attempt: int, jitter: Jitter) -> int:
        """How long to wait before repetition number `attempt` (0 or more), in ms; asks `jitter` once.

        Raises `UsageError` for a jitter that is not in [0, 1].
        """
        longest = min(self.longest_delay_ms, self.first_delay_ms << min(attempt, LARGEST_EXPONENT))
        return max(1, longest - int(longest * self.jitter_share * drawn(jitter)))
