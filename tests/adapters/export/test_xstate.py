"""XState: the machine has a state for each location, and its guards let exactly the row pass that the table takes."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from connref.semantics.table import CHARTS, compile_table
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS
from connref.spec.vocabulary import Mode
from connref_adapters.export.charts import CHARTS_BY_NAME, effects_of
from connref_adapters.export.xstate import xstate


def passes(guard: dict[str, Any] | None, choices: dict[str, str], region: str) -> bool:
    if guard is None:
        return True
    said = guard["params"]
    if guard["type"] == "and":
        return all(passes(each, choices, region) for each in said["guards"])
    if guard["type"] == "region":
        return region in said["regions"]
    return choices[said["name"]] in said["options"]


@pytest.mark.parametrize("mode", Mode)
def test_each_row_is_the_one_that_passes(mode: Mode) -> None:
    random = Random(5)
    table = compile_table(mode)
    machine = json.loads(xstate(CHARTS[mode], dict(DEFAULT.choices)))
    assert machine["initial"] == table.initial
    for _ in range(20):
        reading = DEFAULT.but({name: random.choice(each.options) for name, each in INTERPRETATIONS.items()})
        choices = dict(reading.choices)
        for (location, event, region), row in table.rows.items():
            asked = machine["states"][location]["on"][event.value]
            found = [each for each in asked if passes(each.get("guard"), choices, region.value)]
            taken = row.branch(choices)
            assert len(found) == 1
            assert found[0].get("target", location) == taken.destination
            assert found[0]["actions"][0]["params"] == effects_of(taken)


@pytest.mark.parametrize("name", CHARTS_BY_NAME)
def test_the_context_holds_what_the_guards_read(name: str) -> None:
    machine = json.loads(xstate(CHARTS_BY_NAME[name], dict(DEFAULT.choices)))
    read = set[str]()

    def collect(guard: dict[str, Any] | None) -> None:
        if guard is not None and guard["type"] == "and":
            for each in guard["params"]["guards"]:
                collect(each)
        elif guard is not None and guard["type"] == "reads":
            read.add(guard["params"]["name"])

    for state in machine["states"].values():
        for transitions in state["on"].values():
            for each in transitions:
                collect(each.get("guard"))
    assert read | {"region"} == set(machine["context"])
