"""What the oracle has to say of one case: a violation, or the readings that explain it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from connref.oracle.readings import Cube


@dataclass(frozen=True, slots=True)
class Violation:
    """A requirement that does not hold: when it showed (ms), what was expected and what was seen instead.

    `policy` is true where the wish of the document was not met; false where no reading of it is involved (a callback
    that fired twice is wrong in every mode).
    """

    requirement: str
    at: int
    expected: str
    observed: str
    policy: bool


class Drop(NamedTuple):
    """A hypothesis that was given up: its readings, and what the SDK broke under them (at least one)."""

    cube: Cube
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """The judgement of one case: the violation, or None and the cubes of readings that explain all that was seen.

    `dropped` are the latest hypotheses that were given up on the way, in batches of those that were given up together.
    """

    violation: Violation | None
    readings: tuple[Cube, ...]
    exercised: frozenset[str]
    dropped: tuple[tuple[Drop, ...], ...] = ()
