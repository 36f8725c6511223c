"""`connref verify`: the proof as text and as JSON, and its exit status."""

from __future__ import annotations

import json

import pytest
from tests.adapters.cli.command import Connref

import connref.verify as connref_verify
from connref.verify import VerifyReport
from connref.verify.monitor import PropertyKind
from connref.verify.report import Judged


def report(*, holds: bool) -> VerifyReport:
    kind = PropertyKind.ALWAYS
    path = () if holds else ("connect → opening (MAN-CONNECT)",)
    told = Judged("MAN-GRACE", "stays up", kind, "manual", holds, 3, 4, 5, None if holds else "it fell", path)
    return VerifyReport((), (told,))


@pytest.mark.parametrize(("holds", "status"), [(True, 0), (False, 1)])
def test_the_status_says_whether_it_holds(
    connref: Connref, monkeypatch: pytest.MonkeyPatch, *, holds: bool, status: int
) -> None:
    told = report(holds=holds)

    def verify(*_: object) -> VerifyReport:
        return told

    monkeypatch.setattr(connref_verify, "verify", verify)
    ended = connref("verify")
    assert (ended.status, ended.out) == (status, told.render())
    assert ("connect → opening" in ended.out) is not holds
    as_json = connref("verify", "--json")
    assert as_json.status == status
    assert json.loads(as_json.out) == told.to_json()
