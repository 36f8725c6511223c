"""Fields of JSON files are read with the path to what is wrong."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from connref_adapters.reports import FileFormatError, FileMissingError
from connref_adapters.reports.files import Node, read_json


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def root(value: object) -> Node:
    return Node("file.json", "", value)


def test_a_path_leads_through_objects_and_lists() -> None:
    node = root({"a": [{"b": "x"}]}).get("a").items()[0].get("b")
    assert (node.path, node.text()) == ("a[0].b", "x")
    assert str(node.fault("is odd")) == "file.json: field a[0].b: is odd"


def test_what_is_there_and_what_is_not() -> None:
    assert root({"a": None}).has("a")
    assert not root({}).has("a")
    assert not root([]).has("a")
    with pytest.raises(FileFormatError, match="field a: missing"):
        root({}).get("a")


@pytest.mark.parametrize("value", [True, 1.5, "1", None, [], {}])
def test_only_an_integer_is_an_integer(value: object) -> None:
    with pytest.raises(FileFormatError, match="expected an integer"):
        root(value).integer()


@pytest.mark.parametrize("value", [True, "1", None, -0.5, float("nan")])
def test_only_a_number_from_zero_on_is_a_number(value: object) -> None:
    with pytest.raises(FileFormatError, match="expected a number"):
        root(value).number()


def test_numbers() -> None:
    assert (root(3).integer(3), root(2).number(), root(0.5).number()) == (3, 2.0, 0.5)
    with pytest.raises(FileFormatError, match="expected 3 or more"):
        root(2).integer(3)


def test_a_choice_names_its_options() -> None:
    assert root("red").choice(Colour) is Colour.RED
    with pytest.raises(FileFormatError, match='is "green", expected one of red, blue'):
        root("green").choice(Colour)
    with pytest.raises(FileFormatError, match="expected one of"):
        root([]).choice(Colour)


def test_null_may_stand_for_nothing() -> None:
    assert root(None).optional(Node.text) is None
    assert root("x").optional(Node.text) == "x"


def test_a_long_value_is_shown_in_part() -> None:
    with pytest.raises(FileFormatError) as caught:
        root("x" * 1000).integer()
    assert len(str(caught.value)) < 120


@pytest.mark.parametrize(
    ("raw", "problem"),
    [('{"schema": "b/1"}', 'expected "a/1"; do this'), ("[]", "an object"), ("{}", "missing")],
)
def test_the_schema_is_checked_first(tmp_path: Path, raw: str, problem: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(raw)
    with pytest.raises(FileFormatError) as caught:
        read_json(path, "a/1", "do this")
    assert problem in str(caught.value)


def test_a_good_file_is_read_and_a_missing_one_is_told_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text('{"schema": "a/1", "x": [1]}')
    found: Any = read_json(path, "a/1", "do this").get("x").value
    assert found == [1]
    with pytest.raises(FileMissingError, match="do this"):
        read_json(tmp_path / "none.json", "a/1", "do this")
