"""The vectors as files: one JSON document, the schema that it keeps, and two programs that replay it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from connref import __version__
from connref.protocol import Profile
from connref_adapters.reports.files import write_file
from connref_adapters.vectors.spread import readings
from connref_adapters.vectors.tables import SCHEMA, policy_json
from connref_adapters.vectors.traces import traces

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None
VECTORS = "vectors.json"
SHIPPED = ("vectors.schema.json", "execute.py", "execute.mjs")
"""What is written beside the vectors, as it is shipped."""


def document(profile: Profile | None = None) -> dict[str, Any]:
    """The whole content of a vectors file; the same every time. The grace is that of the profile (ms)."""
    grace = (profile or Profile()).grace_ms
    chosen = readings()
    told = list(traces(chosen, grace))
    used = {trace.reading for trace in told}
    return {
        "schema": SCHEMA,
        "connref": __version__,
        "grace_ms": grace,
        **policy_json(),
        "readings": {name: dict(chosen[name].choices) for name in chosen if name in used},
        "traces": [trace.to_json() for trace in told],
    }


def text(body: dict[str, Any]) -> str:
    """The document as JSON, one row, state or trace on each line, so that a difference between versions can be read."""
    return _broken(body, 1) + "\n"


def write_vectors(folder: Path) -> tuple[Path, dict[str, Any]]:
    """Write everything into a folder; where the vectors are, and what they hold. Raises `WriteError`."""
    body = document()
    write_file(folder / VECTORS, text(body).encode())
    for name in SHIPPED:
        write_file(folder / name, files("connref_adapters.vectors").joinpath(name).read_bytes())
    return folder / VECTORS, body


def _broken(value: Json, depth: int) -> str:
    """Objects that hold objects are broken into a line for each field, lists of objects into a line for each."""
    if isinstance(value, list) and _is_deep(value):
        return _lines("[]", [json.dumps(entry, ensure_ascii=False) for entry in value], depth)
    if isinstance(value, dict) and any(map(_is_deep, value.values())):
        lines = [f"{json.dumps(name)}: {_broken(each, depth + 1)}" for name, each in value.items()]
        return _lines("{}", lines, depth)
    return json.dumps(value, ensure_ascii=False)


def _is_deep(value: Json) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(each, dict) for each in value)
    )


def _lines(brackets: str, lines: list[str], depth: int) -> str:
    left, right = brackets
    return f"{left}\n" + ",\n".join(" " * depth + line for line in lines) + f"\n{' ' * (depth - 1)}{right}"
