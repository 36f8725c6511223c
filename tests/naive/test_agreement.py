"""The comparison itself: it finds what differs, and meets enough to mean something."""

from __future__ import annotations

from dataclasses import replace

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, Row, compile_table
from connref.spec.interpretations import DEFAULT
from connref.spec.vocabulary import Event, Region
from naive.agreement import agree

OPTIONS = dict(DEFAULT.choices)


def test_a_wrong_target_is_found_by_a_shortest_story() -> None:
    table = compile_table(Mode.MANUAL)
    key = ("connected", Event.BACKGROUND, Region.BEFORE)
    (branch,) = table.rows[key].branches
    wrong = Row(*key, (), (replace(branch, target="held"),))
    mutated = PolicyTable(table.mode, table.initial, table.locations, {**table.rows, key: wrong})
    _, found = agree(mutated, OPTIONS)
    assert found is not None
    assert found.path == ("reopen", "connect", "opened", "background")


def test_pairs_are_many_enough_to_mean_something() -> None:
    assert agree(compile_table(Mode.AUTO), OPTIONS)[0] > 20
    assert agree(compile_table(Mode.MANUAL), OPTIONS)[0] > 200
