"""The named scenarios of scenarios_events: they bear their requirement, and tell wrong SDKs from right ones."""

from __future__ import annotations

import pytest
from tests.model.cases.legality import PROFILES
from tests.model.cases.playing import defects_of, profile_of, shows

from connref.cases.scenarios_events import SCENARIOS
from connref.protocol import Profile
from fakes.wrong import WRONG


@pytest.mark.parametrize("profile", PROFILES)
def test_each_case_is_about_the_requirement_that_it_stands_under(profile: Profile) -> None:
    for requirement, scenarios in SCENARIOS.items():
        for case in scenarios(profile):
            assert case.requirement == requirement
            assert case.id.startswith(f"{requirement}/")


@pytest.mark.parametrize("name", defects_of(SCENARIOS))
def test_a_defect_shows_in_the_scenarios_of_the_requirement_to_blame(name: str) -> None:
    defect = WRONG[name]
    assert shows(name, SCENARIOS[defect.primary](profile_of(defect.options)))
