"""What became of the calls and messages of a case that are over: by name, the latest of them.

Nothing that is judged later depends on one, but whether its name comes up again. So a case may go on for ever: it holds
what is open, and of what is over as much as `REMEMBERED`; a name from before that counts as one that was never there.
"""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

REMEMBERED = 10_000
"""How many names a case remembers of each kind."""


class Past(Generic[T]):
    """Names, each with what became of it."""

    __slots__ = ("by_name",)

    def __init__(self) -> None:
        self.by_name: dict[str, T] = {}

    def put(self, name: str, became: T) -> None:
        """It is over, or something else became of it."""
        self.by_name[name] = became
        if len(self.by_name) > REMEMBERED:
            del self.by_name[next(iter(self.by_name))]

    def get(self, name: str) -> T | None:
        """What became of it, None where nothing is known of that name."""
        return self.by_name.get(name)
