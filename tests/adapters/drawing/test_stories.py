"""Stories in time: each shows what it says it shows, and both modes stand on one axis."""

from __future__ import annotations

import re

import pytest

from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drawing.stories import STORIES, TimedStory, story_svg, story_timeline

BY_NAME = {story.name: story for story in STORIES}


def lane(name: str, strip: int = 0) -> list[tuple[str, int, int]]:
    story = BY_NAME[name]
    return [
        (each.state, each.start_ms, each.end_ms) for each in story_timeline(story, story.strips[strip]).socket
    ]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_requirements_of_a_story_exist_and_are_linked(story: TimedStory) -> None:
    svg = story_svg(story, "base#")
    for requirement in story.shows:
        assert requirement in REQUIREMENTS
        assert f'xlink:href="base#{requirement}"' in svg


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_reference_has_what_is_wanted_after_each_opening(story: TimedStory) -> None:
    for strip in story.strips:
        timeline = story_timeline(story, strip)
        unwanted = [each for each in timeline.wish if each.state == "not wanted"]
        up = [each for each in timeline.socket if each.state == "up"]
        assert not any(u.start_ms < n.end_ms and n.start_ms < u.end_ms for u in up for n in unwanted)


def test_grace_ends_thirty_seconds_after_the_entry() -> None:
    assert ("up", 500, 32_000) in lane("grace")


def test_ping_loop_ends_thirty_seconds_after_the_last_ping() -> None:
    assert ("up", 500, 107_000) in lane("ping-loop")


def test_return_keeps_the_connection_and_cancels_the_deadline() -> None:
    story = BY_NAME["return"]
    timeline = story_timeline(story, story.strips[0])
    assert [each.state for each in timeline.socket] == ["opening", "up"]
    assert {mark.label for mark in timeline.deadlines} == {
        "grace from the background, cancelled",
        "grace from the background (2), cancelled",
    }


def test_side_by_side_modes_share_their_axis() -> None:
    svg = story_svg(BY_NAME["side-by-side"], "")
    upper, lower = svg.split('class="timing"')[1:]
    instants = [re.findall(r'class="time"[^>]*>([^<]+)<', half) for half in (upper, lower)]
    assert instants[0] == instants[1] != []


def test_side_by_side_shows_that_auto_goes_down_at_once_and_manual_does_not() -> None:
    assert lane("side-by-side", 0)[1] == ("up", 500, 2_000)
    assert lane("side-by-side", 1)[1] == ("up", 500, 22_000)
