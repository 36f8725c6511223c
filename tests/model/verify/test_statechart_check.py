"""The lock-step proof: it holds, and it finds by itself each kind of mutant of either engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from connref.protocol import Mode
from connref.semantics.policy import PolicyMemory, follow
from connref.semantics.statechart import MODE_CHARTS, LinkChart, RowChart, SessionChart, statechart
from connref.semantics.table import LinkKey, PolicyTable, SessionKey, compile_table, link_table, session_table
from connref.spec.declare import Transition
from connref.spec.vocabulary import Clock, Event, LinkEvent, Region, Storage
from connref.verify.statechart_check import (
    Comparison,
    Engines,
    compare_history,
    compare_rows,
    numbers,
    of_link,
    of_mode,
    of_session,
    prove,
)
from connref.verify.totality import totality
from mutants.making import Mutant, mutants_of
from mutants.misdeeds import with_row

MANUAL = compile_table(Mode.MANUAL)
IN_BOTH_ENGINES = {
    "dropped",
    "target changed",
    "guard dropped",
    "option changed",
    "answer changed",
    "guards swapped",
    "move changed",
    "entry changed",
}
OF_EACH_KIND = 4

Rows = tuple[Transition, ...]


def differences_of(engines: Engines) -> list[str]:
    """What a comparison of the rows alone finds."""
    found = Comparison()
    compare_rows(engines, engines.library(), found)
    return found.differences


def differences_at(mutant: Mutant, engines: Engines) -> list[str]:
    """What a comparison of the rows of the mutant's event finds: the others are as they were."""
    return differences_of(replace(engines, events=(mutant.rule.event,)))


def rebuilt(mode: Mode, change: Callable[[Rows], Rows]) -> type[RowChart]:
    """The library's class of a mode, built from changed rows."""
    chart = MODE_CHARTS[mode].rows
    return statechart(replace(chart, transitions=change(chart.transitions)), "Mutated")


def mutated(mutant: Mutant) -> type[RowChart]:
    """The library's class of a mode with one mutant in it."""
    new = dict(mutant.changed)

    def change(rows: Rows) -> Rows:
        return tuple(after for row in rows if (after := new.get(row, row)) is not None)

    return rebuilt(mutant.mode, change)


def sample(mode: Mode) -> Iterator[Mutant]:
    """A few mutants of each kind that a row alone can show, spread over the table."""
    kinds: dict[str, list[Mutant]] = {}
    for mutant in mutants_of(compile_table(mode)):
        if not mutant.shift_ms:
            kinds.setdefault(mutant.kind, []).append(mutant)
    for of_kind in kinds.values():
        yield from of_kind[:: max(1, len(of_kind) // OF_EACH_KIND)]


def is_mere_order(mutant: Mutant) -> bool:
    """Two rows that differ in nothing but their guards: to swap these is to swap the rows."""
    return {before for before, _ in mutant.changed} == {after for _, after in mutant.changed}


@pytest.mark.parametrize("mode", Mode)
def test_both_engines_of_a_mode_agree(mode: Mode) -> None:
    proof = prove(of_mode(compile_table(mode)))
    assert (proof.differences, proof.dead) == ((), ())
    assert proof.steps > len(compile_table(mode).rows)
    assert proof.refused > 50


def test_both_engines_of_the_link_agree() -> None:
    proof = prove(of_link())
    assert (proof.differences, proof.dead) == ((), ())
    assert proof.steps > len(link_table())
    assert proof.refused > 20


def test_both_engines_of_the_session_agree() -> None:
    proof = prove(of_session())
    assert (proof.differences, proof.dead) == ((), ())
    assert proof.steps > len(session_table())
    assert proof.refused > 50


@pytest.mark.parametrize("mode", Mode)
def test_a_mutant_of_the_table_is_found(mode: Mode) -> None:
    table = compile_table(mode)
    missed = [each for each in sample(mode) if not differences_at(each, of_mode(each.table(table)))]
    assert list(map(str, missed)) == []


@pytest.mark.parametrize("mode", Mode)
def test_a_mutant_of_the_library_is_found(mode: Mode) -> None:
    table = compile_table(mode)
    wrong = [each for each in sample(mode) if not is_mere_order(each)]
    missed = [each for each in wrong if not differences_at(each, of_mode(table, mutated(each)))]
    assert list(map(str, missed)) == []


def test_every_kind_of_mutant_is_among_them() -> None:
    assert {mutant.kind for mutant in sample(Mode.MANUAL)} == IN_BOTH_ENGINES


def test_a_row_of_the_table_that_is_missing_or_moved_to_another_region_is_found() -> None:
    key = ("grace", Event.PING, Region.AT)
    without = {at: row for at, row in MANUAL.rows.items() if at != key}
    assert differences_of(of_mode(replace(MANUAL, rows=without)))[0].startswith("grace × ping × at")
    early = MANUAL.rows["grace", Event.PING, Region.BEFORE]
    moved = with_row(MANUAL, replace(early, region=Region.AT))
    assert differences_of(of_mode(moved))[0].startswith("grace × ping × at")


def test_a_row_of_the_library_that_is_moved_to_another_region_is_found() -> None:
    def change(rows: Rows) -> Rows:
        return tuple(
            replace(row, regions=(Region.BEFORE, Region.AT)) if row.event is Event.PING else row
            for row in rows
        )

    assert any(
        "grace × ping × at" in each for each in differences_of(of_mode(MANUAL, rebuilt(Mode.MANUAL, change)))
    )


def test_branches_of_the_table_in_another_order_are_found() -> None:
    row = MANUAL.rows["connected", Event.CLOSED, Region.BEFORE]
    assert len(row.branches) == 2
    swapped = with_row(MANUAL, replace(row, branches=row.branches[::-1]))
    assert "out of order" in differences_of(of_mode(swapped))[0]


@pytest.mark.parametrize("mode", Mode)
def test_the_order_of_the_rows_of_the_library_does_not_matter(mode: Mode) -> None:
    """That is what the count of enabled rows proves: the library takes the first, and there is no second."""
    backwards = rebuilt(mode, lambda rows: rows[::-1])
    assert differences_of(of_mode(compile_table(mode), backwards)) == []


def test_rows_of_the_library_that_need_their_order_are_found() -> None:
    """One guard is lost, and the rows are swapped so that the library takes them as before: the overlap is found."""

    def change(rows: Rows) -> Rows:
        first, second = (r for r in rows if (r.source, r.event) == ("connected", Event.CLOSED))
        others = tuple(row for row in rows if row not in (first, second))
        return (*others, first, replace(second, guards=()))

    found = differences_of(of_mode(MANUAL, rebuilt(Mode.MANUAL, change)))
    assert any("connected × closed" in each for each in found)


def late(transition: Transition, memory: PolicyMemory, now: int, grace_ms: int) -> PolicyMemory:
    """Moves the deadline by a millisecond."""
    after = follow(transition, memory, now, grace_ms)
    return after if after.deadline is None else replace(after, deadline=after.deadline + 1)


def test_a_deadline_that_is_a_millisecond_late_is_found_by_histories() -> None:
    assert differences_of(of_mode(MANUAL, update=late)) == []
    assert prove(of_mode(MANUAL, update=late)).differences != ()


@pytest.mark.parametrize("mode", Mode)
def test_long_histories_agree(mode: Mode) -> None:
    engines, found = of_mode(compile_table(mode)), Comparison()
    running = engines.library()
    for seed in range(20):
        compare_history(engines, running, numbers(seed), 200, found)
    assert found.differences == []
    assert found.steps > 3_000
    met = {each.source for each in found.fired}
    clocks = {
        location.id for location in compile_table(mode).locations.values() if location.clock is Clock.DEADLINE
    }
    assert clocks <= met


def test_histories_alone_find_a_wrong_target() -> None:
    row = MANUAL.rows["idle", Event.CONNECT, Region.BEFORE]
    wrong = with_row(MANUAL, replace(row, branches=(replace(row.branches[0], target="connected"),)))
    engines, found = of_mode(wrong), Comparison()
    running = engines.library()
    for seed in range(20):
        compare_history(engines, running, numbers(seed), 200, found)
    assert any(each.startswith("idle × connect ×") for each in found.differences)


@pytest.mark.parametrize("change", [{"target": "opening"}, {"closes": None}, {"tells": None}])
def test_a_mutant_of_the_link_is_found_in_either_engine(change: dict[str, None]) -> None:
    key: LinkKey = ("up", LinkEvent.NETWORK_LOST)
    row = link_table()[key]
    wrong = replace(row, **change)
    rows = LinkChart.rows.transitions
    library = statechart(
        replace(LinkChart.rows, transitions=tuple(wrong if each == row else each for each in rows)), "Mutated"
    )
    for engines in (of_link({**link_table(), key: wrong}), of_link(library=library)):
        assert all(each.startswith("up × network_lost") for each in differences_of(engines))
        assert differences_of(engines)


@pytest.mark.parametrize(
    "change", [{"target": "ready"}, {"stores": (Storage.FORGET,)}, {"requirement": "SES-NO-USER"}]
)
def test_a_mutant_of_the_session_is_found_in_either_engine(change: dict[str, Any]) -> None:
    key: SessionKey = ("logged_in", Event.KILL)
    (branch,) = session_table()[key].branches
    wrong = replace(branch, **change)
    rows = SessionChart.rows.transitions
    library = statechart(
        replace(SessionChart.rows, transitions=tuple(wrong if each == branch else each for each in rows)),
        "Mutated",
    )
    table = {**session_table(), key: replace(session_table()[key], branches=(wrong,))}
    for engines in (of_session(table), of_session(library=library)):
        found = differences_of(engines)
        assert found != []
        assert all(each.startswith("logged_in × kill") for each in found)


def test_a_missing_row_and_an_undetermined_one_are_found() -> None:
    assert totality(MANUAL) == ()
    key = ("connected", Event.CLOSED, Region.BEFORE)
    missing = PolicyTable(
        MANUAL.mode, MANUAL.initial, MANUAL.locations, {k: v for k, v in MANUAL.rows.items() if k != key}
    )
    assert totality(missing) == ("connected × closed × before has no row",)
    row = MANUAL.rows[key]
    twice = with_row(MANUAL, replace(row, branches=(*row.branches, row.branches[0])))
    assert len(totality(twice)) == 1
