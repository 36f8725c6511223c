"""A run over a fleet: the same digest however it is cut, ordered, interrupted and resumed."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.fleet.fleets import Stops, fleet, outcome_of

from connref_adapters.fleet.run import FleetRun, Outcome
from connref_adapters.fleet.tasks import first
from connref_adapters.recorded.result import SessionVerdict


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    place = tmp_path_factory.mktemp("one")
    return outcome_of(fleet(place / "f", form="jsonl", per_file=99), place / "out")


LAYOUTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "sixteen files": ({"per_file": 1}, {"part_bytes": 1}),
    "packed lines": ({"form": "jsonl.zst"}, {}),
    "by time": ({"by_time": True}, {"by_time": True, "part_bytes": 10_000}),
    "lines by time": ({"by_time": True, "form": "jsonl"}, {"by_time": True}),
    "by the oracle alone": ({}, {"exact": True}),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_digest_does_not_depend_on_how_a_fleet_is_cut(
    tmp_path: Path, expected: Outcome, layout: str
) -> None:
    written, how = LAYOUTS[layout]
    outcome = outcome_of(fleet(tmp_path / "f", **written), tmp_path / "out", how)
    assert outcome.digest == expected.digest
    assert outcome.summary.broken == expected.summary.broken
    assert outcome.summary.interpretations == expected.summary.interpretations


def shuffled(lines: list[str]) -> list[str]:
    """In any order, but for lines of one session at one instant: nothing else tells which of them came first."""
    rng = random.Random(5)
    places: dict[tuple[str, int], float] = {}
    bodies = [json.loads(line) for line in lines]
    keys = [places.setdefault((body["session"], body.get("at", -1)), rng.random()) for body in bodies]
    return [line for _, line in sorted(zip(keys, lines, strict=True), key=lambda pair: pair[0])]


def test_nor_on_the_order_of_lines_within_the_window(tmp_path: Path, expected: Outcome) -> None:
    place = Path(fleet(tmp_path / "f", form="jsonl", by_time=True, per_file=99))
    for file in place.rglob("*.jsonl"):
        file.write_text("".join(shuffled(file.read_text().splitlines(keepends=True))))
    outcome = outcome_of(str(place), tmp_path / "out", {"by_time": True, "in_order": False})
    assert outcome.digest == expected.digest


def test_what_it_sums_up_is_what_it_says_of_the_sessions(expected: Outcome) -> None:
    sessions = expected.summary.sessions
    assert sessions.total() == 16
    assert sessions[SessionVerdict.FAIL] == sum(expected.summary.failures.values()) > 3
    assert sum(expected.judged.values()) == 16
    assert expected.whole
    assert not expected.lacks


def test_a_run_that_was_broken_off_goes_on_where_it_was(tmp_path: Path, expected: Outcome) -> None:
    place = fleet(tmp_path / "f", per_file=2)
    run = FleetRun([place], str(tmp_path / "out"), part_bytes=1)
    broken_off = run.run(Stops(after=3), lambda _size, _events: None)
    assert not broken_off.whole
    assert broken_off.summary.sessions.total() == 6
    assert not (tmp_path / "out" / "verdicts").exists()
    notes = sorted(Path(run.plan.work, "first").glob("*.json"))
    before = [note.stat().st_mtime_ns for note in notes]
    again = FleetRun([place], str(tmp_path / "out"), part_bytes=1)
    outcome = again.run(Stops(), lambda _size, _events: None)
    assert [note.stat().st_mtime_ns for note in notes] == before
    assert len(before) == 3
    assert outcome.digest == expected.digest
    again.forget()
    assert not Path(again.plan.work).exists()
    assert len(list((tmp_path / "out" / "verdicts").iterdir())) == 8


def test_what_was_at_hand_when_an_interrupt_came_counts_too(tmp_path: Path) -> None:
    run = FleetRun([fleet(tmp_path / "f", per_file=8)], str(tmp_path / "out"), part_bytes=1)
    first(run.plan, 1, run.units[1])
    assert run.run(Stops(after=1), lambda _size, _events: None).summary.sessions.total() == 16


@pytest.mark.parametrize("by_time", [False, True])
def test_it_tells_a_story_for_each_requirement(tmp_path: Path, by_time: bool) -> None:
    place = fleet(tmp_path / "f", by_time=by_time)
    run = FleetRun([place], str(tmp_path / "out"), by_time=by_time)
    outcome = run.run(Stops(), lambda _size, _events: None)
    stories = run.stories(outcome)
    assert set(stories) == set(outcome.summary.failures)
    assert all(story.counterexample.timeline is not None for story in stories.values())


def test_of_a_damaged_file_what_can_be_read_is_judged_and_it_is_named(tmp_path: Path) -> None:
    place = Path(fleet(tmp_path / "f", form="jsonl.gz", per_file=8))
    file = min(place.rglob("*.gz"))
    text = gzip.decompress(file.read_bytes())
    packed = gzip.compress(text, compresslevel=0)
    file.write_bytes(packed[: len(packed) * 2 // 3])
    outcome = outcome_of(str(place), tmp_path / "out")
    assert [Path(lack.place).name for lack in outcome.lacks] == [file.name]
    assert 8 < outcome.summary.sessions.total() < 16
