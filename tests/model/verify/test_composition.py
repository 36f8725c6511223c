"""Policy, link and machine together: they agree, and what is wrong with any of them is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from connref import composite
from connref.actions import Action
from connref.charts.link import LinkEvent, LinkRule
from connref.interpretations import DEFAULT, INTERPRETATIONS, LATITUDES, options_of
from connref.link import LinkKey, link_table
from connref.steps import Mode
from connref.table import compile_table
from connref.verify import composition
from connref.verify.composition import explore
from connref.verify.machine_steps import check_machine, check_machines, rules_of_machines
from connref.verify.places import Places
from connref.verify.properties_link import LINK_PROPERTIES

LINK = link_table()


def faults(monkeypatch: pytest.MonkeyPatch, changed: Mapping[LinkKey, LinkRule | None]) -> set[str]:
    """The names of the properties that a changed link breaks."""
    table = {key: rule for key, rule in {**LINK, **changed}.items() if rule is not None}
    monkeypatch.setattr(composition, "link_table", lambda: table)
    places = {mode: Places(compile_table(mode)) for mode in Mode}
    found = {
        each.name for each in LINK_PROPERTIES if explore(places[each.mode], each.check).fault is not None
    }
    monkeypatch.undo()
    return found


def test_nothing_is_wrong_with_the_link_as_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(monkeypatch, {}) == set()


@pytest.mark.parametrize(
    ("key", "change", "name"),
    [
        (("up", LinkEvent.NETWORK_LOST), {"closes": None}, "one socket, and none left over"),
        (("up", LinkEvent.SOCKET_CLOSED), {"target": "opening"}, "one socket, and none left over"),
        (
            ("opening", LinkEvent.UNWANT),
            {"target": "waiting"},
            "the link is down exactly where nothing is wanted",
        ),
        (("opening", LinkEvent.SOCKET_OPENED), {"target": "waiting"}, "up for the policy is up for the link"),
        (
            ("offline", LinkEvent.NETWORK_AVAILABLE),
            {"target": "waiting"},
            "a fair world brings up what is wanted",
        ),
    ],
)
def test_a_wrong_link_is_found(
    monkeypatch: pytest.MonkeyPatch, key: LinkKey, change: dict[str, Any], name: str
) -> None:
    assert name in faults(monkeypatch, {key: replace(LINK[key], **change)})


def test_a_missing_transition_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "whatever the world does has a transition" in faults(
        monkeypatch, {("waiting", LinkEvent.RETRY_DUE): None}
    )


def test_a_fault_has_a_shortest_way() -> None:
    places = Places(compile_table(Mode.MANUAL))
    found = explore(places, lambda _composition, _both, move: "up" if move.after.link == "up" else None)
    assert found.fault is not None
    assert len(found.fault.path) == 3


@pytest.mark.parametrize("mode", Mode)
def test_machine_is_policy_and_link_for_every_rule(mode: Mode) -> None:
    checks = check_machines(Places(compile_table(mode)))
    assert [fault for check in checks for fault in check.faults] == []
    assert rules_of_machines(Places(compile_table(mode))) == {
        rule for check in checks for rule in check.rules
    }


@pytest.mark.parametrize("name", ["settle_connects", "fail_pings", "report", "give_up_socket"])
def test_a_machine_that_forgets_something_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def nothing(*_: object) -> Action:
        return lambda _books, _received, _out: None

    monkeypatch.setattr(composite, name, nothing)
    # A reading of its own: composites are made once for each reading, and those of others must stay whole.
    unused = {"settle_connects": 1, "fail_pings": 2, "report": 3, "give_up_socket": 4}[name]
    names = [each for each in (*INTERPRETATIONS, *LATITUDES) if len(options_of(each)) > 1][-unused:]
    own = DEFAULT.but({each: options_of(each)[-1] for each in names})
    monkeypatch.setattr(composite, "composite_of", composite.composite_of.__wrapped__)
    found = {requirement for requirement, _ in check_machine(Places(compile_table(Mode.MANUAL)), own).faults}
    assert found & {"CALL-OUTCOME", "RES-ONE-SOCKET"}
