"""The whole proof: it holds, it is as large as it was, it is quick, and it tells of what it proved."""

from __future__ import annotations

import json

import pytest

from connref.requirements import REQUIREMENTS
from connref.verify import POLICY_PROPERTIES, VerifyReport, verify
from connref.verify.histories import PropertyKind

# What the machine has to prove, as it is no matter of the policy: see `connref.verify.properties_link`.
OF_THE_MACHINE = {"AUTO-DEFAULT", "EVT-DELIVERED", "EVT-LOST", "EVT-STOPS"}


@pytest.fixture(scope="module")
def report() -> VerifyReport:
    return verify()


def test_every_property_holds(report: VerifyReport) -> None:
    assert report.holds, report.render()


def test_counts_are_pinned(report: VerifyReport) -> None:
    assert report.counts == {
        "states": 83,
        "transitions": 2_218,
        "rows": 474,
        "branches": 774,
        "chart_steps": 951,
        "properties": 92,
        "requirements": 28,
        "readings": 4_992_192,
        "combinations": 692,
        "walked_states": 21_148,
        "walked_transitions": 479_734,
    }


def test_every_requirement_of_the_policy_has_a_property() -> None:
    proved = {each.requirement for each in POLICY_PROPERTIES if each.kind is not PropertyKind.SOMETIMES}
    assert set(REQUIREMENTS) - proved == OF_THE_MACHINE


def test_no_property_is_listed_twice() -> None:
    names = [(each.mode, each.requirement, each.name) for each in POLICY_PROPERTIES]
    assert len(names) == len(set(names))


def test_every_branch_is_met_under_some_reading(report: VerifyReport) -> None:
    for table in report.tables:
        assert table.reach.unreached == ()
        assert table.proof.dead == ()
        assert table.proof.differences == ()


def test_report_is_json_and_text(report: VerifyReport) -> None:
    body = json.loads(json.dumps(report.to_json()))
    assert body["schema"] == "connref-verify/1"
    assert body["holds"] is True
    assert len(body["properties"]) == len(report.properties)
    text = report.render()
    assert "every property holds" in text
    assert all(each.name in text for each in report.properties)
