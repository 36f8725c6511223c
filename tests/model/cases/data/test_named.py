"""The rows of each requirement: they are about it, and they tell wrong SDKs from right ones."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES
from tests.model.cases.playing import defects_of, profile_of, shows

from connref.cases.catalogue import named_cases
from connref.protocol import Profile
from connref.spec.requirements import REQUIREMENTS
from fakes.wrong import WRONG


@pytest.mark.parametrize("profile", PROFILES)
def test_each_case_is_about_the_requirement_that_its_id_names(profile: Profile) -> None:
    for requirement in REQUIREMENTS:
        for case in named_cases(profile, (requirement,)):
            assert case.requirement == requirement
            assert case.id.startswith(f"{requirement}/")


@pytest.mark.parametrize("name", defects_of(REQUIREMENTS))
def test_a_defect_shows_in_the_cases_of_the_requirement_to_blame(name: str) -> None:
    defect = WRONG[name]
    assert shows(name, named_cases(profile_of(defect.options), (defect.primary,)))
