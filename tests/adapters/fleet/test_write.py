"""Files of a fleet as they are written: whole sessions, or stretches of time."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.fleet.fleets import fleet

from connref.errors import UsageError
from connref_adapters.fleet.dataset import rows_of, sources
from connref_adapters.fleet.write import write_fleet


@pytest.mark.parametrize("form", ["parquet", "jsonl", "jsonl.zst"])
def test_the_same_lines_are_there_however_they_are_cut(tmp_path: Path, form: str) -> None:
    def lines(place: str) -> list[str]:
        rows = [row for source in sources([place]) for row in rows_of(source)]
        return sorted(row.line.replace(f'"session": "{row.session}", ', "") for row in rows)

    whole = lines(fleet(tmp_path / "whole", form=form, number=4))
    assert lines(fleet(tmp_path / "time", form=form, number=4, by_time=True)) == whole


def test_a_form_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--format csv: there are parquet"):
        write_fleet([], str(tmp_path), form="csv", per_file=1, by_time=False)
