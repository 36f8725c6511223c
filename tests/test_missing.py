"""What an ID lacks: one that is declared nothing, a new one everything, and one part when that is gone."""

from __future__ import annotations

from itertools import chain

import pytest
from tests import missing as command
from tests.diagrams import ROOT
from tests.missing import PARTS, known, main, missing

from connref import INTERPRETATIONS, REQUIREMENTS


def lacks(name: str, kind: str) -> list[str]:
    return [part.what for of, part in missing(name) if of == kind]


def test_nothing_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "lacks anything" in capsys.readouterr().out


def test_every_kind_of_id_is_looked_at() -> None:
    assert set(known()) == set(PARTS)
    assert all(known().values())


@pytest.mark.parametrize("kind", PARTS)
def test_a_new_id_lacks_all_that_belongs_to_its_kind(kind: str) -> None:
    name = "MAN-SOMETHING-NEW" if kind == "requirement" else "something-new"
    group = "a group in docs/requirements.md"
    assert lacks(name, kind) == [part.what for part in PARTS[kind] if part.what != group]


def test_a_requirement_of_a_new_group_needs_a_heading() -> None:
    assert "a group in docs/requirements.md" in lacks("NEW-SOMETHING", "requirement")


def test_each_line_names_the_place_and_the_status_says_that_something_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["MAN-SOMETHING-NEW", "MAN-GRACE"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "MAN-SOMETHING-NEW (requirement) lacks its row: model/connref/spec/requirements.py" in lines
    assert lines[-1] == "MAN-GRACE lacks nothing"


def test_every_place_that_is_named_is_there() -> None:
    for part in chain.from_iterable(PARTS.values()):
        assert part.where.startswith("make ") or (ROOT / part.where).exists(), part.where


def test_a_sentence_that_is_gone_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SENTENCES", ())
    assert lacks("MAN-GRACE", "requirement") == ["a sentence of the document"]
    assert lacks("init-again", "interpretation") == ["a sentence of the document"]
    assert lacks("grace", "state") == ["a sentence of the document"]


def test_a_picture_that_is_gone_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "FOLDER", ROOT / "docs")
    assert all(lacks(name, "requirement") == ["its pictures"] for name in REQUIREMENTS)


def test_an_option_without_words_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "OPTION_WORDS", {"init-again": {"ignored": "Nothing."}})
    assert all(lacks(name, "interpretation") == ["words for each of its options"] for name in INTERPRETATIONS)


def test_a_state_that_is_in_no_overview_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    from connref_adapters.drawing.plans import PLANS, Plan

    monkeypatch.setattr(command, "PLANS", {chart: Plan((), (), {}) for chart in PLANS})
    assert lacks("held", "state") == ["a place in the overview"]
