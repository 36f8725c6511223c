"""The tables beside the verdicts: shares, exemplars, and groups whose sizes add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.fleet.fleets import fleet, outcome_of

from connref_adapters.fleet.extra import needed
from connref_adapters.fleet.outcome import GROUPS, SUMMARY, group_rows, summary_rows, write_tables
from connref_adapters.fleet.run import Outcome
from connref_adapters.recorded.result import CheckSummary


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    place = tmp_path_factory.mktemp("one")
    return outcome_of(fleet(place / "f"), place / "out")


def test_shares_are_of_the_sessions_of_a_version_and_date(outcome: Outcome) -> None:
    rows = [dict(zip(SUMMARY, row, strict=True)) for row in summary_rows(outcome)]
    assert {row["requirement"] for row in rows} == set(outcome.summary.failures)
    for row in rows:
        assert row["sessions"] == outcome.judged[("acme-chat", str(row["version"])), str(row["date"])]
        assert row["share"] == int(str(row["fail"])) / int(str(row["sessions"]))
        assert str(row["exemplar"]).startswith("device-3-")


def test_groups_count_every_session(outcome: Outcome) -> None:
    rows = [dict(zip(GROUPS, row, strict=True)) for row in group_rows(outcome)]
    assert sum(int(str(row["sessions"])) for row in rows) == 16
    assert any(row["requirement"] is not None for row in rows)


def test_they_are_written_as_parquet(outcome: Outcome, tmp_path: Path) -> None:
    write_tables(outcome, str(tmp_path))
    assert needed("pyarrow.parquet").read_table(tmp_path / "groups.parquet").schema.names == list(GROUPS)
    assert needed("pyarrow.parquet").read_table(tmp_path / "summary.parquet").num_rows == len(
        list(summary_rows(outcome))
    )


def test_where_nothing_fails_the_summary_is_empty(tmp_path: Path) -> None:
    write_tables(Outcome(CheckSummary(), {}), str(tmp_path))
    assert needed("pyarrow.parquet").read_table(tmp_path / "summary.parquet").num_rows == 0
