"""The values that options take; each refuses what cannot be with a message that says what belongs there."""

from __future__ import annotations

import math
from argparse import ArgumentTypeError
from collections.abc import Callable

MOST_JOBS = 64


def whole(least: int, most: int | None = None, unit: str = "") -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most`."""
    span = f"{least} or more" if most is None else f"{least} to {most}"
    words = f"a whole number{' of ' + unit if unit else ''}, {span}"

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise ArgumentTypeError(f"{text!r} is not {words}") from None
        if number < least or (most is not None and number > most):
            raise ArgumentTypeError(f"{text} is not {words}")
        return number

    return read


def seconds(text: str) -> float:
    """A time in seconds, more than 0."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not (number > 0 and math.isfinite(number)):
        raise ArgumentTypeError(f"{text!r} is not a time in seconds, more than 0")
    return number
