"""The kill matrix: the page that is committed has every wrong SDK, each is found, and what it says is so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from benchmarks import kills
from benchmarks.kills import EVERY, SOURCES, TARGET, dots, finds, main, matrix, page

SAMPLE = list(EVERY)[::12]
"""Every twelfth SDK; the whole page is for the slow tier."""


def test_the_page_has_every_wrong_sdk_and_each_is_found() -> None:
    found = dots()
    assert list(found) == list(EVERY), "make kills"
    assert [name for name, sources in found.items() if not sources] == []


def test_the_page_counts_what_it_shows_and_the_cases_that_there_are() -> None:
    assert page(dots()) == TARGET.read_text(encoding="utf-8"), "make kills"


def test_every_source_finds_some_that_no_other_does() -> None:
    alone = {sources[0] for sources in dots().values() if len(sources) == 1}
    assert alone == set(SOURCES)


@pytest.mark.parametrize("name", SAMPLE)
def test_what_the_page_says_is_found_is_found(name: str) -> None:
    assert all(finds(source, name) for source in dots()[name])


@pytest.mark.slow
def test_the_page_is_what_the_matrix_says() -> None:
    assert page(matrix(2)) == TARGET.read_text(encoding="utf-8"), "make kills"


def test_the_command_prints_the_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: dict[str, tuple[str, ...]] = dict.fromkeys(EVERY, ("named",))

    def known(_: int, page: Mapping[str, tuple[str, ...]] | None) -> dict[str, tuple[str, ...]]:
        return said if page is None else dict(page)

    monkeypatch.setattr(kills, "matrix", known)
    assert main([]) == 0
    assert capsys.readouterr().out == page(said)
    assert main(["--new"]) == 0
    assert capsys.readouterr().out == TARGET.read_text(encoding="utf-8")
    said["grace-never-ends"] = ()
    assert main([]) == 1


def test_what_the_page_has_is_not_played_again() -> None:
    known: dict[str, tuple[str, ...]] = {
        name: ("named",) for name in EVERY if name != "disconnect-a-second-late"
    }
    found = matrix(1, known)
    assert list(found) == list(EVERY)
    assert found == {**known, "disconnect-a-second-late": dots()["disconnect-a-second-late"]}
