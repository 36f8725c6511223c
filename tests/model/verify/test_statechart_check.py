"""The proof that the tables are the charts: it holds, and it notices what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.protocol import Mode
from connref.semantics.table import PolicyTable, compile_table
from connref.spec.vocabulary import Event, Region
from connref.verify.regions import RegionGraph
from connref.verify.statechart_check import prove, totality
from mutants.misdeeds import with_row

MANUAL = compile_table(Mode.MANUAL)


@pytest.mark.parametrize("mode", Mode)
def test_table_is_the_charts(mode: Mode) -> None:
    proof = prove(RegionGraph(compile_table(mode)))
    assert (proof.differences, proof.dead) == ((), ())
    assert proof.steps > 250
    assert proof.refused > 50


def test_a_table_that_is_not_the_chart_is_found() -> None:
    row = MANUAL.rows["connected", Event.LOST, Region.BEFORE]
    other = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="idle"),)))
    proof = prove(RegionGraph(other))
    assert len(proof.differences) == 1
    assert proof.differences[0].startswith("connected × lost")


def test_a_missing_row_and_an_undetermined_one_are_found() -> None:
    assert totality(MANUAL) == ()
    key = ("connected", Event.CLOSED, Region.BEFORE)
    missing = PolicyTable(
        MANUAL.mode, MANUAL.initial, MANUAL.facts, {k: v for k, v in MANUAL.rows.items() if k != key}
    )
    assert totality(missing) == ("connected × closed × before has no row",)
    row = MANUAL.rows[key]
    twice = with_row(MANUAL, replace(row, branches=(*row.branches, row.branches[0])))
    assert len(totality(twice)) == 1
