"""The readings under which traces are recorded: the default, each other option once, and mixtures of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, Reading, options_of, reading

MIXTURES = 75
"""How many readings differ from the default in many choices at once: enough to take every branch that there is."""

_OPTIONS = {name: options_of(name) for name in (*INTERPRETATIONS, *LATITUDES)}


def readings() -> Mapping[str, Reading]:
    """Readings by name: `default`, `NAME=OPTION` for each single difference, and `mixture-N`."""
    return {"default": DEFAULT, **dict(_single()), **dict(_mixed())}


def _single() -> Iterator[tuple[str, Reading]]:
    for name, options in _OPTIONS.items():
        for option in options:
            if option != DEFAULT[name]:
                yield f"{name}={option}", reading({name: option})


def _mixed() -> Iterator[tuple[str, Reading]]:
    """Every choice drawn anew for each mixture: many branches wait for two or three choices to meet."""
    for number in range(1, MIXTURES + 1):
        draws = Random(number)
        chosen = {name: options[int(draws.random() * len(options))] for name, options in _OPTIONS.items()}
        yield f"mixture-{number:02}", reading(chosen)
