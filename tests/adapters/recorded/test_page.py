"""The page of recordings: shares by version, and a story with its diagram for what fails."""

from __future__ import annotations

import io

from tests.adapters.recorded.recording import CLOSED, CONNECTED, HEADER, Checked, events, lines

from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.page import recorded_page
from connref_adapters.recorded.story import Story, story_of

EARLY = [*CONNECTED, *events(1_005, "background"), {**CLOSED, "at": 2_000}]
RIGHT = [*CONNECTED, *events(1_005, "background"), {**CLOSED, "at": 31_005}]


def head(name: str, version: str) -> dict[str, object]:
    return {**HEADER, "session": name, "implementation": {"name": "<acme>", "version": version}}


def test_versions_and_requirements_with_shares_and_a_story() -> None:
    content = lines(head("a", "1"), *RIGHT, head("b", "1"), *EARLY, head("c", "2"), *EARLY)
    checked = Checked(content)
    stories: dict[str, Story] = {}
    for result in checked.sessions:
        story = story_of(result, read_lines(io.BytesIO(content)))
        if story is not None:
            stories.setdefault(story.failure.requirement, story)
    page = recorded_page(checked.summary, stories)
    assert "3 recorded sessions" in page
    assert "1 of 2 (50.0\u00a0%)" in page
    assert "1 of 1 (100.0\u00a0%)" in page
    assert "&lt;acme&gt; 2" in page
    assert "<acme>" not in page
    assert "Timing diagram: MAN-GRACE" in page
    assert "the reason is line" in page


def test_where_nothing_fails_it_says_so() -> None:
    page = recorded_page(Checked(lines(HEADER, *RIGHT)).summary, {})
    assert "Nothing fails." in page
    assert "Stories" not in page
