"""A planted difference of each kind is found, at its place; what may differ is left out, and equal states are equal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.same.differences import ABSENT, Difference, differences

KIND = "run-reference"


def found(tmp_path: Path, name: str, base: str | None, here: str | None) -> list[Difference]:
    """What differs between two states of one file."""
    for state, text in (("base", base), ("here", here)):
        folder = tmp_path / state / KIND
        folder.mkdir(parents=True)
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return list(differences(KIND, tmp_path / "base", tmp_path / "here"))


@pytest.mark.parametrize(
    ("base", "here", "place", "shown"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "/a/b", ("1", "2")),
        ({"a": 1}, {"a": True}, "/a", ("1", "true")),
        ({"a": 1, "b": 2}, {"a": 1}, "/b", ("2", ABSENT)),
        ({"a": 1}, {"a": 1, "b": None}, "/b", (ABSENT, "null")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, "/(order)", ("a", "b")),
        ([1, 2], [1, 3], "/1", ("2", "3")),
        ([1, 2], [2, 1], "/0", ("1", "2")),
        ([1], [1, 2], "/1", (ABSENT, "2")),
        ([1], {"0": 1}, "", ("[1]", '{"0": 1}')),
        ([{"id": "x", "n": 1}], [{"id": "x", "n": 2}], "/x/n", ("1", "2")),
    ],
)
def test_a_difference_in_json_is_found_at_its_path(
    tmp_path: Path, base: object, here: object, place: str, shown: tuple[str, str]
) -> None:
    first = found(tmp_path, "file.json", json.dumps(base), json.dumps(here))[0]
    assert (first.file, first.place) == (f"{KIND}/file.json", place)
    assert (first.base, first.here) == shown


def test_a_new_item_with_an_id_is_one_difference(tmp_path: Path) -> None:
    base, here = ([{"id": name} for name in names] for names in ("ac", "abc"))
    assert [one.place for one in found(tmp_path, "f.json", json.dumps(base), json.dumps(here))] == ["/b"]


def test_lines_of_json_are_matched_by_id(tmp_path: Path) -> None:
    base, here = '{"id": "x", "ms": 1}\n', '{"id": "w"}\n{"id": "x", "ms": 2}\n'
    assert [one.place for one in found(tmp_path, "f.jsonl", base, here)] == ["/x/ms", "/w"]


def test_a_text_differs_at_its_first_line_that_does(tmp_path: Path) -> None:
    assert found(tmp_path, "f.txt", "a\nb\nc\n", "a\nx\ny\n") == [Difference(f"{KIND}/f.txt", "2", "b", "x")]


def test_a_text_that_only_goes_on_differs(tmp_path: Path) -> None:
    assert found(tmp_path, "f.dot", "a", "a\n") == [Difference(f"{KIND}/f.dot", "2", ABSENT, "")]


@pytest.mark.parametrize("gone", [0, 1])
def test_a_file_that_one_state_lacks_is_a_difference(tmp_path: Path, gone: int) -> None:
    texts = [None if state == gone else "x" for state in range(2)]
    (only,) = found(tmp_path, "f.svg", *texts)
    assert (only.base, only.here)[gone] == ABSENT


def test_another_layout_of_the_same_values_is_a_difference(tmp_path: Path) -> None:
    assert len(found(tmp_path, "f.json", "[1, 2]", "[1,2]")) == 1


def test_times_and_versions_are_left_out_where_they_stand_and_nowhere_else(tmp_path: Path) -> None:
    results = {"seconds": 1.5, "connref": "1", "implementation": {"version": "1", "seconds": 1}}
    later = {"seconds": 2.5, "connref": "2", "implementation": {"version": "2", "seconds": 2}}
    places = [one.place for one in found(tmp_path, "results.json", json.dumps(results), json.dumps(later))]
    assert places == ["/implementation/seconds"]


def test_equal_states_do_not_differ(tmp_path: Path) -> None:
    assert found(tmp_path, "f.json", '{"a": [1]}', '{"a": [1]}') == []


def test_a_long_value_is_shown_around_its_first_difference() -> None:
    shown = str(Difference("f", "1", "x" * 300 + "old", "x" * 300 + "new"))
    assert "old" in shown
    assert "new" in shown
    assert max(map(len, shown.splitlines())) < 100
