"""Playing a counterexample again: what is blamed, and what counts as the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from connref.errors import UsageError
from connref.oracle.readings import EVERYTHING, mask_of
from connref_adapters.drivers import Driver, in_process
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.replay import Replayed, established_by, replay, with_slack
from connref_adapters.kit.run import Run
from connref_adapters.reports import Counterexample
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.wrong import WRONG


def wrong(name: str) -> Driver:
    return in_process(WRONG[name].driver)


def right() -> Driver:
    return in_process(lambda: FakeDriver(RIGHT["plain"]))


def found(name: str, only: str) -> tuple[str, Counterexample]:
    report = Run(wrong(name), RunSettings(only=(only,))).execute().report
    for id_, result in report.requirements.items():
        if result.counterexample is not None:
            return id_, result.counterexample
    pytest.fail(f"{name} does not fail")


def again(driver: Driver, requirement: str, recorded: Counterexample) -> Replayed:
    hello = driver.hello()
    return replay(driver, hello, hello.profile, requirement, recorded)


@pytest.mark.parametrize(
    ("name", "only"),
    [
        ("grace-one-ms-early", "MAN-GRACE"),
        ("auto-default-is-manual", "AUTO-DEFAULT"),
        ("connect-when-up-changes-with-reset", "connect-when-up"),
    ],
)
def test_it_fails_again_under_the_same_requirement(name: str, only: str) -> None:
    requirement, recorded = found(name, only)
    replayed = again(wrong(name), requirement, recorded)
    assert replayed.broken == requirement
    assert replayed.as_recorded
    assert replayed.shown.observations == recorded.observations
    assert again(right(), requirement, recorded).broken is None


def test_what_is_seen_otherwise_is_not_as_recorded() -> None:
    requirement, recorded = found("grace-one-ms-early", "MAN-GRACE")
    other = replace(recorded, observed="something else")
    replayed = again(wrong("grace-one-ms-early"), requirement, other)
    assert replayed.broken == requirement
    assert not replayed.as_recorded


def test_both_cases_of_a_contradiction_are_shown() -> None:
    requirement, recorded = found("connect-when-up-changes-with-reset", "connect-when-up")
    shown = again(wrong("connect-when-up-changes-with-reset"), requirement, recorded).shown
    assert recorded.contradicts is not None
    assert shown.contradicts is not None
    assert shown.contradicts.steps == recorded.contradicts.steps
    assert shown.contradicts.observations


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({}, {}),
        (
            {"init-again": ["error"], "login-again": ["ignored", "error", "switches"]},
            {"init-again": ["error"]},
        ),
        ({"of-another-version": ["a"], "init-again": ["unheard-of"], "login-again": []}, {}),
    ],
)
def test_the_readings_of_a_report(told: dict[str, list[str]], left: dict[str, list[str]]) -> None:
    assert established_by(told) == (mask_of(left) if left else EVERYTHING)


def test_what_is_right_under_other_readings_than_the_recorded_passes() -> None:
    requirement, recorded = found("grace-one-ms-early", "MAN-GRACE")
    driver = right()
    hello = driver.hello()
    for option in ("inclusive", "exclusive"):
        established = mask_of({"return-at-deadline": [option], "ping-at-deadline": [option]})
        assert replay(driver, hello, hello.profile, requirement, recorded, established).broken is None


def test_steps_in_an_impossible_order_are_refused() -> None:
    _, recorded = found("grace-one-ms-early", "MAN-GRACE")
    kill = {"op": "do", "input": "kill"}
    with pytest.raises(UsageError, match="not in an order that the protocol allows"):
        again(right(), "MAN-GRACE", replace(recorded, steps=(kill, *recorded.steps[1:])))


def test_slack_is_given_to_each_wait_of_both_stories() -> None:
    _, recorded = found("ping-stays-local", "MAN-PING-SENDS")
    told = replace(recorded, contradicts=recorded)
    slack = with_slack(told, 7)
    for steps in (slack.steps, slack.contradicts.steps if slack.contradicts else ()):
        longer = [step["ms"] for step in steps if step["op"] == "advance"]
        assert longer == [step["ms"] + 7 for step in recorded.steps if step["op"] == "advance"]
    assert [step for step in slack.steps if step["op"] == "do"] == [
        step for step in recorded.steps if step["op"] == "do"
    ]
