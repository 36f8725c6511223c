"""Each promise after each history: which there are, and that no right SDK is disturbed by them."""

from __future__ import annotations

from collections import defaultdict

import pytest
from tests.model.oracle.playing import greet, judged

from connref.cases.catalogue import history_cases, needs
from connref.oracle.run import RunJudge
from connref.protocol import Mode, Profile
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.right import RIGHT

COARSE = Profile(tolerance_ms=1_000)


def test_every_promise_is_kept_after_the_same_history_cases() -> None:
    pasts: dict[str, set[str]] = defaultdict(set)
    for case in history_cases(Profile()):
        if "/history/" in case.id:
            requirement, past = case.id.split("/history/")
            pasts[requirement].add(past)
    manual = {name: past for name, past in pasts.items() if "lapsed" in past}
    assert len(manual) == 12
    assert len({frozenset(p for p in past if not p.startswith("auto/")) for past in manual.values()}) == 1


@pytest.mark.parametrize("profile", [Profile(), COARSE], ids=["fine", "coarse"])
def test_ids_are_unique_and_requirements_known(profile: Profile) -> None:
    cases = list(history_cases(profile))
    assert len({case.id for case in cases}) == len(cases)
    assert {case.requirement for case in cases} <= set(REQUIREMENTS)
    assert {case.mode for case in cases} == {*Mode, None}


@pytest.mark.parametrize("name", list(RIGHT)[::12])
def test_right_sdks_keep_them(name: str) -> None:
    driver = FakeDriver(RIGHT[name], strict=False)
    profile, inputs, _ = greet(driver)
    run = RunJudge()
    for case in history_cases(profile):
        if needs(case) <= inputs:
            run.add(case, judged(driver, case))
    assert run.findings() == ()
