"""The valuation of a ConnectionMachine: the numbers and pending calls that no finite state can hold."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from connref.semantics.policy import NEVER
from connref.semantics.retry import Jitter, RetryPolicy, drawn
from connref.spec.vocabulary import Clock


@dataclass(slots=True)
class Valuation:
    """What a machine remembers beside its cell. All instants and durations are integers of milliseconds.

    `now` is the latest instant seen; `alarm` the next one at which something happens by itself. `deadline` and
    `entry` are the policy's (see `policy.PolicyMemory`); `link_at` is when the link wants to be woken, `attempts`
    how often it failed in a row, `socket` the number of the latest socket. `connects` are the calls that wait for the
    connection, in order; `pings` the unanswered ones with the instant at which each is given up and whether it was
    called in the background. `user` is the saved user; `frozen_at` is since when the process is suspended, None while
    it runs. `share` is the jitter of the step that is being taken.
    """

    grace_ms: int
    retry: RetryPolicy
    jitter: Jitter
    user: str | None
    now: int = 0
    alarm: int = NEVER
    deadline: int | None = None
    entry: int = 0
    link_at: int = NEVER
    attempts: int = 0
    socket: int = 0
    connects: list[str] = field(default_factory=list[str])
    pings: dict[str, tuple[int, bool]] = field(default_factory=dict[str, tuple[int, bool]])
    frozen_at: int | None = None
    share: float = 0.0

    def thaw(self, now: int, *, counts: bool) -> None:
        """The process runs again at `now` (ms): what it waited for is as far off as before.

        `counts`: the grace has gone on meanwhile, so that its end stays where it was.
        """
        paused = now - (now if self.frozen_at is None else self.frozen_at)
        self.now, self.frozen_at = now, None
        if self.link_at != NEVER:
            self.link_at += paused
        self.pings = {call: (until + paused, where) for call, (until, where) in self.pings.items()}
        if not counts:
            self.entry += paused
            if self.deadline is not None:
                self.deadline += paused

    def draw(self) -> None:
        """Draw the jitter of the step to come, before anything changes. Raises `UsageError` for no number in [0, 1]."""
        self.share = drawn(self.jitter)

    def copy(self) -> Valuation:
        """What it is now, to go back to."""
        return replace(self, connects=list(self.connects), pings=dict(self.pings))

    def is_pending(self, call: str) -> bool:
        """Whether this call still owes an outcome."""
        return call in self.connects or call in self.pings

    def clock_end(self, clock: Clock) -> int:
        """The instant that the clock of a state points at: the deadline, or the end of the window after the entry."""
        if clock is Clock.DEADLINE and self.deadline is not None:
            return self.deadline
        return self.entry + self.grace_ms

    def own_alarm(self) -> int:
        """When the link's timer or an unanswered ping comes due, without the policy's clock."""
        if not self.pings:
            return self.link_at
        # Time does not go back and every ping is given the same time, so the first in the book is due first.
        return min(self.link_at, next(iter(self.pings.values()))[0])
