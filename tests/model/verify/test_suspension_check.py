"""A suspension does to the grace what grace-while-suspended says; a machine that errs there is found here alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from connref.protocol import Mode
from connref.semantics import machine as machines
from connref.semantics import product
from connref.semantics.machine import ConnectionMachine
from connref.semantics.table import compile_table
from connref.semantics.valuation import Valuation
from connref.spec.interpretations import DEFAULT, options_of
from connref.verify import machine_check
from connref.verify.machine_check import check_machine, check_session
from connref.verify.regions import RegionGraph
from connref.verify.suspension_check import (
    ASKED,
    SUSPENSION_PROPERTIES,
    check_suspension,
    check_suspensions,
)

Patch = Callable[[pytest.MonkeyPatch], None]
OPTIONS = options_of("grace-while-suspended")
INCLUSIVE = {"ping-at-deadline": "inclusive", "return-at-deadline": "inclusive"}
"""The options under which a machine is up at the deadline itself, and down a millisecond later."""


def found() -> set[tuple[str, str]]:
    """The option and the requirement of each fault, where the deadline itself belongs to the grace."""
    return {
        (option, requirement)
        for option in OPTIONS
        for requirement, _ in check_suspension(
            DEFAULT.but({**INCLUSIVE, "grace-while-suspended": option})
        ).faults
    }


def test_every_history_under_every_option_is_right() -> None:
    checks = check_suspensions()
    assert [fault for check in checks for fault in check.faults] == []
    assert len(checks) == 2 ** len(ASKED)
    assert {check.mode for check in checks} == {Mode.MANUAL}
    assert min(check.steps for check in checks) > 500


def other_option(patch: pytest.MonkeyPatch) -> None:
    right = machines.grace_counts

    def turned(choices: Mapping[str, str]) -> bool:
        return not right(choices)

    patch.setattr(machines, "grace_counts", turned)


def thawed(change: Callable[[Valuation, int, bool], None]) -> Patch:
    """The machine changes its books like this at the resume, beside all that is right."""

    def patched(patch: pytest.MonkeyPatch) -> None:
        right = Valuation.thaw

        def thaw(books: Valuation, now: int, *, counts: bool) -> None:
            paused = 0 if books.frozen_at is None else now - books.frozen_at
            right(books, now, counts=counts)
            change(books, paused, counts)

        patch.setattr(Valuation, "thaw", thaw)

    return patched


def whole_grace(books: Valuation, _paused: int, counts: bool) -> None:
    if not counts and books.deadline is not None:
        books.deadline = books.now + books.grace_ms


def a_millisecond_less(books: Valuation, paused: int, counts: bool) -> None:
    if not counts and books.deadline is not None:
        books.deadline -= min(paused, 1)


def no_deadline_in_the_past(books: Valuation, _paused: int, counts: bool) -> None:
    if counts and books.deadline is not None:
        books.deadline = max(books.deadline, books.now)


def never_asleep(patch: pytest.MonkeyPatch) -> None:
    def runs_on(_books: Valuation, _received: object, _out: object) -> None:
        pass

    patch.setattr(product, "freeze", runs_on)
    # Products of its own, made anew: those that are kept for others must stay whole.
    anew = cache(product.product_of.__wrapped__)
    for module in (machines, machine_check):
        patch.setattr(module, "product_of", anew)


def wakes_up(patch: pytest.MonkeyPatch) -> None:
    def deadline(machine: ConnectionMachine) -> int | None:
        return machine.snapshot()["policy"]["deadline"]

    patch.setattr(ConnectionMachine, "next_deadline", deadline)


@pytest.mark.parametrize(
    ("mutant", "expected"),
    [
        (other_option, {("runs", "MAN-GRACE-ENDS"), ("stands-still", "MAN-GRACE")}),
        (thawed(whole_grace), {("stands-still", "MAN-GRACE-ENDS")}),
        (thawed(a_millisecond_less), {("stands-still", "MAN-GRACE")}),
        (thawed(no_deadline_in_the_past), {("runs", "MAN-GRACE-ENDS")}),
        (never_asleep, {("runs", "INP-ROBUST"), ("stands-still", "INP-ROBUST")}),
        (wakes_up, {("runs", "INP-ROBUST"), ("stands-still", "INP-ROBUST")}),
    ],
)
def test_a_wrong_machine_is_found_by_these_properties_alone(
    monkeypatch: pytest.MonkeyPatch, mutant: Patch, expected: set[tuple[str, str]]
) -> None:
    mutant(monkeypatch)
    assert found() == expected
    graph = RegionGraph(compile_table(Mode.MANUAL))
    assert check_machine(graph, DEFAULT).faults == ()
    assert check_session(graph).faults == ()


def test_a_fault_tells_a_shortest_history(monkeypatch: pytest.MonkeyPatch) -> None:
    thawed(whole_grace)(monkeypatch)
    check = check_suspension(DEFAULT.but({**INCLUSIVE, "grace-while-suspended": "stands-still"}))
    (fault,) = check.faults
    assert fault == (
        "MAN-GRACE-ENDS",
        "wanted after 4 of 3 ms: background, 1 ms, suspend, resume, 1 ms, 1 ms, 1 ms",
    )


def test_the_names_of_the_properties_are_distinct() -> None:
    assert len(set(SUSPENSION_PROPERTIES.values())) == len(SUSPENSION_PROPERTIES)
