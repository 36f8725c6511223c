"""The whole proof: it holds, it is as large as it was, it is quick, and it tells of what it proved."""

from __future__ import annotations

import json

import pytest

from connref.spec.requirements import REQUIREMENTS
from connref.verify import POLICY_PROPERTIES, VerifyReport, verify
from connref.verify.monitor import PropertyKind


@pytest.fixture(scope="module")
def report() -> VerifyReport:
    return verify()


def test_every_property_holds(report: VerifyReport) -> None:
    assert report.holds, report.render()


def test_counts_are_pinned(report: VerifyReport) -> None:
    assert report.counts == {
        "states": 83,
        "transitions": 2_278,
        "rows": 474,
        "branches": 789,
        "chart_steps": 2_624,
        "properties": 130,
        "requirements": 33,
        "readings": 4_992_192,
        "combinations": 1_508,
        "walked_states": 32_403,
        "walked_transitions": 998_844,
    }


def test_every_requirement_has_a_property(report: VerifyReport) -> None:
    assert {each.requirement for each in report.properties if each.kind is not PropertyKind.SOMETIMES} == set(
        REQUIREMENTS
    )


def test_no_property_is_listed_twice() -> None:
    names = [(each.mode, each.requirement, each.name) for each in POLICY_PROPERTIES]
    assert len(names) == len(set(names))


def test_every_branch_is_met_under_some_reading(report: VerifyReport) -> None:
    for table in report.tables:
        assert table.coverage.unreached == ()
        assert table.proof.dead == ()
        assert table.proof.differences == ()
    assert [chart.faults for chart in report.charts] == [(), ()]


def test_report_is_json_and_text(report: VerifyReport) -> None:
    body = json.loads(json.dumps(report.to_json()))
    assert body["schema"] == "connref-verify/1"
    assert body["holds"] is True
    assert len(body["properties"]) == len(report.properties)
    text = report.render()
    assert "every property holds" in text
    assert all(each.name in text for each in report.properties)
