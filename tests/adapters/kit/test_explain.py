"""Counterexamples: minimal, told as they were played, and with both stories where two readings were followed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.adapters.kit.playing import fails_with, right, run, steps_of, wrong

from connref.cases.catalogue import all_cases
from connref.oracle.judge import EVERY_OBSERVATION
from connref.oracle.readings import Cube, meet_all
from connref.protocol import Case, Mode, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.drivers import in_process
from connref_adapters.kit.judge import judge
from connref_adapters.kit.shrink import legal, tidy
from connref_adapters.reports import Counterexample, Verdict
from fakes.driver import FakeDriver
from fakes.wrong import WRONG

BY_THEMSELVES = [
    "grace-one-ms-early", "login-not-saved", "fetches-missed-messages", "ping-stays-local", "queue-survives-disconnect",
    "auto-default-is-manual", "dies-on-return-with-ping", "hangs-offline",
]  # fmt: skip
AGAINST_OTHERS = [
    "connect-when-up-changes-with-reset", "ping-when-down-changes-with-reset", "server-close-changes-with-reset",
    "return-at-deadline-changes-with-reset",
]  # fmt: skip


def told(name: str) -> Counterexample:
    """The counterexample of a wrong fake under the requirement that it breaks first."""
    primary = WRONG[name].primary
    outcome = run(wrong(name), primary)
    assert outcome.fault is None
    result = outcome.report.requirements[primary]
    assert result.verdict is Verdict.FAIL, outcome.report.with_verdict(Verdict.FAIL)
    assert result.counterexample is not None
    return result.counterexample


def readings(name: str, story: Counterexample) -> tuple[Cube, ...]:
    """The readings of a story, played on the one of the two SDKs behind a fake that did what is told."""
    defect = WRONG[name]
    assert defect.alternate is not None
    mode, steps = None if story.mode is None else Mode(story.mode), steps_of(story)
    for options in (defect.options, defect.alternate):
        playback = right(options).play(mode, steps)
        if [seen.to_json() for reply in playback.replies for seen in reply.observations] == [
            *story.observations
        ]:
            verdict = judge(Case("", mode, steps, "", ""), playback, Profile(), EVERY_OBSERVATION)
            assert verdict is not None
            assert verdict.violation is None
            return verdict.readings
    raise AssertionError("neither of the two did this")


@pytest.mark.parametrize("name", BY_THEMSELVES)
def test_no_step_of_a_counterexample_can_be_left_out(name: str) -> None:
    example = told(name)
    mode = None if example.mode is None else Mode(example.mode)
    broken = "AUTO-BACKGROUND" if name == "auto-default-is-manual" else WRONG[name].primary
    steps = steps_of(example)
    fails = fails_with(wrong(name), mode, broken)
    if name != "auto-default-is-manual":
        assert fails(steps)
    for index in range(len(steps)):
        shorter = tidy(steps[:index] + steps[index + 1 :])
        assert not legal(shorter) or not fails(shorter), shorter


@pytest.mark.parametrize("name", BY_THEMSELVES)
def test_what_is_told_is_what_was_seen(name: str) -> None:
    example = told(name)
    assert example.expected
    assert example.observed
    assert example.contradicts is None
    assert example.timeline is not None
    assert example.timeline.violation is not None
    replies = in_process(WRONG[name].driver).play(
        None if example.mode is None else Mode(example.mode), steps_of(example)
    )
    assert list(example.observations) == [
        seen.to_json() for reply in replies.replies for seen in reply.observations
    ]


@pytest.mark.parametrize("name", AGAINST_OTHERS)
def test_a_contradiction_tells_two_stories_that_no_reading_explains_both(name: str) -> None:
    example = told(name)
    other = example.contradicts
    assert other is not None
    assert not meet_all(readings(name, example), readings(name, other))
    question = name.removesuffix("-changes-with-reset")
    options = INTERPRETATIONS[question].options
    assert question in example.expected
    assert any(option in example.observed for option in options)
    assert example.observed != other.observed
    assert example.observed in other.expected


def test_other_cases_with_the_same_failure_are_named() -> None:
    example = told("fetches-missed-messages")
    assert example.also
    asked = {case.id for case in all_cases(Profile(), only=["EVT-LOST"]) if case.requirement == "EVT-LOST"}
    assert set(example.also) <= asked


class Moody(FakeDriver):
    """Wrong at the first foreground only: it is right when it is asked again."""

    told = False

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        reply = super().request(request)
        if not self.told and request.get("input") == "foreground":
            self.told = True
            reply["observations"].append({"at": reply["now"], "kind": "threw", "input": "foreground"})
        return reply


def test_a_failure_that_does_not_show_again_is_told_as_it_was_found() -> None:
    outcome = run(
        in_process(lambda: Moody(WRONG["login-not-saved"].options)), "MAN-RETURN-CANCELS", "INP-ROBUST"
    )
    example = outcome.report.requirements["INP-ROBUST"].counterexample
    assert example is not None
    assert "not seen again when this case was played alone" in example.observed
    assert example.observations == ()
    assert {"op": "do", "input": "foreground"} in example.steps
