"""The cases that the conformance kit plays: pure data, built from a profile, without expectations of their own."""

from __future__ import annotations

from connref.cases.catalogue import (
    EVERY_INPUT,
    all_cases,
    named_cases,
    needs,
    reading_cases,
    story_cases,
)
from connref.cases.interleavings import races
from connref.cases.notation import NotationError
from connref.cases.promises import promise_cases
from connref.cases.scenario import Story
from connref.cases.transition_cover import suites

__all__ = [
    "EVERY_INPUT",
    "NotationError",
    "Story",
    "all_cases",
    "named_cases",
    "needs",
    "promise_cases",
    "races",
    "reading_cases",
    "story_cases",
    "suites",
]
