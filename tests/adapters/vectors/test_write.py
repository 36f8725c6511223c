"""The file of vectors: it keeps its schema, says the same every time, and is laid out a trace a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from connref_adapters.vectors import SCHEMA, document, write_vectors
from connref_adapters.vectors.write import SHIPPED, VECTORS, text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("vectors")
    write_vectors(made)
    return made


@pytest.fixture(scope="module")
def body() -> dict[str, Any]:
    """The document, made a second time."""
    return document()


def read(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def test_vectors_keep_the_schema_that_is_written_beside_them(folder: Path) -> None:
    validator: Any = jsonschema.Draft202012Validator
    schema = read(folder / "vectors.schema.json")
    validator.check_schema(schema)
    validator(schema).validate(read(folder / VECTORS))


@pytest.mark.parametrize("spoil", ["schema", "traces", "grace_ms"])
def test_schema_refuses_a_file_without_a_field(folder: Path, spoil: str) -> None:
    body = read(folder / VECTORS)
    del body[spoil]
    validator: Any = jsonschema.Draft202012Validator
    assert not validator(read(folder / "vectors.schema.json")).is_valid(body)


def test_the_file_says_what_the_document_says(folder: Path, body: dict[str, Any]) -> None:
    assert body["schema"] == SCHEMA
    assert read(folder / VECTORS) == body
    assert (folder / VECTORS).read_text(encoding="utf-8") == text(body)


def test_a_trace_stands_on_one_line(folder: Path, body: dict[str, Any]) -> None:
    lines = (folder / VECTORS).read_text(encoding="utf-8").splitlines()
    traces = [line for line in lines if line.lstrip().startswith('{"id": ')]
    assert len(traces) == len(body["traces"])


def test_everything_that_ships_is_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {VECTORS, *SHIPPED}
