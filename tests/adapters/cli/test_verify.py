"""`connref verify`: the proof as text and as JSON, and its exit status."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.adapters.cli.command import Connref

import connref.verify as connref_verify
from connref.verify import VerifyReport, verify


@pytest.fixture(scope="module")
def report() -> VerifyReport:
    return verify()


@pytest.mark.parametrize(("holds", "status"), [(True, 0), (False, 1)])
def test_the_status_says_whether_it_holds(
    connref: Connref, monkeypatch: pytest.MonkeyPatch, report: VerifyReport, *, holds: bool, status: int
) -> None:
    first, *rest = report.properties
    told = VerifyReport(report.tables, (replace(first, holds=holds), *rest))
    monkeypatch.setattr(connref_verify, "verify", lambda: told)
    ended = connref("verify")
    assert (ended.status, ended.out) == (status, told.render())
    as_json = connref("verify", "--json")
    assert as_json.status == status
    assert json.loads(as_json.out) == json.loads(json.dumps(told.to_json()))
