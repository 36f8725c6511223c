"""What is laid over a chart: the cases of a run that its coverage is of."""

from __future__ import annotations

from dataclasses import replace

from tests.adapters.reports.sample import conforming_report

from connref.cases.catalogue import all_cases
from connref.protocol import Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.cli.draw_overlaid import played
from connref_adapters.reports import RequirementResult, Verdict


def test_cases_of_a_run_on_a_virtual_clock_are_the_catalogues_first() -> None:
    report = replace(conforming_report(), clock="virtual", cases=40)
    cases = [case.id for case in played(report, Profile())]
    assert cases == [case.id for _, case in zip(range(report.cases), all_cases(Profile()), strict=False)]


def test_cases_of_a_run_on_a_real_clock_are_those_that_it_had_time_for() -> None:
    report = replace(conforming_report(), clock="real", cases=40)
    asked_first = [case.requirement for case in played(report, Profile())][: len(REQUIREMENTS)]
    assert sorted(asked_first) == sorted(REQUIREMENTS), "each requirement once before any is tested twice"


def test_unsupported_requirements_were_not_played() -> None:
    report = conforming_report()
    unsupported = RequirementResult(Verdict.UNSUPPORTED, 0)
    requirements = {**report.requirements, "SES-LOGIN-SAVES": unsupported}
    report = replace(report, clock="virtual", cases=40, requirements=requirements)
    assert "SES-LOGIN-SAVES" not in {case.requirement for case in played(report, Profile())}
