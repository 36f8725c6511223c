"""What a deadline carries, and what a candidate blames when its wish is not met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.oracle.candidate import (
    OWES_THEN,
    Branch,
    Limit,
    Owes,
    Paid,
    Pending,
    limit_for,
    oracle_rows,
    start,
)
from connref.oracle.readings import EVERYTHING, FIELDS, mask_of
from connref.protocol import Mode
from connref.semantics.table import compile_table
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.vocabulary import Answer, Event, Region


def branches(state: str, event: Event, region: Region = Region.BEFORE) -> tuple[Branch, ...]:
    return oracle_rows(Mode.MANUAL)[state, event, region]


@pytest.mark.parametrize(
    ("entries", "early"), [(1, "MAN-GRACE"), (2, "MAN-GRACE-RESTARTS"), (3, "MAN-GRACE-RESTARTS")]
)
def test_a_deadline_of_an_entry(entries: int, early: str) -> None:
    (branch,) = branches("connected", Event.BACKGROUND)
    assert limit_for(Event.BACKGROUND, branch, entries, 0) == Limit(early, "MAN-GRACE-ENDS")


@pytest.mark.parametrize(("pings", "early"), [(1, "MAN-PING-EXTENDS"), (2, "MAN-PING-LOOP")])
def test_a_deadline_of_a_ping(pings: int, early: str) -> None:
    for branch in branches("grace", Event.PING):
        assert limit_for(Event.PING, branch, 1, pings) == Limit(early, "MAN-PING-LAPSES")


def test_a_deadline_of_a_reading_is_judged_under_what_the_catalogue_says() -> None:
    for branch in branches("opening", Event.BACKGROUND):
        limit = limit_for(Event.BACKGROUND, branch, 1, 0)
        assert limit == Limit("MAN-GRACE-ENDS", "MAN-GRACE-ENDS")


@pytest.mark.parametrize("mode", list(Mode))
def test_the_branches_of_a_row_share_out_all_readings_that_latitudes_do_not_double(mode: Mode) -> None:
    for key, row in compile_table(mode).rows.items():
        together = 0
        for branch in oracle_rows(mode)[key]:
            together |= branch.mask
        assert together == EVERYTHING, row


@pytest.mark.parametrize("mode", list(Mode))
def test_a_guarded_branch_blames_a_requirement_of_its_mode(mode: Mode) -> None:
    strange = "MAN-" if mode is Mode.AUTO else "AUTO-"
    judged_there = {
        requirement
        for entry in INTERPRETATIONS.values()
        if len(entry.judged_under) == 1
        for requirement in entry.judged_under
    }
    for rows in oracle_rows(mode).values():
        for branch in rows:
            assert not branch.blame.startswith(strange) or branch.blame in judged_there


def test_a_branch_restricts_a_cube_to_its_readings() -> None:
    inclusive, exclusive = (mask_of({"ping-at-deadline": [option]}) for option in ("inclusive", "exclusive"))
    branch = replace(branches("grace", Event.PING)[0], mask=inclusive, fields=(FIELDS["ping-at-deadline"],))
    assert branch.restrict(EVERYTHING) == inclusive
    assert branch.restrict(exclusive) is None


@pytest.mark.parametrize("mode", list(Mode))
def test_a_new_device_is_explained_by_every_reading(mode: Mode) -> None:
    candidate = start(mode)
    assert candidate.cube == EVERYTHING
    assert candidate.location == compile_table(mode).initial


def test_what_a_call_owes_only_gets_less_until_it_may_owe_the_connection() -> None:
    for (before, paid), after in OWES_THEN.items():
        if paid not in (Paid.SUCCESS_BEFORE_UP, Paid.ERROR_UNSENT):
            assert not after & ~before, (before, paid)


def test_whatever_a_call_owes_can_be_excused_and_each_kind_can_come_about() -> None:
    assert {before for before, paid in OWES_THEN if paid is Paid.EXCUSED} == set(Owes)
    assert {*OWES_THEN.values(), Owes.OUTCOME_AND_SEND} == set(Owes)


def test_a_call_that_owes_nothing_any_more_is_forgotten() -> None:
    pending = Pending("c", "ping", 0, Answer.SENDS, "MAN-PING-SENDS", Owes.OUTCOME_AND_SEND)
    candidate = start(Mode.MANUAL)._replace(calls=(pending,))
    sent = pending.after(Paid.SENT)
    assert candidate.settled(pending, sent).calls == (sent,)
    assert candidate.settled(pending, pending.after(Paid.ERROR)).calls == ()
