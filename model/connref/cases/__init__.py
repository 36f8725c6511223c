"""The cases that the conformance kit plays: pure data, built from a profile, without expectations of their own."""

from __future__ import annotations

from connref.cases.builder import Story
from connref.cases.catalogue import EVERY_INPUT, all_cases, named_cases, needs, reading_cases
from connref.cases.races import races
from connref.cases.stories import stories
from connref.cases.suites import suites

__all__ = [
    "EVERY_INPUT",
    "Story",
    "all_cases",
    "named_cases",
    "needs",
    "races",
    "reading_cases",
    "stories",
    "suites",
]
