"""The findings of a run: one for one defect, whatever the order of the cases."""

from __future__ import annotations

from random import Random

import pytest
from tests.model.findings.telling import Played, played
from tests.model.oracle.playing import sample

from connref.findings import find
from connref.findings.finding import FOR_A_TIME, FOR_GOOD, cost
from connref.oracle.does import Does
from connref.oracle.run import RunJudge
from fakes.driver import FakeDriver
from fakes.right import PLAIN
from fakes.wrong import WRONG


def test_an_sdk_that_conforms_has_none() -> None:
    assert played(FakeDriver(PLAIN)).findings == ()


def test_one_defect_is_one_finding_with_all_its_requirements() -> None:
    (finding,) = played(WRONG["grace-never-ends"].driver()).findings
    assert finding.id == "F1"
    assert (finding.mode, finding.locations, finding.events) == ("manual", ("grace",), ("deadline",))
    assert finding.sentence == "In grace, when the deadline comes, the connection stays up"
    assert finding.does == "stays up"
    assert finding.should.startswith("down by")
    assert {"MAN-GRACE-ENDS", "MAN-PING-LAPSES"} <= set(finding.requirements)
    assert finding.minimal
    assert not finding.sometimes
    assert [len(each.case.steps) for each in finding.cases] == sorted(
        len(each.case.steps) for each in finding.cases
    )


def test_a_defect_of_several_locations_is_one_finding() -> None:
    wanted = sample(0, races=60, others=15)
    several = ("SES-NO-USER/",)
    driver = WRONG["logout-keeps-socket"].driver()
    (finding,) = played(driver, lambda case: wanted(case) or case.id.startswith(several)).findings
    assert finding.events == ("logout",)
    assert len(finding.locations) > 1 or finding.locations == ()


def test_contradicting_cases_are_one_finding_about_the_interpretation() -> None:
    driver = WRONG["connect-when-up-changes-with-reset"].driver()
    (finding,) = played(driver, lambda case: "connect-when-up" in case.id).findings
    assert finding.does == Does.OTHER_OPTION
    assert finding.events == ("connect",)
    assert "connect-when-up" in finding.should


@pytest.mark.parametrize(
    "name", ["return-keeps-deadline", "connect-when-up-alternates", "second-ping-ignored"]
)
def test_the_order_of_the_cases_has_no_say(name: str) -> None:
    run = played(WRONG[name].driver())
    found = run.findings
    assert found
    for seed in range(2):
        failed, stories = list(run.run.findings()), list(run.stories)
        Random(seed).shuffle(failed)
        Random(seed).shuffle(stories)
        assert find(failed, stories, run.terms) == found


def test_the_reading_that_was_settled_is_named_with_its_case() -> None:
    run = played(WRONG["ping-ends-deadline"].driver())
    told = find(run.run.findings(), run.stories, run.terms, lambda name: f"about-{name}")
    assert any("settled by case about-ping" in (finding.because or "") for finding in told)
    assert all(finding.because is None for finding in run.findings)


def test_every_failing_case_is_explained_once() -> None:
    run = played(WRONG["auto-uses-grace"].driver())
    told = [each.case.id for finding in run.findings for each in finding.cases]
    assert sorted(told) == sorted(each.case.id for each in run.run.findings())


def test_findings_come_in_order_of_what_they_cost() -> None:
    worse, better = "grace-never-ends", "connect-reports-twice"
    mixed = [played(WRONG[name].driver()) for name in (better, worse)]
    failed = [each for run in mixed for each in run.run.findings()]
    assert cost(Does.STAYS_UP, returns=False) == FOR_GOOD
    assert cost(Does.GOES_DOWN, returns=True) == FOR_A_TIME
    assert failed


def test_no_run_no_findings() -> None:
    assert Played(RunJudge(), (), played(FakeDriver(PLAIN), lambda _: False).terms).findings == ()
