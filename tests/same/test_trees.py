"""A tree runs its own sources, and its own collectors where it has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.same.trees import ROOT, Tree, WrongBaseError, commit_of

SCRIPT = "collect_names.py"


def test_a_tree_imports_its_own_packages(tmp_path: Path) -> None:
    for root in ("model/connref", "adapters/connref_adapters", "tests/fakes"):
        (tmp_path / root).mkdir(parents=True)
        (tmp_path / root / "__init__.py").touch()
    program = (
        "import connref as a, connref_adapters as b, fakes as c; print(a.__file__, b.__file__, c.__file__)"
    )
    done = Tree(tmp_path).start(["-c", program], tmp_path)
    places = done.stdout.split()
    assert len(places) == 3, done.stderr
    assert all(Path(place).is_relative_to(tmp_path) for place in places)


def test_a_tree_runs_its_own_collector(tmp_path: Path) -> None:
    own = tmp_path / "tests" / "same" / SCRIPT
    own.parent.mkdir(parents=True)
    own.write_text("print('own')", encoding="utf-8")
    assert Tree(tmp_path).start([SCRIPT], tmp_path).stdout == "own\n"


def test_a_tree_from_before_the_harness_is_read_by_ours(tmp_path: Path) -> None:
    assert Tree(tmp_path).collector(SCRIPT) == ROOT / "tests" / "same" / SCRIPT


def test_a_folder_without_history_cannot_be_compared(tmp_path: Path) -> None:
    with pytest.raises(WrongBaseError, match="cannot compare with 'HEAD'"):
        commit_of("HEAD", tmp_path)
