"""`make same` from its command line: a planted change of a small checkout is found, and wrong use has status 2."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.same.__main__ import main

IDENTITY = ("-c", "user.name=a", "-c", "user.email=a@b")
PACKAGE = '"""A package with one public name."""\n\n__all__ = ["f"]\n\n\ndef f({}):\n    """Do."""\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one commit, whose `connref` has one public name."""
    package = tmp_path / "model" / "connref" / "__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text(PACKAGE.format("a"), encoding="utf-8")
    (tmp_path / ".gitignore").write_text("/build/\n", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "."), (*IDENTITY, "commit", "--quiet", "--message", "one")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


def names_of(root: Path) -> int:
    return main(["HEAD", "--only", "names"], root)


def test_a_checkout_without_changes_is_equal(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert names_of(checkout) == 0
    assert capsys.readouterr().out == "equal: names\n"


def test_a_change_that_is_not_committed_is_found(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "model" / "connref" / "__init__.py").write_text(PACKAGE.format("a, b=1"), encoding="utf-8")
    assert names_of(checkout) == 1
    assert "names/names.json#/f/function\n" in capsys.readouterr().out


def test_a_state_that_no_longer_runs_is_found(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "model" / "connref" / "__init__.py").write_text("import gone\n", encoding="utf-8")
    assert names_of(checkout) == 1
    assert "No module named 'gone'" in capsys.readouterr().out


def test_the_base_is_collected_once_and_this_tree_each_time(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[list[str]] = []
    for _ in range(2):
        names_of(checkout)
        said.append([line.rsplit(": ", 1)[0] for line in capsys.readouterr().err.splitlines()])
    assert [len(lines) for lines in said] == [2, 1]
    assert said[1] == ["same: this tree"]


def test_no_work_tree_is_left_behind(checkout: Path) -> None:
    names_of(checkout)
    done = subprocess.run(
        ["git", "worktree", "list"], cwd=checkout, capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 1


def test_an_unknown_base_is_wrong_use(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-commit"], checkout) == 2
    assert "cannot compare with 'no-such-commit'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"), [([], "BASE"), (["HEAD", "--only", "no-such-kind"], "no-such-kind")]
)
def test_other_wrong_use_has_status_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
