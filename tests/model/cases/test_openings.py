"""Cases as an opening ends: the input comes at that very instant, and no right SDK is disturbed."""

from __future__ import annotations

import pytest
from tests.model.oracle.playing import greet, taken

from connref.cases.catalogue import needs
from connref.cases.openings import opening_cases
from connref.oracle.run import RunJudge
from connref.protocol import Advance, Do, InputName, Profile
from connref.spec.requirements import REQUIREMENTS
from fakes.driver import FakeDriver
from fakes.right import RIGHT


def test_the_input_comes_as_the_opening_ends() -> None:
    cases = {case.id: case for case in opening_cases(Profile(), 40)}
    steps = cases["MAN-DISCONNECT/as-it-opens/manual/connecting/disconnect"].steps
    place = next(
        index for index, step in enumerate(steps) if isinstance(step, Do) and step.input == "connect"
    )
    assert steps[place + 1] == Advance(40)
    assert isinstance(steps[place + 2], Do)
    away = cases["SES-NO-USER/as-it-opens/manual/connecting-away/logout"].steps
    inputs = [step.input for step in away if isinstance(step, Do)]
    assert inputs[:5] == [InputName(name) for name in ("init", "login", "connect", "background", "logout")]


@pytest.mark.parametrize("tolerance_ms", [0, 1_000])
def test_ids_are_unique_and_requirements_known(tolerance_ms: int) -> None:
    cases = list(opening_cases(Profile(tolerance_ms=tolerance_ms), 700))
    assert len({case.id for case in cases}) == len(cases)
    assert {case.requirement for case in cases} <= set(REQUIREMENTS)


@pytest.mark.parametrize("name", list(RIGHT)[::8])
def test_right_sdks_are_not_disturbed(name: str) -> None:
    driver = FakeDriver(RIGHT[name], strict=False)
    profile, inputs, _ = greet(driver)
    run = RunJudge()
    for case in opening_cases(profile, RIGHT[name].connect_latency_ms):
        if needs(case) <= inputs:
            taken(run, driver, case)
    assert run.findings() == ()
