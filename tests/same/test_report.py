"""The report: equal only where something was compared, nothing differs and nothing is missing in silence."""

from __future__ import annotations

from pathlib import Path

from tests.same.collecting import FAILED
from tests.same.kinds import Kind
from tests.same.report import MOST_SHOWN, report

KIND = Kind("k", ())
SDK = Kind("sdk", (), may_be_absent=True)


def put(tmp_path: Path, kind: Kind, base: dict[str, str], here: dict[str, str]) -> tuple[Path, Path]:
    """Two collected states of a kind, as files and their texts."""
    for state, files in (("base", base), ("here", here)):
        folder = tmp_path / state / kind.name
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    return tmp_path / "base", tmp_path / "here"


def test_equal_states(tmp_path: Path) -> None:
    assert report([KIND], *put(tmp_path, KIND, {"f": "x"}, {"f": "x"})) == (True, ["equal: k"])


def test_a_difference_is_named_with_its_kind(tmp_path: Path) -> None:
    equal, lines = report([KIND], *put(tmp_path, KIND, {"f.txt": "x"}, {"f.txt": "y"}))
    assert not equal
    assert lines == ["k/f.txt#1\n    base  x\n    here  y", "equal: nothing", "different: k"]


def test_many_differences_are_counted(tmp_path: Path) -> None:
    many = {f"{number:03}.txt": "x" for number in range(MOST_SHOWN + 7)}
    _, lines = report([KIND], *put(tmp_path, KIND, many, {}))
    assert "k: and 7 more" in lines


def test_what_neither_state_can_show_is_said_and_proves_nothing(tmp_path: Path) -> None:
    failed = {FAILED: "Node is missing"}
    equal, lines = report([SDK], *put(tmp_path, SDK, failed, failed))
    assert not equal
    assert lines == ["sdk: NOT COMPARED, because neither state could: Node is missing", "equal: nothing"]


def test_what_one_state_cannot_show_is_a_difference(tmp_path: Path) -> None:
    equal, lines = report([SDK], *put(tmp_path, SDK, {"f": "x"}, {FAILED: "Node is missing"}))
    assert not equal
    assert lines[:3] == ["sdk: failed", "    base  succeeds", "    here  Node is missing"]


def test_the_same_failure_of_what_no_machine_lacks_is_a_difference(tmp_path: Path) -> None:
    failed = {FAILED: "a crash"}
    equal, lines = report([KIND], *put(tmp_path, KIND, failed, failed))
    assert not equal
    assert lines[-1] == "different: k"
