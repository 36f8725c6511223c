"""One wrong rule at a time: which of some properties notice it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.vocabulary import Event, Move, Region
from connref.verify.explore import check
from connref.verify.monitor import Property
from connref.verify.regions import RegionGraph


def to(target: str | None, move: Move = Move.KEEP) -> dict[str, Any]:
    """The change that leads elsewhere; None stays."""
    return {"target": target, "move": move}


def with_misdeed(mode: Mode, state: str, event: Event, region: Region, change: dict[str, Any]) -> PolicyTable:
    """The table in which every branch of one row is changed like that, and no other row."""
    table = compile_table(mode)
    row = table.rows[state, event, region]
    return with_row(table, replace(row, branches=tuple(replace(branch, **change) for branch in row.branches)))


def with_row(table: PolicyTable, row: Row) -> PolicyTable:
    """The table with another row in the place of its own."""
    return replace(table, rows={**table.rows, (row.state, row.event, row.region): row})


def noticed_by(properties: Iterable[Property], table: PolicyTable) -> set[str]:
    """The names of the properties of the table's mode that do not hold of it."""
    graph = RegionGraph(table)
    of_mode = [each for each in properties if each.mode is table.mode]
    return {each.name for each in of_mode if check(graph, each).found}
