"""The errors of the model: one root, families by whose fault it is."""

from __future__ import annotations


class ConnrefError(Exception):
    """Root of every error that connref raises on purpose."""


class DefinitionError(ConnrefError):
    """A chart, a reading or a setting is declared wrongly: a mistake of whoever wrote the definition."""


class UsageError(ConnrefError):
    """The caller of the model used it against its contract; the model's state is unchanged."""


class ClockError(UsageError):
    """A time was negative, not an integer, earlier than a time already seen, or beyond all times (2⁶² and more)."""

    def __init__(self, now: object, latest: int) -> None:
        super().__init__(
            f"time must be an integer of milliseconds, {latest} or later and below 2**62; got {now!r}"
        )
        self.now = now
        self.latest = latest


class ImpossibleInputError(UsageError):
    """An input that cannot happen in this state; names both."""

    def __init__(self, state: str, received: object) -> None:
        super().__init__(f"input {received!r} is impossible in state {state!r}")
        self.state = state
        self.received = received


class ProtocolError(ConnrefError):
    """A line does not follow the driver protocol; names the field at fault, what it held and what belongs there."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"field {field!r} is {value!r}: {expected}")
        self.field = field
        self.value = value
        self.expected = expected


class ProfileError(ConnrefError):
    """A vendor's profile says what cannot be judged; names the field, what it held and what is allowed there."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field} is {value!r}: {allowed}")
        self.field = field
        self.value = value
        self.allowed = allowed
