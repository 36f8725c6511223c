"""Foreign text is shown as it is and does nothing; times are told exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.reports.text import LONGEST, count, duration, instant, visible


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_shown_is_printable_and_can_be_encoded(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert "\n" not in shown
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", shown
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("naïve ✓ 日本", "naïve ✓ 日本"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\nb\tc\x00", "a\\x0ab\\x09c\\x00"),
        ("\u202egnp", "\\u202egnp"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\U000e0001"),
    ],
)
def test_characters_that_do_something_are_shown_as_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert visible("x" * (LONGEST + 7)) == "x" * LONGEST + "… (7 more characters)"
    assert visible("x" * LONGEST) == "x" * LONGEST


@pytest.mark.parametrize(
    ("milliseconds", "told"),
    [
        (0, "0 ms"),
        (1, "1 ms"),
        (999, "999 ms"),
        (1000, "1 s"),
        (29_999, "29.999 s"),
        (30_000, "30 s"),
        (30_010, "30.01 s"),
        (60_000, "1 min"),
        (60_001, "60.001 s"),
        (120_000, "2 min"),
        (120_001, "2 min 0.001 s"),
        (3_600_000, "1 h"),
        (3_661_500, "1 h 1 min 1.5 s"),
    ],
)
def test_a_duration_in_words(milliseconds: int, told: str) -> None:
    assert duration(milliseconds) == told


@given(st.integers(0, 10**9))
def test_a_duration_is_exact(milliseconds: int) -> None:
    units = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
    words = duration(milliseconds).split()
    pairs = zip(words[::2], words[1::2], strict=True)
    assert sum(round(float(number) * units[unit]) for number, unit in pairs) == milliseconds


def test_the_instant_of_the_reset_needs_no_unit() -> None:
    assert instant(0) == "0"
    assert instant(1) == "1 ms"


def test_a_number_with_its_noun() -> None:
    assert [count(0, "case"), count(1, "case"), count(2, "case")] == ["0 cases", "1 case", "2 cases"]
    assert count(25_210, "step") == "25\u202f210 steps"
    assert count(2, "more", "more") == "2 more"
