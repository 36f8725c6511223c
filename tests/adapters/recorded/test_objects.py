"""A line is a JSON object, or it is said in one short phrase why it is none."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connref.errors import ProtocolError
from connref_adapters.recorded.lines import BadLine, Unended
from connref_adapters.recorded.objects import NotAnObject, json_object, problem_of


@given(st.dictionaries(st.text(), st.none() | st.integers() | st.text()), st.sampled_from(["", " ", "\r"]))
def test_an_object_is_read_as_json_reads_it(body: dict[str, object], after: str) -> None:
    assert json_object(json.dumps(body) + after) == body


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "not an object: [1]"),
        ('"text"', "not an object: 'text'"),
        ("{} {}", "not JSON: Extra data"),
        ('{"a": ', "not JSON: Expecting value"),
        (Unended('{"a": '), "cut off: the file ends within this line"),
        ('{"a": ' + "[" * 100_000, "not JSON: nested too deeply"),
        (BadLine("longer than 1 MiB"), "longer than 1 MiB"),
    ],
)
def test_what_is_none_says_why(line: str | BadLine, problem: str) -> None:
    with pytest.raises(NotAnObject) as found:
        json_object(line)
    assert str(found.value).startswith(problem)


def test_a_problem_shows_the_field_and_little_of_the_value() -> None:
    assert problem_of(ProtocolError("at", "x", "an integer")) == "at: an integer (it is 'x')"
    assert len(problem_of(ProtocolError("at", "ä" * 10_000, "an integer"))) < 200
    assert problem_of(NotAnObject("why")) == "why"
