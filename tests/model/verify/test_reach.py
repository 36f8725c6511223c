"""What is reached, by which way, under which reading; and what is not."""

from __future__ import annotations

from dataclasses import replace

from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.interpretations import reading
from connref.spec.vocabulary import Event, Region
from connref.verify.reach import reach, readings_to, shortest_ways
from connref.verify.regions import Places
from mutants.misdeeds import with_row

MANUAL = compile_table(Mode.MANUAL)


def test_ways_can_be_gone_in_the_table_of_their_reading() -> None:
    ways = shortest_ways(Places(MANUAL))
    for rule, choices in readings_to(Places(MANUAL)).items():
        options = dict(reading(dict(choices)).choices)
        assert all(options[guard.name] in guard.options for guard in rule.guards)
    assert {rule for rule, _ in ways} == set(readings_to(Places(MANUAL)))


def test_a_branch_that_no_reading_reaches_is_told() -> None:
    row = MANUAL.rows["idle", Event.CONNECT, Region.BEFORE]
    cut = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target=None),)))
    told = reach(Places(cut)).unreached
    assert any(text.startswith("opening × opened") for text in told)
    assert reach(Places(MANUAL)).unreached == ()
