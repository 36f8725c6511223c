"""`make league`: what is done is kept, what fails is a row, and the others go on."""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest
from tests import league
from tests.adapters.site.test_league import sample_entries

from connref_adapters.site.league import Entry, from_json

JUDGED, FAILED = sample_entries()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The clients that were judged, in a league of two: `acme` is judged, `zed` cannot be had."""
    names: list[str] = []

    def judged(name: str, stories: Executor) -> Entry:
        del stories
        names.append(name)
        return {"acme": JUDGED, "zed": FAILED}[name]

    monkeypatch.setattr(league, "judged", judged)
    monkeypatch.setattr(league, "fingerprint", lambda: "a")
    monkeypatch.setattr(league, "ROOT", tmp_path)
    monkeypatch.setattr(league, "WORK", tmp_path / "work")
    monkeypatch.setattr(league, "DATA", tmp_path / "league.json")
    monkeypatch.setattr(league, "PAGE", tmp_path / "league.md")
    (tmp_path / "work").mkdir()
    return names


def run(*arguments: str) -> tuple[Entry, ...]:
    league.main(arguments, lambda _: None)
    return from_json(league.DATA.read_text("utf-8"), league.DATA)


def test_one_that_cannot_be_had_does_not_end_it(asked: list[str]) -> None:
    assert run("zed", "acme") == (JUDGED, FAILED)
    assert sorted(asked) == ["acme", "zed"]
    assert "not judged: npm finds" in league.PAGE.read_text("utf-8")


def test_what_is_done_is_kept_and_what_failed_is_tried_again(asked: list[str]) -> None:
    run("zed", "acme")
    assert run("acme", "zed") == (JUDGED, FAILED)
    assert sorted(asked) == ["acme", "zed", "zed"]


def test_other_sources_are_judged_anew(asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run("acme")
    monkeypatch.setattr(league, "fingerprint", lambda: "b")
    run("acme")
    assert asked == ["acme", "acme"]


def test_one_client_leaves_the_rows_of_the_others(asked: list[str]) -> None:
    run("zed", "acme")
    assert run("zed") == (JUDGED, FAILED)
    assert run("--kept") == (JUDGED, FAILED)
    assert len(asked) == 3


def test_the_fingerprint_is_that_of_the_sources() -> None:
    assert league.fingerprint() == league.fingerprint()
    assert len(league.fingerprint()) == 16


def test_a_run_that_ends_otherwise_is_a_fault_of_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(league.sdks, "command", _installed)
    monkeypatch.setattr(league, "_connref", _fault)
    with ThreadPoolExecutor(1) as stories:
        assert league.judged("partysocket", stories).fault == "the driver is at fault"


def _installed(name: str) -> list[str]:
    return ["node", name]


def _fault(*arguments: str, opening_ms: int | None = None) -> league.subprocess.CompletedProcess[str]:
    del opening_ms
    return league.subprocess.CompletedProcess(arguments, 2, "", "the driver is at fault\n")
