"""The tables as JSON: every state, row and branch of the compiled tables, and nothing else."""

from __future__ import annotations

import pytest

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.interpretations import INTERPRETATIONS, LATITUDES, options_of
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event, Region
from connref_adapters.vectors.write import policy_json


@pytest.mark.parametrize("mode", Mode)
def test_every_row_is_there_with_every_branch(mode: Mode) -> None:
    table, rows = compile_table(mode), policy_json()["modes"][mode.value]["rows"]
    assert {(row["state"], Event(row["event"]), Region(row["zone"])) for row in rows} == set(table.rows)
    for row in rows:
        rules = table.row(row["state"], Event(row["event"]), Region(row["zone"])).branches
        assert [
            (
                branch["to"],
                branch["requirement"],
                branch["deadline"],
                branch["enters"],
                branch["answer"],
                {name: tuple(options) for name, options in branch["when"].items()},
            )
            for branch in row["branches"]
        ] == [
            (
                rule.destination,
                rule.requirement,
                rule.move.value,
                rule.enters,
                rule.answer,
                {guard.name: guard.options for guard in rule.guards},
            )
            for rule in rules
        ]


@pytest.mark.parametrize("mode", Mode)
def test_every_state_is_there_with_its_facts(mode: Mode) -> None:
    table, body = compile_table(mode), policy_json()["modes"][mode.value]
    assert body["initial"] == table.initial
    assert {name: tuple(state.values()) for name, state in body["states"].items()} == {
        name: (location.label, location.wish.value, location.up, location.clock.value, location.app.value)
        for name, location in table.locations.items()
    }


def test_every_requirement_and_every_choice_is_explained() -> None:
    body = policy_json()
    assert list(body["requirements"]) == list(REQUIREMENTS)
    assert list(body["choices"]) == [*INTERPRETATIONS, *LATITUDES]
    assert all(tuple(choice["options"]) == options_of(name) for name, choice in body["choices"].items())
    assert {name for name, choice in body["choices"].items() if choice["kind"] == "latitude"} == set(
        LATITUDES
    )
