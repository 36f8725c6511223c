"""The words of the guarantee: its numbers, and what it does not say."""

from __future__ import annotations

from connref.learning import Guarantee


def test_the_sentence_has_every_number_and_what_it_does_not_say() -> None:
    said = str(Guarantee(cases=31_299, access=36, states=36, extra=1, edges=569, red=1))
    assert said.startswith("31 299 cases were played. If this SDK, on this alphabet and at these instants")
    assert "one of these 36 words and then at most 1 more symbol," in said
    assert "it has at most 37 states, it equals this diagram of 36 states." in said
    assert "Each of its 569 edges was judged by one witness: 1 is red." in said
    assert said.endswith("It says nothing of other instants, other inputs, hidden retries, deeper states.")


def test_without_a_complete_suite_nothing_is_promised() -> None:
    said = str(Guarantee(cases=1, access=3, states=3, extra=None))
    assert said.startswith("1 case was played. No complete suite came to its end: nothing is promised")
    assert "equals" not in said
    assert "edges" not in said


def test_the_diagram_may_be_another_one() -> None:
    said = str(Guarantee(cases=2, access=4, states=4, extra=0, diagram="the document's diagram"))
    assert "at most 0 more symbols" in said
    assert "it equals the document's diagram of 4 states" in said
