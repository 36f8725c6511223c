"""The machine is policy and link, for every rule; one that forgets something is found."""

from __future__ import annotations

from functools import cache

import pytest

from connref.inputs import Init
from connref.protocol import Mode
from connref.semantics import product
from connref.semantics.outputs import Action
from connref.semantics.states import Cause, ProductState, Route
from connref.semantics.table import compile_table
from connref.semantics.valuation import Valuation
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of
from connref.spec.vocabulary import Event
from connref.verify import machine_check
from connref.verify.machine_check import (
    check_machine,
    check_machines,
    check_session,
    transitions_of_machines,
)
from connref.verify.regions import RegionGraph


@pytest.mark.parametrize("mode", Mode)
def test_machine_is_policy_and_link_for_every_rule(mode: Mode) -> None:
    checks = check_machines(RegionGraph(compile_table(mode)))
    assert [fault for check in checks for fault in check.faults] == []
    assert transitions_of_machines(RegionGraph(compile_table(mode))) == {
        rule for check in checks for rule in check.transitions
    }


@pytest.mark.parametrize("name", ["settle_connects", "fail_pings", "report", "give_up_socket"])
def test_a_machine_that_forgets_something_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def nothing(*_: object) -> Action:
        return lambda _books, _received, _out: None

    monkeypatch.setattr(product, name, nothing)
    # A reading of its own: composites are made once for each reading, and those of others must stay whole.
    unused = {"settle_connects": 1, "fail_pings": 2, "report": 3, "give_up_socket": 4}[name]
    names = [each for each in (*INTERPRETATIONS, *LATITUDES) if len(options_of(each)) > 1][-unused:]
    own = DEFAULT.but({each: options_of(each)[-1] for each in names})
    monkeypatch.setattr(product, "product_of", product.product_of.__wrapped__)
    found = {
        requirement for requirement, _ in check_machine(RegionGraph(compile_table(Mode.MANUAL)), own).faults
    }
    assert found & {"CALL-OUTCOME", "RES-ONE-SOCKET"}


@pytest.mark.parametrize("mode", Mode)
def test_session_of_the_machine_is_as_the_events_say(mode: Mode) -> None:
    check = check_session(RegionGraph(compile_table(mode)))
    assert check.faults == ()
    assert check.steps > 500


@pytest.mark.parametrize(
    ("name", "requirement"),
    [("save_user", "SES-LOGIN-SAVES"), ("forget_user", "SES-NO-USER"), ("report_user", "SES-LOGIN-SAVES")],
)
def test_a_machine_that_forgets_something_of_the_session_is_found(
    monkeypatch: pytest.MonkeyPatch, name: str, requirement: str
) -> None:
    def nothing(*_: object) -> None:
        pass

    monkeypatch.setattr(product, name, nothing)
    # Its own products, made anew: those that are kept for others must stay whole.
    monkeypatch.setattr(machine_check, "product_of", cache(product.product_of.__wrapped__))
    found = check_session(RegionGraph(compile_table(Mode.AUTO))).faults
    assert {each for each, _ in found} == {requirement}


def test_a_machine_that_does_not_look_for_the_saved_user_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def always_init(_: Valuation, __: object) -> Cause:
        return Event.INIT

    def route(_: ProductState, cause: Cause) -> Route | None:
        return always_init if cause is Init else None

    monkeypatch.setattr(product, "route_of", route)
    monkeypatch.setattr(machine_check, "product_of", cache(product.product_of.__wrapped__))
    found = check_session(RegionGraph(compile_table(Mode.AUTO))).faults
    assert any(each == "SES-LOGIN-SAVES" and "reopen" in why for each, why in found)
