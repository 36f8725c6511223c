"""Wrong SDKs that one source of cases finds: it does find them, and no other does (slow)."""

from __future__ import annotations

import pytest
from benchmarks.kills import SOURCES, finds
from tests.fakes_tests.test_wrong import REQUIREMENTS, twice

from fakes.driver import FakeDriver
from fakes.sole import SOLE
from fakes.wrong import WRONG

EACH = [(source, name) for source, sdks in SOLE.items() for name in sdks]


def test_every_source_but_the_named_scenarios_and_readings_has_an_sdk_that_only_it_finds() -> None:
    """Those two have theirs among the others: see `docs/kills.md`."""
    assert set(SOURCES) - set(SOLE) == {"named", "readings"}
    assert not {name for _, name in EACH} & set(WRONG)


@pytest.mark.parametrize(("source", "name"), EACH)
def test_its_story_tells_it_from_the_right_one(source: str, name: str) -> None:
    defect = SOLE[source][name]
    right = twice(FakeDriver(defect.options), defect)
    assert all(reply["ok"] for reply in right)
    assert twice(defect.driver(), defect) != right
    assert defect.primary in defect.expected <= REQUIREMENTS


@pytest.mark.parametrize(("source", "name"), EACH)
def test_its_source_finds_it(source: str, name: str) -> None:
    assert finds(source, name)


@pytest.mark.slow
@pytest.mark.parametrize(("source", "name"), EACH)
def test_no_other_source_finds_it(source: str, name: str) -> None:
    assert [other for other in SOURCES if other != source and finds(other, name)] == []
