"""What `only` asks for: requirements, interpretations and case ids, compared with a case before it is built.

A wish is a whole name, or the beginning of one up to a slash, or any beginning with a final `*`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from connref.protocol import Case


@dataclass(frozen=True, slots=True)
class Selection:
    """The wishes of a run; without any, everything is asked for."""

    only: tuple[str, ...] = ()

    def takes(self, case: Case) -> bool:
        """Whether the case is asked for, by its requirement or by its id."""
        return not self.only or any(
            matches(wish, case.requirement) or matches(wish, case.id) for wish in self.only
        )

    def of(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Those of the cases that are asked for."""
        return filter(self.takes, cases)

    def may_take(self, requirements: Iterable[str], beginning: str) -> bool:
        """Whether a case may be asked for that is about one of these requirements, and whose id begins so."""
        if not self.only:
            return True
        told = tuple(requirements)
        return any(_may_match(wish, told, beginning) for wish in self.only)


EVERYTHING = Selection()
"""The selection of a run that is asked for nothing in particular."""


def matches(wish: str, name: str) -> bool:
    """Whether a wish asks for what has this name."""
    if wish.endswith("*"):
        return name.startswith(wish[:-1])
    return name == wish or name.startswith(f"{wish}/")


def _may_match(wish: str, requirements: tuple[str, ...], beginning: str) -> bool:
    asked = wish.removesuffix("*")
    return (
        any(matches(wish, requirement) for requirement in requirements)
        or beginning.startswith(asked)
        or asked.startswith(beginning)
    )
