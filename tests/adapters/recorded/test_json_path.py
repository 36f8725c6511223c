"""Paths into JSON: fields, all elements of a list, and attributes by their key."""

from __future__ import annotations

import pytest

from connref.errors import UsageError
from connref_adapters.recorded.json_path import JsonPath

RECORD = {
    "a": {"b": [1, {"c": "x"}, {"c": "y"}]},
    "attributes": [
        {"key": "user.id", "value": {"stringValue": "u"}},
        {"key": "n", "value": {"intValue": "7"}},
        {"key": "plain", "value": True},
        "odd",
    ],
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a.b", [[1, {"c": "x"}, {"c": "y"}]]),
        ("a.b[].c", ["x", "y"]),
        ("attributes[user.id]", ["u"]),
        ("attributes[n]", [7]),
        ("attributes[plain]", [True]),
        ("attributes[none]", []),
        ("a.b.c", []),
        ("a[]", []),
        ("missing.field", []),
    ],
)
def test_what_a_path_leads_to(path: str, found: list[object]) -> None:
    assert list(JsonPath(path).all(RECORD)) == found
    assert JsonPath(path).first(RECORD) == (found[0] if found else None)


@pytest.mark.parametrize("path", ["a..", "a[", "]", "a]b", "."])
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(UsageError, match="is no path into JSON"):
        JsonPath(path)
