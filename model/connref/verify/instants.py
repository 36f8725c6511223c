"""Time as an order of instants, not as numbers: what makes the walk over all times finite, and exact.

Every instant that a policy or a property waits for lies one grace after something that happened. So instants come due
in the order in which they were set, and it is enough to remember that order, which of them coincide, and whether the
present is the first of them. Every run in milliseconds maps to one walk over such orders, and every walk with fewer
steps than the grace has milliseconds maps back.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

DEADLINE = "deadline"
"""The deadline that the policy remembers."""
ENTRY = "entry"
"""One grace after the entry into the background that the policy remembers."""
MARK = "mark"
"""One grace after whatever a property chose to mark."""


@dataclass(frozen=True, slots=True)
class Instants:
    """The instants still to come, soonest first; instants in one group coincide.

    `at` tells that the present is the first group's instant; `fresh` that the last group was set at the present.
    """

    groups: tuple[frozenset[str], ...] = ()
    at: bool = False
    fresh: bool = False

    def has(self, name: str) -> bool:
        """Whether the instant is still to come, or is now."""
        return any(name in group for group in self.groups)

    def is_now(self, name: str) -> bool:
        """Whether the present is that instant."""
        return self.at and name in self.groups[0]

    def set(self, name: str) -> Instants:
        """The instants after one was set, or set anew, to one grace from now."""
        return _set(self, name)

    def put_with(self, name: str, other: str) -> Instants:
        """The instants after one was set to coincide with another; None of it is left where the other is gone."""
        return _put_with(self, name, other)

    def drop(self, name: str) -> Instants:
        """The instants without one of them."""
        return _drop(self, name)

    def reach(self) -> Instants | None:
        """Time moves on to the first instant; None where there is none, or the present is it."""
        if self.at or not self.groups:
            return None
        return Instants(self.groups, at=True)

    def wait(self) -> Instants | None:
        """Time moves on, short of the next instant; None where that changes nothing."""
        if self.at:
            return Instants(self.groups[1:])
        return Instants(self.groups) if self.fresh else None


@cache
def _drop(instants: Instants, name: str) -> Instants:
    if not instants.has(name):
        return instants
    groups = tuple(group - {name} for group in instants.groups)
    return Instants(
        tuple(group for group in groups if group),
        at=instants.at and bool(groups[0]),
        fresh=instants.fresh and bool(groups[-1]),
    )


@cache
def _set(instants: Instants, name: str) -> Instants:
    others = _drop(instants, name)
    earlier, last = (
        (others.groups[:-1], others.groups[-1]) if others.fresh else (others.groups, frozenset[str]())
    )
    return Instants((*earlier, last | {name}), others.at, fresh=True)


@cache
def _put_with(instants: Instants, name: str, other: str) -> Instants:
    others = _drop(instants, name)
    groups = tuple(group | {name} if other in group else group for group in others.groups)
    return Instants(groups, others.at, others.fresh)
