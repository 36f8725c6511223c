"""A chart as an XState machine: the JSON that `createMachine` takes and that XState's visualiser opens.

Guards and actions are named, as XState serialises them; their parameters say what they mean: `reads` a name of the
context and the options that let the row pass, `region` the regions of time, `take` what the row says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from connref.spec.declare import Chart, Transition
from connref_adapters.export.charts import effects_of, first_choices, regions_left


def xstate(chart: Chart, reading: Mapping[str, str]) -> str:
    """The machine of a chart under a reading (options by name), as JSON."""
    return json.dumps(xstate_config(chart, reading), indent=2, ensure_ascii=False) + "\n"


def xstate_config(chart: Chart, reading: Mapping[str, str]) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "id": chart.name,
        "initial": chart.initial,
        "context": {**first_choices(chart, reading), "region": "before"},
        "states": {name: _state(chart, name) for name in chart.locations},
    }


def _state(chart: Chart, name: str) -> dict[str, Any]:
    location = chart.locations[name]
    on: dict[str, list[dict[str, Any]]] = {}
    for row in chart.transitions:
        if row.source == name:
            on.setdefault(row.event.value, []).append(_transition(chart, row))
    return {
        "description": location.label,
        "meta": {"wish": location.wish.value, "up": location.up, "clock": location.clock.value},
        "on": on,
    }


def _transition(chart: Chart, row: Transition) -> dict[str, Any]:
    """A row; without a target it stays, as XState has it."""
    made: dict[str, Any] = {} if row.target is None else {"target": row.target}
    guards = [
        {"type": "reads", "params": {"name": guard.name, "options": list(guard.options)}}
        for guard in row.guards
    ]
    regions = regions_left(chart, row)
    if regions:
        guards.append({"type": "region", "params": {"regions": [region.value for region in regions]}})
    if guards:
        made["guard"] = guards[0] if len(guards) == 1 else {"type": "and", "params": {"guards": guards}}
    made["actions"] = [{"type": "take", "params": effects_of(row)}]
    made["description"] = " ".join(row.requirements)
    return made
