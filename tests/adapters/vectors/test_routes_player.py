"""The player of timed events: what falls due comes first, and an inclusive reading keeps the deadline instant."""

from __future__ import annotations

import pytest

from connref.errors import ImpossibleInputError
from connref.protocol import Mode
from connref.semantics.table import compile_table, resolve
from connref.spec.interpretations import reading
from connref.spec.vocabulary import Event, Wish
from connref_adapters.vectors.routes import Expected, Player, Timed, requirements_of

GRACE = 30_000
UP_AT_3 = (
    Timed(0, Event.INIT),
    Timed(1, Event.LOGIN),
    Timed(2, Event.CONNECT),
    Timed(3, Event.OPENED),
    Timed(10, Event.BACKGROUND),
)


def played(*steps: Timed, **choices: str) -> list[Expected]:
    table = compile_table(Mode.MANUAL)
    chosen = reading({name.replace("_", "-"): option for name, option in choices.items()})
    return Player(table, resolve(table, chosen), GRACE).play([*UP_AT_3, *steps])


def test_a_deadline_begins_with_the_background_and_ends_the_wish() -> None:
    entered, before, at = played(Timed(GRACE + 9, None), Timed(GRACE + 10, None))[-3:]
    assert (entered.deadline, entered.wish) == (GRACE + 10, Wish.WANTED)
    assert (before.deadline, before.taken) == (GRACE + 10, ())
    assert (at.deadline, at.wish) == (None, Wish.UNWANTED)
    assert requirements_of(at.taken) == ["MAN-GRACE-ENDS"]


def test_what_falls_due_at_an_instant_comes_before_the_ping_of_that_instant() -> None:
    (late,) = played(Timed(GRACE + 10, Event.PING))[-1:]
    assert late.deadline is None
    assert [rule.event for rule in late.taken] == [Event.DEADLINE, Event.PING]


def test_inclusive_ping_at_the_deadline_starts_a_new_grace() -> None:
    (saved,) = played(Timed(GRACE + 10, Event.PING), ping_at_deadline="inclusive")[-1:]
    assert saved.deadline == GRACE + 10 + GRACE


def test_inclusive_deadline_is_over_one_millisecond_later() -> None:
    at, past = played(Timed(GRACE + 10, None), Timed(GRACE + 11, None), ping_at_deadline="inclusive")[-2:]
    assert at.deadline == GRACE + 10
    assert (past.deadline, past.wish) == (None, Wish.UNWANTED)


def test_the_deadline_instant_can_be_seen_twice_without_a_difference() -> None:
    once, twice = played(Timed(GRACE + 10, None), Timed(GRACE + 10, None), ping_at_deadline="inclusive")[-2:]
    assert (once.state, once.deadline) == (twice.state, twice.deadline)


def test_a_call_is_answered_and_time_is_not() -> None:
    assert [step.answer for step in played(Timed(20, None))] == [
        None,
        None,
        "success when up",
        None,
        None,
        None,
    ]


def test_an_impossible_event_is_refused_by_name() -> None:
    with pytest.raises(ImpossibleInputError, match="opened"):
        played(Timed(20, Event.OPENED))
