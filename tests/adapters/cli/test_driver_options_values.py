"""Values of options: what is taken, and what is said of the rest."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest

from connref_adapters.cli.driver_options import seconds, whole


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("64", 64), (" 7 ", 7)])
def test_whole_numbers_in_their_span(text: str, number: int) -> None:
    assert whole(1, 64)(text) == number


@pytest.mark.parametrize("text", ["0", "65", "1.5", "", "x", "-1"])
def test_other_numbers_are_refused_with_the_span(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is not a whole number, 1 to 64"):
        whole(1, 64)(text)


def test_the_unit_is_told() -> None:
    with pytest.raises(ArgumentTypeError, match="'x' is not a whole number of milliseconds, 1 or more"):
        whole(1, unit="milliseconds")("x")


def test_seconds() -> None:
    assert seconds("0.25") == 0.25


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "", "soon"])
def test_times_that_cannot_be(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="not a time in seconds, more than 0"):
        seconds(text)
