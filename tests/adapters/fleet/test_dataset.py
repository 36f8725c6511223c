"""The files of a fleet: what is found, what is left out, and how they are put together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.adapters.fleet.fleets import fleet

from connref.errors import UsageError
from connref_adapters.fleet.dataset import Source, grouped, located, read_bytes, rows_of, sources, write_bytes


def test_files_are_found_in_folders_and_dated_by_them(tmp_path: Path) -> None:
    fleet(tmp_path / "f", form="jsonl", per_file=16)
    (tmp_path / "f" / "_notes").mkdir()
    (tmp_path / "f" / "_notes" / "x.jsonl").write_text("{}")
    (tmp_path / "f" / ".hidden").write_text("{}")
    found = sources([str(tmp_path / "f"), str(tmp_path / "f")])
    assert [source.date for source in found] == ["2026-11-01", "2026-11-02"]
    assert all(source.size == Path(source.place).stat().st_size for source in found)


def test_a_path_that_leads_nowhere_and_a_place_of_no_kind_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file is there"):
        sources([str(tmp_path / "none")])
    with pytest.raises(UsageError, match="nokind"):
        located("nokind://somewhere")


def test_files_are_put_together_to_parts() -> None:
    files = [Source(str(number), size, "") for number, size in enumerate([5, 5, 1, 20, 2, 2])]
    assert [[file.size for file in part] for part in grouped(files, 10)] == [[5, 5], [1], [20], [2, 2]]


@pytest.mark.parametrize("form", ["parquet", "jsonl.gz"])
def test_lines_come_with_their_sessions(tmp_path: Path, form: str) -> None:
    (first, *_) = sources([fleet(tmp_path, form=form)])
    rows = list(rows_of(first))
    assert len({row.session for row in rows}) == 4
    assert sum(row.begins for row in rows) == 4
    assert all(row.line.startswith("{") for row in rows)


def test_an_archive_that_is_cut_short_is_an_error_at_its_end(tmp_path: Path) -> None:
    (first, *_) = sources([fleet(tmp_path, form="jsonl.gz")])
    place = Path(first.place)
    place.write_bytes(place.read_bytes()[:-20])
    with pytest.raises(ValueError, match="cannot be read from here on"):
        list(rows_of(first))


def test_what_is_written_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = str(tmp_path / "deep" / "note")
    assert read_bytes(place) is None
    write_bytes(place, b"x")
    assert read_bytes(place) == b"x"
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["note"]
