"""The sentences of the document, walked to what decides them and back: nothing named is missing, nothing left over."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, groupby

import pytest

from connref.spec.auto import AUTO
from connref.spec.declare import Chart
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.manual import MANUAL
from connref.spec.requirements import REQUIREMENTS
from connref.spec.sentences import SENTENCES
from connref.spec.session import SESSION

CHARTS: Mapping[str, Chart] = {"auto": AUTO, "manual": MANUAL, "session": SESSION}


def test_every_sentence_of_the_document_is_there() -> None:
    """Counted in the document: sentences, rows of the two tables, and blocks of code; headings are not."""
    per_heading = [
        (heading, len(list(group))) for heading, group in groupby(SENTENCES, lambda each: each.heading)
    ]
    assert per_heading == [
        ("Default SDK behaviour on login", 7),
        ("Auto Mode", 8),
        ("Manual Mode", 10),
        ("Managing Manually", 2),
        ("Enable Manual Mode", 8),
        ("Connect to the web-socket server", 5),
        ("Disconnect from the web-socket server", 3),
        ("Maintain long-standing background connection", 4),
        ("Reconnection", 2),
    ]


def test_each_says_something_of_its_own() -> None:
    assert len({each.words for each in SENTENCES}) == len(SENTENCES)
    assert [each.words for each in SENTENCES if not each.words.endswith(".")] == []


def test_each_is_decided_by_a_requirement_or_says_why_by_none() -> None:
    assert [each.words for each in SENTENCES if bool(each.requirements) is bool(each.aside)] == []


def test_one_that_is_decided_by_none_decides_nothing() -> None:
    for each in SENTENCES:
        assert not each.aside or (each.leaves_open, each.auto, each.manual) == ((), (), ())


def test_every_requirement_that_is_named_exists_and_every_one_is_named() -> None:
    assert set(chain.from_iterable(each.requirements for each in SENTENCES)) == set(REQUIREMENTS)


def test_every_requirement_is_named_under_the_heading_that_it_gives() -> None:
    under = {(each.heading, name) for each in SENTENCES for name in each.requirements}
    assert [each.id for each in REQUIREMENTS.values() if (each.heading, each.id) not in under] == []


def test_every_interpretation_that_is_named_exists_and_every_one_is_named() -> None:
    assert set(chain.from_iterable(each.leaves_open for each in SENTENCES)) == set(INTERPRETATIONS)


def test_a_question_is_left_open_by_a_sentence_whose_requirement_judges_it() -> None:
    for each in SENTENCES:
        for name in each.leaves_open:
            assert set(INTERPRETATIONS[name].judged_under) & set(each.requirements), name


@pytest.mark.parametrize("chart", CHARTS)
def test_every_location_that_is_named_exists_and_every_one_is_named(chart: str) -> None:
    named = set(chain.from_iterable(each.locations[chart] for each in SENTENCES))
    assert named == set(CHARTS[chart].locations)


@pytest.mark.parametrize("chart", CHARTS)
def test_a_location_is_touched_by_what_its_sentence_states(chart: str) -> None:
    touched = {
        (name, location)
        for row in CHARTS[chart].transitions
        for name in row.requirements
        for location in (row.source, row.destination)
    }
    for each in SENTENCES:
        for location in each.locations[chart]:
            assert touched & {(name, location) for name in each.requirements}, (each.words, location)
