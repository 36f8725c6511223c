"""Each property of the session notices a rule that breaks it, and a device that is told something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from connref.effects import Deliver, ForgetUser, RefuseInput, ReportUser, SaveUser
from connref.protocol import Mode
from connref.spec.vocabulary import Event, Region
from connref.verify.monitor import AppState
from connref.verify.properties.session import SESSION_PROPERTIES, DeviceStep, session_faults
from mutants.misdeeds import noticed_by, with_misdeed

B = Region.BEFORE
MISDEEDS: list[tuple[str, str, Event, Region, dict[str, Any]]] = [
    ("nobody logged in, no connection", "signed_out", Event.LOGOUT, B, {"target": "opening"}),
    ("a reopened app finds its user", "not_initialised", Event.REOPEN, B, {"target": "signed_out"}),
    ("a killed process wants nothing", "connected", Event.KILL, B, {"target": "waiting"}),
    (
        "a second init or login without effect leaves the connection",
        "connected",
        Event.LOGIN,
        B,
        {"target": "idle"},
    ),
]


@pytest.mark.parametrize(("name", "state", "event", "region", "change"), MISDEEDS)
def test_a_misdeed_is_noticed(
    name: str, state: str, event: Event, region: Region, change: dict[str, Any]
) -> None:
    assert name in noticed_by(SESSION_PROPERTIES, with_misdeed(Mode.MANUAL, state, event, region, change))


def test_there_is_a_misdeed_for_each_property() -> None:
    assert {name for name, *_ in MISDEEDS} == {each.name for each in SESSION_PROPERTIES}


IGNORED: Mapping[str, str] = {"login-again": "ignored", "init-again": "ignored"}
ERROR: Mapping[str, str] = {"login-again": "error", "init-again": "error"}
SWITCHES: Mapping[str, str] = {"login-again": "switches", "init-again": "reopens"}
FRESH, SIGNED_OUT, WITH_USER = AppState(), AppState(started=True), AppState(started=True, user=True)
REFUSED_LOGIN, REFUSED_INIT = RefuseInput("login", "why"), RefuseInput("init", "why")
SAVED = SaveUser("ann")

RIGHT: list[tuple[DeviceStep, Mapping[str, str]]] = [
    (DeviceStep(Event.LOGIN, SIGNED_OUT, "ann", None, "ann", (SAVED,)), IGNORED),
    (DeviceStep(Event.LOGIN, WITH_USER, "ann", "bob", "ann", (SAVED,)), SWITCHES),
    (DeviceStep(Event.LOGIN, WITH_USER, "ann", "bob", "bob", ()), IGNORED),
    (DeviceStep(Event.LOGIN, WITH_USER, "ann", "bob", "bob", (REFUSED_LOGIN,)), ERROR),
    (DeviceStep(Event.LOGIN, FRESH, "ann", "bob", "bob", (REFUSED_LOGIN,)), SWITCHES),
    (DeviceStep(Event.LOGOUT, WITH_USER, "ann", "bob", None, (ForgetUser(),)), IGNORED),
    (DeviceStep(Event.LOGOUT, SIGNED_OUT, "ann", None, None, ()), IGNORED),
    (DeviceStep(Event.KILL, WITH_USER, "ann", "bob", "bob", ()), IGNORED),
    (DeviceStep(Event.REOPEN, FRESH, "ann", "bob", "bob", (ReportUser("bob"),)), IGNORED),
    (DeviceStep(Event.INIT, FRESH, "ann", None, None, (ReportUser(None),)), ERROR),
    (DeviceStep(Event.INIT, WITH_USER, "ann", "bob", "bob", (REFUSED_INIT, ReportUser("bob"))), ERROR),
    (DeviceStep(Event.PING, WITH_USER, "ann", "bob", "bob", (Deliver("hello"),)), SWITCHES),
    (DeviceStep(None, WITH_USER, "ann", "bob", "bob", ()), SWITCHES),
]


@pytest.mark.parametrize(("step", "choices"), RIGHT)
def test_a_right_step_has_no_fault(step: DeviceStep, choices: Mapping[str, str]) -> None:
    assert list(session_faults(step, choices)) == []


@pytest.mark.parametrize(("step", "choices"), RIGHT)
@pytest.mark.parametrize("after", ["ann", "bob", None])
def test_another_saved_user_is_a_fault(
    step: DeviceStep, choices: Mapping[str, str], after: str | None
) -> None:
    found = list(session_faults(replace(step, after=after), choices))
    assert bool(found) is (after != step.after)


@pytest.mark.parametrize(("step", "choices"), RIGHT)
def test_an_effect_too_many_or_too_few_is_a_fault(step: DeviceStep, choices: Mapping[str, str]) -> None:
    for extra in (SaveUser("eve"), ForgetUser(), ReportUser("eve"), REFUSED_LOGIN):
        assert list(session_faults(replace(step, effects=(*step.effects, extra)), choices))
    if any(not isinstance(each, Deliver) for each in step.effects):
        assert list(session_faults(replace(step, effects=()), choices))


def test_a_fault_at_logout_stands_under_no_user() -> None:
    kept = DeviceStep(Event.LOGOUT, WITH_USER, "ann", "bob", "bob", ())
    assert {requirement for requirement, _ in session_faults(kept, IGNORED)} == {"SES-NO-USER"}
