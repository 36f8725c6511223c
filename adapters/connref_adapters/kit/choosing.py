"""What --only and --exclude choose: cases to play, and the requirements that the verdict is over.

A wish is a requirement, a family or another beginning of requirements (`MAN`, `MAN-PING`), a mode (`auto`, `manual`),
an interpretation, or a case by its id or a beginning of it. A wish for requirements says what the verdict is over; one
for cases puts it over what these cases aim at, and over what they break.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from connref.cases.selection import matches
from connref.protocol import MODES, Case, Mode
from connref.spec.requirements import AUTO_DEFAULT, REQUIREMENTS

EVERY_MODE = frozenset(MODES.values())


def requirements_in(wish: str) -> tuple[str, ...]:
    """The requirements that a wish stands for: one by its ID, or all that begin so. Empty for any other wish."""
    if wish in REQUIREMENTS:
        return (wish,)
    return tuple(name for name in REQUIREMENTS if name.startswith(f"{wish}-"))


def modes_of(requirement: str) -> frozenset[Mode | None]:
    """The modes in which a requirement is judged; None is that of an app that does not choose."""
    return frozenset({None}) if requirement == AUTO_DEFAULT else frozenset(REQUIREMENTS[requirement].modes)


@dataclass(frozen=True, slots=True)
class Choice:
    """The wishes of a run, as they were written."""

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def beginnings(self) -> tuple[str, ...]:
        """`only` in names that the catalogue knows, to build no more cases than needed; empty for all."""
        if any(wish in MODES for wish in self.only):
            return ()
        return tuple(name for wish in self.only for name in requirements_in(wish) or (wish,))

    @property
    def by_case(self) -> bool:
        """Whether the verdict is over what the played cases aim at and break, since they were asked for by name."""
        return any(wish not in MODES and not requirements_in(wish) for wish in self.only)

    @property
    def modes(self) -> frozenset[Mode | None]:
        """The modes that are left to play in."""
        asked = {MODES[wish] for wish in self.only if wish in MODES}
        wanted = asked if len(asked) == len(self.only) > 0 else EVERY_MODE
        return frozenset(wanted - {MODES[wish] for wish in self.exclude if wish in MODES})

    def takes(self, case: Case) -> bool:
        """Whether a case is to be played."""
        wanted = not self.only or any(_asks(wish, case) for wish in self.only)
        return wanted and not any(_asks(wish, case) for wish in self.exclude)

    def names(self, requirement: str) -> bool:
        """Whether the verdict is over this requirement, as far as the wishes themselves say."""
        wanted = not self.only or _names(self.only, requirement)
        return wanted and not self.excludes(requirement)

    def excludes(self, requirement: str) -> bool:
        """Whether it was left out, by its name or with all its modes."""
        named = any(requirement in requirements_in(wish) for wish in self.exclude)
        return named or not modes_of(requirement) - {MODES[wish] for wish in self.exclude if wish in MODES}


def _names(wishes: Collection[str], requirement: str) -> bool:
    return any(
        requirement in requirements_in(wish) or (wish in MODES and MODES[wish] in modes_of(requirement))
        for wish in wishes
    )


def _asks(wish: str, case: Case) -> bool:
    if wish in MODES:
        return case.mode is MODES[wish]
    names = requirements_in(wish) or (wish,)
    return any(matches(name, case.requirement) or matches(name, case.id) for name in names)
