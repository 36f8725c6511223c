"""A time axis on which one millisecond and one hour can stand side by side.

Stories are a few instants with long silences between them. Every stretch between two neighbouring instants gets a width
that grows with the logarithm of its length; a stretch that is shown much shorter than its neighbours would make it is
marked as broken. Widths are in the units of the drawing, times in milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log10

LEAST_STRETCH = 74.0
"""The narrowest stretch still has room for a state's name and an instant's label."""

_PER_DECADE = 13.0
_BROKEN_FROM = 50.0
_MOST_INSTANTS = 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """The time between two neighbouring instants, and where it is drawn. `broken`: far shorter than to scale."""

    start_ms: int
    end_ms: int
    x: float
    width: float
    broken: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Where each instant of a story is drawn.

    `cut` tells that the story begins before the first instant that is shown.
    """

    instants: tuple[int, ...]
    places: tuple[float, ...]
    cut: bool

    @property
    def start_ms(self) -> int:
        """The first instant that is shown."""
        return self.instants[0]

    @property
    def end_x(self) -> float:
        """Where the last instant is drawn."""
        return self.places[-1]

    def shows(self, at_ms: int) -> bool:
        """Whether an instant is inside what is shown."""
        return self.instants[0] <= at_ms <= self.instants[-1]

    def x(self, at_ms: int) -> float:
        """The place of an instant; outside of what is shown, that of the nearest instant."""
        if at_ms <= self.instants[0]:
            return self.places[0]
        if at_ms >= self.instants[-1]:
            return self.places[-1]
        index = bisect_right(self.instants, at_ms) - 1
        start, end = self.instants[index], self.instants[index + 1]
        share = (at_ms - start) / (end - start)
        return self.places[index] + share * (self.places[index + 1] - self.places[index])

    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch between neighbouring instants, with those marked that are broken."""
        drawn = list(zip(pairwise(self.instants), pairwise(self.places), strict=True))
        scales = [(end - start) / (right - left) for (start, end), (left, right) in drawn]
        finest = min(scales, default=1.0)
        return tuple(
            Stretch(start, end, left, right - left, scale > _BROKEN_FROM * finest)
            for ((start, end), (left, right)), scale in zip(drawn, scales, strict=True)
        )


def make_axis(instants: Iterable[int], left: float, fill: float) -> Axis:
    """An axis from `left` on that shows the instants, at least `fill` wide.

    Of a very long story only the last instants are shown: a violation stands at the end.
    """
    ordered = sorted(set(instants)) or [0]
    shown = ordered[-_MOST_INSTANTS:]
    widths = [LEAST_STRETCH + _PER_DECADE * log10(end - start) for start, end in pairwise(shown)]
    natural = sum(widths)
    stretch = max(1.0, fill / natural) if natural else 1.0
    places = [left]
    for width in widths:
        places.append(places[-1] + width * stretch)
    return Axis(tuple(shown), tuple(places), cut=len(shown) < len(ordered))
