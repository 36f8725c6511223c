"""What a driver can be asked: why a requirement cannot be judged, and which cases are left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.cases.notation import parse
from connref.cases.own import Scenario
from connref.protocol import InputName, Mode, ObservationKind, Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import Clock, Hello, Implementation
from connref_adapters.kit.asking import NO_GRACE, Asking, telling, too_coarse
from connref_adapters.kit.play import RunSettings

HELLO = Hello(
    Implementation("x", "1", "python"),
    Clock.VIRTUAL,
    frozenset(InputName),
    frozenset(ObservationKind),
    Profile(),
)
NAMED = RunSettings(only=("MAN-GRACE/*", "AUTO-DEFAULT/*", "AUTO-RECONNECT/*"))


def lacking(**changes: object) -> dict[str, str]:
    asking = Asking(replace(HELLO, **changes), RunSettings())
    reasons = {name: asking.lacks(name) for name in REQUIREMENTS}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def test_a_driver_that_has_everything_lacks_nothing() -> None:
    assert lacking() == {}


@pytest.mark.parametrize(
    ("modes", "reason", "mode"),
    [
        ({Mode.AUTO, None}, "no manual mode", Mode.MANUAL),
        ({Mode.MANUAL, None}, "no auto mode", Mode.AUTO),
    ],
)
def test_what_is_said_of_a_mode_needs_it(modes: set[Mode | None], reason: str, mode: Mode) -> None:
    expected = {name for name, row in REQUIREMENTS.items() if row.modes == frozenset({mode})} - {
        "AUTO-DEFAULT"
    }
    assert lacking(modes=frozenset(modes)) == dict.fromkeys(
        [name for name in REQUIREMENTS if name in expected], reason
    )


def test_the_default_needs_an_app_that_does_not_choose() -> None:
    assert lacking(modes=frozenset(Mode)) == {"AUTO-DEFAULT": "no default mode"}


def test_what_is_missing_is_named() -> None:
    seen = frozenset(ObservationKind) - {ObservationKind.DELIVERED}
    assert lacking(observes=seen)["EVT-LOST"] == "no observation delivered"
    assert (
        lacking(inputs=frozenset(InputName) - {InputName.NETWORK_UP})["AUTO-RECONNECT"]
        == "no input network_up"
    )


def test_without_outcomes_what_hangs_on_them_cannot_be_judged() -> None:
    pings = {"MAN-PING-EXTENDS", "MAN-PING-LOOP", "MAN-PING-LAPSES"}
    assert lacking(outcomes=frozenset({InputName.CONNECT})) == dict.fromkeys(
        [name for name in REQUIREMENTS if name in pings], "no outcome of ping"
    )
    silent = lacking(
        outcomes=frozenset[InputName](), observes=frozenset(ObservationKind) - {ObservationKind.OUTCOME}
    )
    assert set(silent) == pings | {"CALL-OUTCOME"}
    assert silent["CALL-OUTCOME"] == "no observation outcome"


def test_with_a_grace_of_0_nothing_about_the_grace_is_asked() -> None:
    expected = [
        name
        for name in REQUIREMENTS
        if name.startswith(("MAN-GRACE", "MAN-PING-")) or name == "MAN-RETURN-CANCELS"
    ]
    assert lacking(profile=Profile(grace_ms=0)) == dict.fromkeys(expected, NO_GRACE)


def test_a_clock_too_coarse_for_the_grace_is_named_with_it() -> None:
    found = lacking(profile=Profile(tolerance_ms=20_000))
    assert set(found) == {name for name, row in REQUIREMENTS.items() if row.timed_by_grace}
    assert found["MAN-GRACE"] == "tolerance of 20000 ms beside a grace of 30000 ms"


def test_a_grace_of_six_tolerances_is_the_least_that_is_timed() -> None:
    assert too_coarse("MAN-GRACE", Profile(grace_ms=125, tolerance_ms=20))
    assert not too_coarse("MAN-GRACE", Profile(grace_ms=126, tolerance_ms=20))
    assert not too_coarse("MAN-CONNECT", Profile(grace_ms=125, tolerance_ms=20))


@pytest.mark.parametrize(
    "profile",
    [Profile(grace_ms=0), Profile(tolerance_ms=20_000), Profile(125, 60_000, 20), Profile(0, 1, 3_600_000)],
)
def test_stories_are_told_for_any_profile(profile: Profile) -> None:
    told = telling(profile)
    assert (told.tolerance_ms, told.reconnect_bound_ms) == (profile.tolerance_ms, profile.reconnect_bound_ms)
    assert list(Asking(replace(HELLO, profile=profile), NAMED).cases())


def test_a_mode_that_is_left_out_is_never_asked() -> None:
    hello = replace(HELLO, modes=frozenset({Mode.AUTO}))
    assert {case.mode for case in Asking(hello, NAMED).cases()} == {Mode.AUTO}
    assert {case.mode for case in Asking(HELLO, NAMED).cases()} == {Mode.AUTO, Mode.MANUAL, None}


def test_own_cases_that_cannot_be_played_are_named() -> None:
    own = tuple(
        Scenario(name, mode, parse(story), "MAN-CONNECT", "it works")
        for name, mode, story in (
            ("plain", Mode.MANUAL, "init login connect up"),
            ("auto", Mode.AUTO, "init login up"),
            ("ping", Mode.MANUAL, "init login connect up ping"),
        )
    )
    hello = replace(HELLO, modes=frozenset({Mode.MANUAL}), inputs=frozenset(InputName) - {InputName.PING})
    assert Asking(hello, RunSettings(own=own)).unplayable() == ["own/auto", "own/ping"]


def test_the_fewest_inputs_that_any_case_needs_are_told() -> None:
    hello = replace(HELLO, inputs=frozenset(InputName) - {InputName.PING, InputName.BACKGROUND})
    asking = Asking(hello, RunSettings())
    assert asking.lacks_inputs("MAN-PING-LOOP") == "no input background, ping"
    assert asking.lacks_inputs("MAN-GRACE") == "no input background"
    assert asking.lacks_inputs("MAN-CONNECT") is None
