"""The walk itself: it finds what is wrong by a shortest way, under a reading that exists, and sees all readings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.charts.vocabulary import Event, Wish, Zone
from connref.errors import DefinitionError
from connref.interpretations import reading
from connref.steps import Mode
from connref.table import PolicyTable, Row, compile_table
from connref.verify.histories import HOLDS, Broken, Next, Property, PropertyKind, Seen, Verdict, under_all
from connref.verify.places import Places
from connref.verify.proof import prove, totality
from connref.verify.reach import reach, readings_to, shortest_ways
from connref.verify.walk import disagreement, examine, reading_of

MANUAL = compile_table(Mode.MANUAL)


def aim(watch: object, memory: object = None) -> Property:
    return Property("MAN-GRACE", "met", PropertyKind.SOMETIMES, Mode.MANUAL, under_all(watch), memory=memory)  # type: ignore[arg-type]


def with_row(table: PolicyTable, row: Row) -> PolicyTable:
    key = (row.state, row.event, row.zone)
    return PolicyTable(table.mode, table.initial, table.facts, {**table.rows, key: row})


def test_shortest_way_to_a_sight() -> None:
    def watch(_: None, seen: Seen) -> Verdict:
        return Broken("met") if seen.event is Event.DEADLINE and seen.goes_down else HOLDS

    found = examine(Places(MANUAL), aim(watch))
    events = [edge.rule.event if edge.rule else None for edge in found.path]
    assert len(events) == 5
    assert events[-1] is Event.DEADLINE


def test_what_only_two_readings_together_could_do_is_not_reported() -> None:
    """A close that reconnects and a close that ends the wish, in one history: no reading does both."""

    def watch(memory: str, seen: Seen) -> Verdict:
        if seen.event is not Event.CLOSED or seen.was.background:
            return Next(memory)
        done = "kept" if seen.after.wish is Wish.WANTED else "ended"
        return Broken("both") if memory and memory != done else Next(done)

    found = examine(Places(MANUAL), aim(watch, ""))
    assert found.broken is None
    assert found.fixed == ("server-close",)
    assert found.combinations == 2


def test_what_one_reading_does_is_reported_with_its_choices() -> None:
    def watch(_: None, seen: Seen) -> Verdict:
        ends = seen.event is Event.CLOSED and not seen.was.background and not seen.after.wants
        return Broken("ended") if ends else HOLDS

    found = examine(Places(MANUAL), aim(watch))
    assert found.broken is not None
    assert disagreement(found.path, {}) is None
    assert reading_of(found.path, {})["server-close"] == "stays-down"


def test_ways_can_be_gone_in_the_table_of_their_reading() -> None:
    ways = shortest_ways(Places(MANUAL))
    for rule, choices in readings_to(Places(MANUAL)).items():
        options = dict(reading(dict(choices)).choices)
        assert all(options[guard.name] in guard.options for guard in rule.guards)
    assert {rule for rule, _ in ways} == set(readings_to(Places(MANUAL)))


def test_a_branch_that_no_reading_reaches_is_told() -> None:
    row = MANUAL.rows["idle", Event.CONNECT, Zone.BEFORE]
    cut = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target=None),)))
    told = reach(Places(cut)).unreached
    assert any(text.startswith("opening × opened") for text in told)
    assert reach(Places(MANUAL)).unreached == ()


def test_a_deadline_that_does_not_fit_its_state_is_refused() -> None:
    row = MANUAL.rows["connected", Event.BACKGROUND, Zone.BEFORE]
    held = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="held"),)))
    with pytest.raises(DefinitionError, match="does not fit"):
        reach(Places(held))


def test_an_entry_that_is_not_noted_is_refused() -> None:
    row = MANUAL.rows["idle", Event.BACKGROUND, Zone.BEFORE]
    silent = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], enters=False),)))
    with pytest.raises(DefinitionError, match="not noted"):
        reach(Places(silent))


@pytest.mark.parametrize("mode", Mode)
def test_table_is_the_charts(mode: Mode) -> None:
    proof = prove(Places(compile_table(mode)))
    assert (proof.differences, proof.dead) == ((), ())
    assert proof.steps > 250
    assert proof.refused > 50


def test_a_table_that_is_not_the_chart_is_found() -> None:
    row = MANUAL.rows["connected", Event.LOST, Zone.BEFORE]
    other = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="idle"),)))
    proof = prove(Places(other))
    assert len(proof.differences) == 1
    assert proof.differences[0].startswith("connected × lost")


def test_a_missing_row_and_an_undetermined_one_are_found() -> None:
    assert totality(MANUAL) == ()
    key = ("connected", Event.CLOSED, Zone.BEFORE)
    missing = PolicyTable(
        MANUAL.mode, MANUAL.initial, MANUAL.facts, {k: v for k, v in MANUAL.rows.items() if k != key}
    )
    assert totality(missing) == ("connected × closed × before has no row",)
    row = MANUAL.rows[key]
    twice = with_row(MANUAL, replace(row, branches=(*row.branches, row.branches[0])))
    assert len(totality(twice)) == 1


def test_places_are_shared_and_marks_are_given_back() -> None:
    places = Places(MANUAL)
    start = places.start
    assert places.start is start
    assert places.unmark(places.mark(start)) is start
    assert ("grace", Zone.AT) in places.configurations()
    assert places.view(start).wish is Wish.UNWANTED
