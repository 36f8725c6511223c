"""The compiled policy tables as JSON data: states with their facts, rows with the guards that choose among branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.declare import Location, Transition
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES
from connref.spec.requirements import REQUIREMENTS

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
        "states": {state: _state(facts) for state, facts in table.facts.items()},
        "rows": [_row(row) for row in table.rows.values()],
    }


def _state(facts: Location) -> dict[str, Any]:
    return {
        "label": facts.label,
        "wish": facts.wish.value,
        "up": facts.up,
        "clock": facts.clock.value,
        "app": facts.app.value,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "state": row.state,
        "event": row.event.value,
        "zone": row.zone.value,
        "branches": [_branch(rule) for rule in row.branches],
    }


def _branch(rule: Transition) -> dict[str, Any]:
    return {
        "when": {guard.name: list(guard.options) for guard in rule.guards},
        "to": rule.destination,
        "deadline": rule.move.value,
        "enters": rule.enters,
        "answer": None if rule.answer is None else rule.answer.value,
        "requirement": rule.requirement,
    }
