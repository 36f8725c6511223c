"""The function on Arrow tables, and its phases in parts."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.fleet.fleets import fleet

from connref.oracle.readings import EVERYTHING, FIELDS
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.fleet import agreed, judge, judged, told
from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.table import COLUMNS, readings_words

Table = Any
"""Arrow has no types."""


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Table:
    place = fleet(tmp_path_factory.mktemp("fleet"))
    return needed("pyarrow.dataset").dataset(place, partitioning="hive").to_table()


def rows(batches: Table) -> list[dict[str, Any]]:
    return sorted((row for batch in batches for row in batch.to_pylist()), key=lambda row: row["session"])


def test_it_gives_a_verdict_for_each_session(recordings: Table) -> None:
    verdicts = judge(recordings)
    assert verdicts.schema.names == list(COLUMNS)
    assert verdicts.num_rows == 16
    wrong = [row for row in verdicts.to_pylist() if row["verdict"] == "fail"]
    assert {row["requirement"] for row in wrong} >= {"EVT-DELIVERED"}
    assert {row["version"] for row in wrong} <= {"4.1", "4.2"}
    for row in wrong:
        assert row["expected"] != row["observed"]
        assert row["seq"] > 0
    assert {row["date"] for row in verdicts.to_pylist()} == {"2026-11-01", "2026-11-02"}


def test_parts_judged_apart_and_in_any_order_say_the_same(recordings: Table) -> None:
    names = sorted(set(recordings.column("session").to_pylist()))
    compute = needed("pyarrow.compute")
    parts: list[list[Any]] = []
    for some in (names[9:], names[:4], names[4:9]):
        part = recordings.filter(compute.is_in(recordings.column("session"), needed("pyarrow").array(some)))
        parts.append(list(judged(part.to_batches(max_chunksize=100), exact=len(parts) == 1)))
    together = agreed(batch for part in parts for batch in part)
    assert rows(batch for part in parts for batch in told(part, together)) == rows([judge(recordings)])


def test_readings_are_told_by_the_options_that_are_left() -> None:
    name = next(iter(FIELDS))
    option = INTERPRETATIONS[name].options[0]
    from connref.oracle.readings import BITS

    cube = EVERYTHING & ~FIELDS[name] | BITS[name, option]
    assert readings_words((cube,)) == f"{name}: {option}"
    assert readings_words((EVERYTHING,)) == readings_words(()) == ""
