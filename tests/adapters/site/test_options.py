"""Every option of every interpretation has its sentence, and no other has."""

from __future__ import annotations

from connref import INTERPRETATIONS
from connref_adapters.site.options import OPTION_WORDS


def test_every_option_has_a_sentence_and_nothing_else_has() -> None:
    told = {name: tuple(words) for name, words in OPTION_WORDS.items()}
    assert {name: set(options) for name, options in told.items()} == {
        each.id: set(each.options) for each in INTERPRETATIONS.values()
    }


def test_sentences_are_sentences() -> None:
    for words in OPTION_WORDS.values():
        assert [sentence for sentence in words.values() if not sentence.endswith(".")] == []
