"""SCXML: the statechart library reads each document back, and walks it as the table says, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Protocol, cast

import pytest
from statemachine.io.scxml.processor import SCXMLProcessor

from connref.protocol import Mode
from connref.semantics.table import CHARTS, Key, PolicyTable, compile_table, link_table, session_table
from connref.spec.declare import Transition
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, Reading
from connref.spec.link import LINK
from connref.spec.session import SESSION
from connref_adapters.export.charts import effects_of
from connref_adapters.export.scxml import scxml

STEPS = 1500


def reading_from(random: Random) -> Reading:
    return DEFAULT.but({name: random.choice(list(each.options)) for name, each in INTERPRETATIONS.items()})


class Running(Protocol):
    """What these tests use of the class that the library makes of a document."""

    model: object
    configuration_values: Iterable[object]

    def send(self, event: str) -> object: ...


def started(text: str, name: str) -> Running:
    processor = SCXMLProcessor()
    processor.parse_scxml(name, text)
    return cast("Running", processor.start())  # pyright: ignore[reportUnknownMemberType]


def stands(machine: Running) -> set[str]:
    return {str(each) for each in machine.configuration_values} - {"all"}


def said(machine: Running, row: Transition) -> dict[str, str]:
    return {name: getattr(machine.model, name) for name in effects_of(row)}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("mode", Mode)
def test_a_mode_is_walked_as_the_table_says(mode: Mode, seed: int) -> None:
    random = Random(seed)
    reading = DEFAULT if seed == 0 else reading_from(random)
    table = compile_table(mode)
    machine = started(scxml(CHARTS[mode], dict(reading.choices)), mode.value)
    location, taken = table.initial, dict.fromkeys(table.rows, 0)
    for _ in range(STEPS):
        key = least_taken(table, location, taken, random)
        taken[key] += 1
        row = table.rows[key].branch(dict(reading.choices))
        machine.send(f"region.{key[2].value}")
        machine.send(key[1].value)
        location = row.destination
        assert stands(machine) == {location}, row
        assert said(machine, row) == effects_of(row)
    reached = {key[0] for key, count in taken.items() if count}
    assert len(reached) >= len(table.locations) * 0.6


def least_taken(table: PolicyTable, location: str, taken: dict[Key, int], random: Random) -> Key:
    keys = [key for key in table.rows if key[0] == location]
    fewest = min(taken[key] for key in keys)
    return random.choice([key for key in keys if taken[key] == fewest])


def test_the_link_is_walked_as_its_table_says() -> None:
    machine = started(scxml(LINK, {}), "link")
    random, location = Random(3), LINK.initial
    table = link_table()
    for _ in range(300):
        row = random.choice([row for (source, _), row in table.items() if source == location])
        machine.send(row.event.value)
        location = row.destination
        assert stands(machine) == {location}
        assert said(machine, row) == effects_of(row)


def test_the_session_is_walked_as_its_table_says() -> None:
    machine = started(scxml(SESSION, dict(DEFAULT.choices)), "session")
    random, location = Random(3), SESSION.initial
    for _ in range(200):
        row = random.choice([row for (source, _), row in session_table().items() if source == location])
        branch = row.branch(dict(DEFAULT.choices))
        machine.send(branch.event.value)
        location = branch.destination
        assert stands(machine) == {location}
        assert said(machine, branch) == effects_of(branch)
