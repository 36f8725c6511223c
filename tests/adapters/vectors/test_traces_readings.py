"""The readings of the vectors: the default, every other option, and mixtures that are no repetition."""

from __future__ import annotations

from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of
from connref_adapters.vectors.traces import MIXTURES, readings


def test_every_option_is_followed_by_a_reading_that_differs_in_nothing_else() -> None:
    chosen = readings()
    for name in (*INTERPRETATIONS, *LATITUDES):
        for option in options_of(name):
            assert DEFAULT.but({name: option}) in chosen.values()


def test_readings_all_differ_and_the_default_is_first() -> None:
    chosen = readings()
    assert next(iter(chosen.items())) == ("default", DEFAULT)
    assert len(set(chosen.values())) == len(chosen)


def test_mixtures_differ_from_the_default_in_many_choices() -> None:
    mixed = [reading for name, reading in readings().items() if name.startswith("mixture-")]
    assert len(mixed) == MIXTURES
    for reading in mixed:
        assert sum(reading[name] != DEFAULT[name] for name, _ in DEFAULT.choices) >= 10
