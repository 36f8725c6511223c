"""Foreign text is shown as it is and does nothing: neither to a terminal, nor to a CI service, nor to JSON."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref_adapters.safe_text import LONGEST, harmless, visible

HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
ANYTHING = st.text(alphabet=st.characters(exclude_categories=()))


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


@given(ANYTHING)
def test_what_is_printed_is_printable_and_keeps_its_lines(text: str) -> None:
    shown = harmless(text)
    shown.encode("utf-8")
    assert not HIDDEN.search(shown)
    assert shown.count("\n") == text.count("\n")
    assert harmless(shown) == shown


COMMANDS = {
    "::error::broken": "\\u003a:error::broken",
    "fine\n  ::set-output name=x::y": "fine\n  \\u003a:set-output name=x::y",
    "a ##[error]b": "a \\u0023#[error]b",
    "##vso[task.setvariable]x": "\\u0023#vso[task.setvariable]x",
    "##teamcity[message]": "\\u0023#teamcity[message]",
    "x\r::error::y": "x\\u000d::error::y",
    "\x1b]0;title\x07": "\\u001b]0;title\\u0007",
    "a::b ## c #[d]": "a::b ## c #[d]",
    "## Heading": "## Heading",
}


@pytest.mark.parametrize(("text", "shown"), COMMANDS.items())
def test_commands_of_terminals_and_ci_services_are_text(text: str, shown: str) -> None:
    assert harmless(text) == shown


@given(st.lists(ANYTHING | st.sampled_from(["##[error]", "\\##[x]", "\x7f", "::"])))
def test_json_stays_json_with_the_same_meaning(values: list[str]) -> None:
    assert json.loads(harmless(json.dumps(values))) == values
