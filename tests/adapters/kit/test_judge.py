"""From a playback to a judgement: what a crash means, and what a driver could not play."""

from __future__ import annotations

import pytest
from tests.adapters.kit.playing import right, wrong

from connref.oracle.judge import EVERY_OBSERVATION
from connref.protocol import Case, Mode, Observation, ObservationKind, Profile
from connref_adapters.drivers import Playback, PlaybackStatus, Reply
from connref_adapters.kit.judge import judge
from fakes.right import PLAIN
from fakes.stories import story
from fakes.wrong import WRONG

PROFILE = Profile()


def case(text: str, mode: Mode | None = Mode.MANUAL) -> Case:
    return Case("case", mode, story(text), "", "")


def test_a_right_sdk_has_no_violation() -> None:
    told = case("init login=u connect=c +100 background +40000")
    verdict = judge(told, right(PLAIN).play(told.mode, told.steps), PROFILE, EVERY_OBSERVATION)
    assert verdict is not None
    assert verdict.violation is None
    assert {"MAN-CONNECT", "CALL-OUTCOME"} <= verdict.tested


@pytest.mark.parametrize("name", ["dies-on-return-with-ping", "dies-on-private-close-code", "hangs-offline"])
def test_an_sdk_that_dies_is_not_robust(name: str) -> None:
    defect = WRONG[name]
    told = Case("case", defect.mode, defect.story, "", "")
    playback = wrong(name).play(told.mode, told.steps)
    assert playback.status is PlaybackStatus.CRASH
    verdict = judge(told, playback, PROFILE, EVERY_OBSERVATION)
    assert verdict is not None
    assert verdict.violation is not None
    assert verdict.violation.requirement == "INP-ROBUST"
    assert playback.message is not None
    assert playback.message in verdict.violation.observed


@pytest.mark.parametrize(
    ("failed_step", "replies", "words"),
    [
        (None, 0, "the SDK goes on after the reset"),
        (0, 1, "the SDK goes on after init"),
        (1, 2, "the SDK goes on after time passing"),
    ],
)
def test_a_crash_says_after_what(failed_step: int | None, replies: int, words: str) -> None:
    playback = Playback(
        (Reply(0, (), None),) * replies, PlaybackStatus.CRASH, "segmentation fault", failed_step
    )
    verdict = judge(case("init +5"), playback, PROFILE, EVERY_OBSERVATION)
    assert verdict is not None
    assert verdict.violation is not None
    assert verdict.violation.expected == words
    assert verdict.violation.observed == "it died: segmentation fault"
    assert not verdict.violation.policy


def test_what_was_wrong_before_a_crash_is_what_is_told() -> None:
    opened = Observation(0, ObservationKind.SOCKET_OPEN, 1)
    playback = Playback(
        (Reply(0, (), None), Reply(0, (opened,), None), Reply(500, (), None)), PlaybackStatus.CRASH, "died", 2
    )
    verdict = judge(case("init +500 background"), playback, PROFILE, EVERY_OBSERVATION)
    assert verdict is not None
    assert verdict.violation is not None
    assert verdict.violation.requirement == "SES-NO-USER"


def test_what_a_driver_cannot_play_has_no_verdict() -> None:
    playback = Playback((Reply(0, (), None),), PlaybackStatus.UNSUPPORTED, "no kill here", 0)
    assert judge(case("init"), playback, PROFILE, EVERY_OBSERVATION) is None
