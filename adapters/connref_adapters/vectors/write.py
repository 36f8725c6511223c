"""The vectors as files: policy tables and traces as JSON, the schema that they keep, and programs to replay them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from connref import __version__
from connref.protocol import Mode, Profile
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.reports.files import write_file
from connref_adapters.vectors.traces import readings, traces

SCHEMA = "connref-vectors/1"
"""What the first field of a vectors file says; a change that breaks readers counts it up."""


def policy_json() -> dict[str, Any]:
    """Both modes, the requirements that their rows name, and the choices that their guards look at."""
    return {
        "requirements": {
            each.id: {"kind": each.kind.value, "heading": each.heading, "sentence": each.sentence}
            for each in REQUIREMENTS.values()
        },
        "choices": _choices(),
        "modes": {mode.value: _mode(compile_table(mode)) for mode in Mode},
    }


def _choices() -> dict[str, Any]:
    """Interpretations first, then the latitudes: places where an implementation may decide anew each time."""
    catalogues: Mapping[str, Mapping[str, Any]] = {"interpretation": INTERPRETATIONS, "latitude": LATITUDES}
    return {
        each.id: {
            "kind": kind,
            "question": each.question,
            "options": list(each.options),
            "default": each.default,
        }
        for kind, catalogue in catalogues.items()
        for each in catalogue.values()
    }


def _mode(table: PolicyTable) -> dict[str, Any]:
    return {
        "initial": table.initial,
        "states": {state: _state(location) for state, location in table.locations.items()},
        "rows": [_row(row) for row in table.rows.values()],
    }


def _state(location: Location) -> dict[str, Any]:
    return {
        "label": location.label,
        "wish": location.wish.value,
        "up": location.up,
        "clock": location.clock.value,
        "app": location.app.value,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "state": row.state,
        "event": row.event.value,
        "zone": row.region.value,
        "branches": [_branch(transition) for transition in row.branches],
    }


def _branch(transition: Transition) -> dict[str, Any]:
    return {
        "when": {guard.name: list(guard.options) for guard in transition.guards},
        "to": transition.destination,
        "deadline": transition.move.value,
        "enters": transition.enters,
        "answer": None if transition.answer is None else transition.answer.value,
        "requirement": transition.requirement,
    }


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
