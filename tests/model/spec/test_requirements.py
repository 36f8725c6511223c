"""The requirements as data: every ID once, each with where it comes from."""

from __future__ import annotations

import re

from connref.spec.requirements import REQUIREMENTS, Kind


def test_there_are_as_many_as_the_specification_lists() -> None:
    assert len(REQUIREMENTS) == 32
    assert sum(each.kind is Kind.DERIVED for each in REQUIREMENTS.values()) == 8


def test_each_is_found_by_its_own_id_and_says_something() -> None:
    for name, each in REQUIREMENTS.items():
        assert each.id == name
        assert re.fullmatch(r"(SES|AUTO|MAN|EVT|CALL|RES|INP)(-[A-Z]+)+", name)
        assert each.sentence.endswith(".")
        assert each.heading


def test_sentences_are_all_different() -> None:
    assert len({each.sentence for each in REQUIREMENTS.values()}) == len(REQUIREMENTS)
