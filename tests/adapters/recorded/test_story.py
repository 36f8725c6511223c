"""A failing session in words and as a picture, as a run tells of a counterexample."""

from __future__ import annotations

import io
from typing import Any

from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, Checked, events, lines

from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.story import Story, story_lines, story_of


def story(*bodies: dict[str, Any], **header: object) -> Story:
    content = lines({**HEADER, **header}, *bodies)
    (result,) = Checked(content).sessions
    found = story_of(result, read_lines(io.BytesIO(content)))
    assert found is not None
    return found


def test_a_failure_is_told_with_its_reason_and_its_picture() -> None:
    found = story(*CONNECTED, *events(1_000, "background"), {**CLOSED, "at": 2_000})
    told = list(story_lines(found))
    assert told[0] == "MAN-GRACE in session s (file1:1-8):"
    assert told[1] == "    the reason is line 8"
    assert any(line.startswith("    expected: up until") for line in told)
    assert any("The app goes into the background" in line for line in told)
    timeline = found.counterexample.timeline
    assert timeline is not None
    assert timeline.violation is not None
    assert {segment.state for segment in timeline.wish} >= {"wanted"}


def test_a_line_that_may_be_missing_is_told() -> None:
    found = story(*CONNECTED, {**CLOSED, "at": 2_000}, {"at": 90_000, "end": True}, mode="auto")
    assert list(story_lines(found))[-1] == (
        "    If a line is missing here, then nothing is wrong: "
        '{"at": 2000, "input": "background"} before line 7'
    )


def test_a_session_that_begins_in_the_middle_is_drawn_as_it_was_seen() -> None:
    found = story(*events(100, "background"), {"at": 200, "kind": "socket_closed", "by": "client"},
                  state={"ready": True, "user": "u", "connection": "up"})  # fmt: skip
    assert found.failure.requirement == "MAN-GRACE"
    assert found.counterexample.timeline is not None


def test_what_does_not_fail_has_no_story() -> None:
    content = lines(HEADER, *CONNECTED)
    (result,) = Checked(content).sessions
    assert story_of(result, read_lines(io.BytesIO(content))) is None
