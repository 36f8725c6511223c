"""Each story that has to be met somewhere is met, and not where its rule is taken away."""

from __future__ import annotations

import pytest

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, compile_table
from connref.spec.vocabulary import Event, Move, Region
from connref.verify.explore import examine
from connref.verify.monitor import Property
from connref.verify.regions import Places
from connref.verify.witnesses import SIGHTS
from mutants.misdeeds import to, with_misdeed


def met(each: Property, table: PolicyTable) -> bool:
    return examine(Places(table), each).broken is not None


@pytest.mark.parametrize("each", SIGHTS, ids=lambda each: f"{each.mode.value}-{each.name}")
def test_sight_is_met(each: Property) -> None:
    assert met(each, compile_table(each.mode))


@pytest.mark.parametrize(
    ("name", "mode", "state", "event", "zone", "target"),
    [
        ("a ping at the last instant counts", Mode.MANUAL, "grace", Event.PING, Region.AT, "idle_background"),
        ("a return at the last instant counts", Mode.MANUAL, "grace", Event.FOREGROUND, Region.AT, "idle"),
        ("lost and back, twice", Mode.MANUAL, "connected", Event.LOST, Region.BEFORE, "idle"),
    ],
)
def test_sight_is_not_met_where_its_rule_is_gone(
    name: str, mode: Mode, state: str, event: Event, zone: Region, target: str
) -> None:
    (each,) = [sight for sight in SIGHTS if sight.name == name and sight.mode is mode]
    move = Move.CLEAR if state == "grace" else Move.KEEP
    assert not met(each, with_misdeed(mode, state, event, zone, to(target, move)))
