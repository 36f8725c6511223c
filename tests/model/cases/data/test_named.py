"""The rows of each requirement: they are about it, and they tell wrong SDKs from right ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from tests.model.cases.legality import PROFILES
from tests.model.cases.playing import defects_of, profile_of, shows

from connref.cases import named_cases, promise_cases, story_cases
from connref.cases.selection import Selection
from connref.protocol import Case, Profile
from connref.spec.requirements import REQUIREMENTS
from fakes.wrong import WRONG


@pytest.mark.parametrize("profile", PROFILES)
def test_each_case_is_about_the_requirement_that_its_id_names(profile: Profile) -> None:
    for requirement in REQUIREMENTS:
        for case in named_cases(profile, (requirement,)):
            assert case.requirement == requirement
            assert case.id.startswith(f"{requirement}/")


@pytest.mark.parametrize("name", defects_of(REQUIREMENTS))
def test_a_defect_shows_in_the_cases_of_the_requirements_to_blame(name: str) -> None:
    defect = WRONG[name]
    profile, only = profile_of(defect.options), tuple(defect.expected)
    told = chain(named_cases(profile, only), story_cases(profile, only), promises_of(profile, only))
    assert shows(name, told)


def promises_of(profile: Profile, only: tuple[str, ...]) -> Iterator[Case]:
    """What only counts in the long run, or after another promise, shows there."""
    return (case for case in promise_cases(profile, Selection(only)) if case.requirement in only)
