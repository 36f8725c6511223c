"""Spin: it proves statements of its own, finds what is broken where `connref verify` does, and says what it lacks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tests.adapters.export.spin_there import NEEDS_SPIN

from connref.semantics.table import PolicyTable, compile_table
from connref.spec.declare import Transition
from connref.spec.vocabulary import Event, Mode, Move
from connref.verify import POLICY_PROPERTIES
from connref.verify.explore import check
from connref.verify.regions import RegionGraph
from connref_adapters.export import spin
from connref_adapters.export.promela_rule import Rule
from connref_adapters.export.promela_rules import RULES
from connref_adapters.export.spin import SpinError, prove

RECORDED = Path(__file__).parents[3] / "docs" / "spin.json"
STATEMENT = {(rule.mode, rule.requirement): rule for rule in RULES}


def recorded() -> list[dict[str, object]]:
    return json.loads(RECORDED.read_text(encoding="utf-8"))["verdicts"]


def test_what_is_recorded_is_of_these_statements() -> None:
    """The figures themselves are compared by `make spin`, which proves them all anew."""
    assert [(each["mode"], each["requirement"], each["sentence"]) for each in recorded()] == [
        (rule.mode.value, rule.requirement, rule.sentence) for rule in RULES
    ]
    assert [each["requirement"] for each in recorded() if not each["proved"]] == []


@NEEDS_SPIN
def test_a_statement_is_proved_over_as_many_states_as_recorded() -> None:
    rule = STATEMENT[Mode.AUTO, "AUTO-BACKGROUND"]
    verdict = prove(rule)
    assert verdict.proved
    assert json.loads(json.dumps(asdict(verdict))) in recorded()


Change = Callable[[Transition], Transition]


def unmoved(row: Transition) -> Transition:
    """The row without the new grace that it starts."""
    return replace(row, move=Move.KEEP) if row.move is Move.FROM_NOW else row


BROKEN: tuple[tuple[Mode, str, str, Event, Change], ...] = (
    (Mode.MANUAL, "MAN-DISCONNECT", "connected", Event.DISCONNECT, lambda row: replace(row, target=None)),
    (Mode.AUTO, "AUTO-BACKGROUND", "connected", Event.BACKGROUND, lambda row: replace(row, target=None)),
    (Mode.MANUAL, "MAN-PING-EXTENDS", "grace", Event.PING, unmoved),
)
"""One row each: disconnect() and the background do nothing, a ping moves no deadline."""


@NEEDS_SPIN
@pytest.mark.parametrize(
    ("mode", "requirement", "location", "event", "change"), BROKEN, ids=[each[1] for each in BROKEN]
)
def test_a_broken_model_fails_in_both_provers(
    mode: Mode, requirement: str, location: str, event: Event, change: Change
) -> None:
    broken = changed(compile_table(mode), location, event, change)
    assert not prove(STATEMENT[mode, requirement], broken).proved
    asked = [each for each in POLICY_PROPERTIES if each.requirement == requirement and each.mode is mode]
    assert any(check(RegionGraph(broken), each).found for each in asked)


def changed(table: PolicyTable, location: str, event: Event, change: Change) -> PolicyTable:
    """The table with every branch of one event in one location changed."""
    rows = {
        key: replace(row, branches=tuple(map(change, row.branches))) if key[:2] == (location, event) else row
        for key, row in table.rows.items()
    }
    return replace(table, rows=rows)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spin, "missing_programs", lambda: ["spin"])
    with pytest.raises(SpinError, match="needs spin: install"):
        prove(RULES[0])


@NEEDS_SPIN
def test_what_spin_cannot_read_is_its_own_error() -> None:
    nonsense = Rule("MAN-GRACE", Mode.AUTO, "nonsense", "HOLDS(no_such_word)")
    with pytest.raises(SpinError, match="spin ended with status"):
        prove(nonsense)
