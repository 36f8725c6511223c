"""The lanes of a picture: what the document wanted while a case was played, without gap or overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.adapters.kit.playing import violation, wrong

from connref.protocol import Case, Mode
from connref.spec.vocabulary import Wish
from connref_adapters.reports import Timeline
from connref_adapters.reports.wanted import explained_timeline
from fakes.stories import IN_GRACE, story
from fakes.wrong import WRONG


def drawn(name: str, text: str | None = None, mode: Mode | None = Mode.MANUAL) -> Timeline:
    driver, steps = wrong(name), (*WRONG[name].story, *story("+95000")) if text is None else story(text)
    found = violation(driver, mode, steps)
    assert found is not None
    hello = driver.hello()
    return explained_timeline(
        Case("case", mode, steps, "", ""), driver.play(mode, steps), found, hello.profile, hello.observes
    )


def wishes(timeline: Timeline) -> list[tuple[int, int, str]]:
    return [(segment.start_ms, segment.end_ms, segment.state) for segment in timeline.wish]


def test_the_wish_and_the_deadline_of_a_stay_in_the_background() -> None:
    timeline = drawn("grace-two-ms-late", IN_GRACE + "+40000")
    wanted, unwanted = Wish.WANTED.value, Wish.UNWANTED.value
    assert [state for _, _, state in wishes(timeline)] == [wanted, Wish.ALLOWED.value, unwanted]
    assert [(mark.at_ms, mark.label) for mark in timeline.deadlines] == [
        (30_100, "grace from the background"),
        (30_101, "down by 30.101 s"),
    ]
    assert timeline.violation is not None
    assert "up at" in timeline.violation.label


@pytest.mark.parametrize(
    "name",
    [
        "grace-one-ms-early",
        "ping-adds-to-deadline",
        "auto-uses-grace",
        "foreground-connects",
        "zombie-socket",
    ],
)
def test_the_lane_of_the_wish_has_no_gap_and_stays_within_the_picture(name: str) -> None:
    timeline = drawn(name, mode=WRONG[name].mode)
    found = wishes(timeline)
    assert found
    assert all(start <= end for start, end, _ in found)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(one[2] != other[2] for one, other in pairwise(found))
    assert found[-1][1] <= timeline.end_ms
    assert {state for _, _, state in found} <= {wish.value for wish in Wish}
    assert all(0 <= mark.at_ms <= timeline.end_ms for mark in timeline.deadlines)


def test_a_deadline_ahead_is_not_called_cancelled() -> None:
    early = drawn("grace-one-ms-early", IN_GRACE + "+40000")
    assert early.violation is not None
    assert [mark.label for mark in early.deadlines if mark.at_ms > early.violation.at_ms] == [
        "grace from the background"
    ]


def test_a_deadline_that_a_return_ended_is_called_cancelled_though_it_lies_ahead() -> None:
    labels = [mark.label for mark in drawn("third-background-without-grace").deadlines]
    assert labels == [
        "grace from the background, cancelled",
        "grace from the background (2), cancelled",
        "grace from the background (3)",
    ]
