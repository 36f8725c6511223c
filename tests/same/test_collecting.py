"""Collecting: what commands print and write is kept, what fails is told, and what is there is not made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.same.collecting import collect, collected, failure
from tests.same.kinds import CASES, FOLDER, Command, Kind
from tests.same.trees import ROOT, Tree

PRINTS = Command(("-c", "print('seen')"), prints="out.txt")
WRITES = "import pathlib, sys; [pathlib.Path(sys.argv[1], name).write_text(name) for name in sys.argv[2:]]"


def taken(folder: Path, *kinds: Kind) -> list[str]:
    """Collect from this tree; return the kinds that were said."""
    said: list[str] = []
    collect(Tree(ROOT), kinds, folder, said.append)
    return said


def test_what_a_command_prints_is_kept(tmp_path: Path) -> None:
    taken(tmp_path, Kind("k", (PRINTS,)))
    assert (tmp_path / "k" / "out.txt").read_text(encoding="utf-8") == "seen\n"


def test_what_several_commands_write_is_kept_together_but_for_what_is_not_compared(tmp_path: Path) -> None:
    commands = [Command(("-c", WRITES, FOLDER, *names)) for names in (("a.json", "a.html"), ("b.json",))]
    taken(tmp_path, Kind("k", tuple(commands), keeps="*.json"))
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == ["a.json", "b.json"]


def test_the_list_of_cases_is_there_before_those_who_read_it(tmp_path: Path) -> None:
    reader = Command(("-c", "import sys; print(open(sys.argv[1]).read())", CASES), prints="out.txt")
    cases = Command(("-c", "print('one case')"), prints="cases.jsonl")
    assert taken(tmp_path, Kind("reader", (reader,)), Kind("cases", (cases,))) == ["cases", "reader"]
    assert "one case" in (tmp_path / "reader" / "out.txt").read_text(encoding="utf-8")


def test_a_kind_that_is_there_is_not_collected_again(tmp_path: Path) -> None:
    kind = Kind("k", (PRINTS,))
    assert [taken(tmp_path, kind), taken(tmp_path, kind)] == [["k"], []]


def test_a_failure_is_told_and_tried_again(tmp_path: Path) -> None:
    fails = Command(("-c", "import sys; sys.exit('first line\\nNode is missing')"), prints="out.txt")
    assert taken(tmp_path, Kind("k", (PRINTS, fails))) == ["k"]
    told = failure(tmp_path, Kind("k", ()))
    assert told
    assert told.endswith("ended with status 1: Node is missing")
    assert not collected(tmp_path, Kind("k", ()))
    assert taken(tmp_path, Kind("k", (PRINTS,))) == ["k"]
    assert collected(tmp_path, Kind("k", ()))


@pytest.mark.parametrize("status", [0, 1])
def test_a_status_that_a_command_may_end_with_is_no_failure(tmp_path: Path, status: int) -> None:
    ends = Command(("-c", f"raise SystemExit({status})"), may_end_with=frozenset({0, 1}))
    taken(tmp_path, Kind("k", (ends,)))
    assert collected(tmp_path, Kind("k", ()))
