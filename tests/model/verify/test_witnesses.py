"""Each story and each branch is met somewhere, and not where what leads there is taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, compile_table
from connref.spec.interpretations import reading
from connref.spec.vocabulary import Event, Move, Region
from connref.verify.explore import check
from connref.verify.monitor import Property
from connref.verify.regions import RegionGraph
from connref.verify.witnesses import WITNESSES, coverage, readings_to, shortest_paths
from mutants.misdeeds import to, with_misdeed, with_row

MANUAL = compile_table(Mode.MANUAL)


def met(each: Property, table: PolicyTable) -> bool:
    return check(RegionGraph(table), each).found


@pytest.mark.parametrize("each", WITNESSES, ids=lambda each: f"{each.mode.value}-{each.name}")
def test_witness_is_met(each: Property) -> None:
    assert met(each, compile_table(each.mode))


@pytest.mark.parametrize(
    ("name", "mode", "state", "event", "region", "target"),
    [
        ("a ping at the last instant counts", Mode.MANUAL, "grace", Event.PING, Region.AT, "idle_background"),
        ("a return at the last instant counts", Mode.MANUAL, "grace", Event.FOREGROUND, Region.AT, "idle"),
        ("lost and back, twice", Mode.MANUAL, "connected", Event.LOST, Region.BEFORE, "idle"),
    ],
)
def test_witness_is_not_met_where_its_rule_is_gone(
    name: str, mode: Mode, state: str, event: Event, region: Region, target: str
) -> None:
    (each,) = [witness for witness in WITNESSES if witness.name == name and witness.mode is mode]
    move = Move.CLEAR if state == "grace" else Move.KEEP
    assert not met(each, with_misdeed(mode, state, event, region, to(target, move)))


def test_paths_can_be_taken_in_the_table_of_their_reading() -> None:
    paths = shortest_paths(RegionGraph(MANUAL))
    for transition, choices in readings_to(RegionGraph(MANUAL)).items():
        options = dict(reading(dict(choices)).choices)
        assert all(options[guard.name] in guard.options for guard in transition.guards)
    assert {transition for transition, _ in paths} == set(readings_to(RegionGraph(MANUAL)))


def test_a_branch_that_no_reading_reaches_is_told() -> None:
    row = MANUAL.rows["idle", Event.CONNECT, Region.BEFORE]
    cut = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target=None),)))
    unreached = coverage(RegionGraph(cut)).unreached
    assert any(text.startswith("opening × opened") for text in unreached)
    assert coverage(RegionGraph(MANUAL)).unreached == ()
