"""A results file is read back whole, and whatever is wrong with one is told with the field at fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.reports.sample import CATALOGUE, sample_report

from connref_adapters.reports import (
    FileFormatError,
    FileMissingError,
    load_results,
    results_json,
)
from connref_adapters.reports.files import Node
from connref_adapters.reports.results import report_of

Change = Callable[[dict[str, Any]], object]
GRACE = "requirements.MAN-GRACE-ENDS"


@pytest.fixture
def body() -> dict[str, Any]:
    return json.loads(results_json(sample_report(), CATALOGUE))


def test_what_was_written_is_read_back_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(results_json(sample_report(), CATALOGUE))
    assert results_json(load_results(path), CATALOGUE) == path.read_bytes()


def failed(body: dict[str, Any]) -> dict[str, Any]:
    return body["requirements"]["MAN-GRACE-ENDS"]


CHANGES: list[tuple[str, Change, str, str]] = [
    ("no schema", lambda b: b.pop("schema"), "schema", "missing"),
    (
        "other schema",
        lambda b: b.update(schema="connref-results/1"),
        "schema",
        'expected "connref-results/2"; an older connref wrote it; write one with `connref run --driver … --out DIR`',
    ),
    ("no seed", lambda b: b.pop("seed"), "seed", "missing"),
    ("seed true", lambda b: b.update(seed=True), "seed", "expected an integer"),
    (
        "verdict",
        lambda b: b.update(verdict="fine"),
        "verdict",
        "expected one of conforms, holds-in-part",
    ),
    ("seconds", lambda b: b.update(seconds="3"), "seconds", "expected a number"),
    ("cases", lambda b: b.update(cases=-1), "cases", "expected 0 or more"),
    ("name", lambda b: b["implementation"].pop("name"), "implementation.name", "missing"),
    ("implementation", lambda b: b.update(implementation=[]), "implementation", "expected an object"),
    ("requirements", lambda b: b.update(requirements=[1]), "requirements", "expected an object"),
    ("result", lambda b: failed(b).update(verdict="FAIL"), f"{GRACE}.verdict", '"FAIL"'),
    (
        "no failure",
        lambda b: failed(b).update(counterexample=None),
        f"{GRACE}.counterexample",
        "verdict is fail",
    ),
    ("passes", lambda b: failed(b).update(verdict="pass"), f"{GRACE}.counterexample", "verdict is pass"),
    (
        "mode",
        lambda b: failed(b)["counterexample"].update(mode="semi"),
        f"{GRACE}.counterexample.mode",
        "auto, manual",
    ),
    (
        "step",
        lambda b: failed(b)["counterexample"]["steps"].insert(0, {"op": "wait"}),
        f"{GRACE}.counterexample.steps[0]",
        'expected "do" or "advance"',
    ),
    (
        "step no object",
        lambda b: failed(b)["counterexample"]["steps"].insert(1, 5),
        f"{GRACE}.counterexample.steps[1]",
        "expected an object",
    ),
    (
        "observation",
        lambda b: failed(b)["counterexample"]["observations"].append({"at": -1, "kind": "ping_sent"}),
        f"{GRACE}.counterexample.observations[4]",
        "'at' is -1",
    ),
    (
        "no option",
        lambda b: b["interpretations"].update({"server-close": []}),
        "interpretations.server-close",
        "no option",
    ),
    (
        "option",
        lambda b: b["interpretations"].update({"server-close": [1]}),
        "interpretations.server-close[0]",
        "expected a string",
    ),
    (
        "earlier case",
        lambda b: b["requirements"]["MAN-CONNECT"]["counterexample"]["contradicts"].pop("expected"),
        "requirements.MAN-CONNECT.counterexample.contradicts.expected",
        "missing",
    ),
]


@pytest.mark.parametrize(
    ("change", "field", "problem"), [c[1:] for c in CHANGES], ids=[c[0] for c in CHANGES]
)
def test_the_field_at_fault_is_named(
    tmp_path: Path, body: dict[str, Any], change: Change, field: str, problem: str
) -> None:
    path = tmp_path / "results.json"
    change(body)
    path.write_text(json.dumps(body))
    with pytest.raises(FileFormatError) as caught:
        load_results(path)
    assert caught.value.field == field
    assert problem in caught.value.problem
    assert str(path) in str(caught.value)


def test_a_missing_file_says_where_such_files_come_from(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match=r"No such file.*connref run --driver … --out"):
        load_results(tmp_path / "nothing.json")


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="directory"):
        load_results(tmp_path)


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", b"[" * 100_000])
def test_what_is_not_json_is_said_to_be_none(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "results.json"
    path.write_bytes(raw)
    with pytest.raises(FileFormatError, match="not JSON"):
        load_results(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path to every value inside a JSON value."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(cast("dict[str | int, Any]", value).items())
    elif isinstance(value, list):
        inner = list(enumerate(cast("list[Any]", value)))
    return [found for key, entry in inner for found in [(*path, key), *places(entry, (*path, key))]]


WHOLE = results_json(sample_report(), CATALOGUE)
PLACES = places(json.loads(WHOLE))


@given(st.sampled_from(PLACES), JSON)
def test_a_file_with_any_one_value_replaced_is_read_or_refused_but_never_a_crash(
    place: tuple[str | int, ...], value: object
) -> None:
    body: Any = json.loads(WHOLE)
    node: Any = body
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    with suppress(FileFormatError):
        report_of(Node("f", "", body))
