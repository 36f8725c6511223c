"""The tasks: what is done is not done again, and digests do not depend on the order."""

from __future__ import annotations

from pathlib import Path

from tests.adapters.fleet.fleets import fleet

from connref_adapters.fleet.dataset import sources
from connref_adapters.fleet.tasks import (
    Plan,
    first,
    fleet_in,
    last,
    lines_of,
    notes,
    split,
    write_fleet,
)


def test_a_task_that_has_left_a_note_is_not_done_again(tmp_path: Path) -> None:
    files = sources([fleet(tmp_path / "f", per_file=16)])
    plan = Plan(str(tmp_path / "work"), str(tmp_path / "verdicts"))
    counted = first(plan, 0, files)
    table = tmp_path / "work" / "first" / "00000.parquet"
    written = table.stat().st_mtime_ns
    assert first(plan, 0, ()) == counted
    assert table.stat().st_mtime_ns == written
    assert counted.events > 1_000
    key = write_fleet(plan, fleet_in(plan, [0]))
    tally = last(plan, 0, key)
    assert sum(tally.sessions.values()) == 16
    assert Path(notes(plan, key), "00000.json").exists()
    assert last(plan, 0, key) == tally


def test_sessions_that_are_spread_over_files_are_dealt_out_whole(tmp_path: Path) -> None:
    files = sources([fleet(tmp_path / "f", form="jsonl", by_time=True)])
    assert len(files) > 4
    plan = Plan(str(tmp_path / "work"), str(tmp_path / "verdicts"), split=3)
    for number, file in enumerate(files):
        assert split(plan, number, [file]).lacks == ()
    assert sum(first(plan, part, ()).events for part in range(3)) > 1_000
    session = "device-3-000000005"
    (lines,) = filter(None, (lines_of(plan, part, (), session) for part in range(3)))
    assert lines[0].startswith(f'{{"session": "{session}", "mode"')
    assert all(session in line for line in lines)


def test_a_file_that_holds_nothing_is_named(tmp_path: Path) -> None:
    for name, content in (
        ("a.jsonl", b"noise\n"),
        ("b.parquet", b"PAR1 it is not"),
        ("c.jsonl.gz", b"\x1f\x8b\x08"),
    ):
        (tmp_path / name).write_bytes(content)
    plan = Plan(str(tmp_path / "work"), str(tmp_path / "verdicts"))
    lacks = first(plan, 0, sources([str(tmp_path)])).lacks
    assert [Path(lack.place).name for lack in lacks] == ["a.jsonl", "b.parquet", "c.jsonl.gz"]
    assert all(lack.problem for lack in lacks)
