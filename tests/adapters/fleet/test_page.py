"""The page of a fleet: shares by version, and their trend over dates."""

from __future__ import annotations

from collections import Counter

from connref_adapters.fleet.page import fleet_page
from connref_adapters.fleet.run import Outcome
from connref_adapters.fleet.tally import Broken
from connref_adapters.recorded.result import CheckSummary, SessionResult, SessionVerdict, Version

APP: Version = ("acme", "1")


def outcome(*dates: str) -> Outcome:
    summary = CheckSummary(sessions=Counter({SessionVerdict.FAIL: 1, SessionVerdict.CONFORMS: 9}))
    summary.judged[APP] = 10
    summary.failures["MAN-GRACE"] = summary.broken[APP, "MAN-GRACE"] = 1
    least = SessionResult("s", "", 1, 2, 1, 0, SessionVerdict.FAIL)
    broken = [Broken(APP, dates[0], "MAN-GRACE", 1, least, 0)]
    judged = Counter[tuple[Version, str | None]]({(APP, date): 5 for date in dates})
    return Outcome(summary, {}, broken, judged)


def test_shares_stand_by_date() -> None:
    page = fleet_page(outcome("2026-11-01", "2026-11-02"), {})
    assert "1 of 10 (10.0\u00a0%)" in page
    assert "<title>2026-11-01: 20.0 %</title>" in page
    assert "<title>2026-11-02: 0.0 %</title>" in page
    assert "MAN-GRACE in acme 1: highest 20.0 %" in page


def test_one_date_has_no_trend() -> None:
    assert "Trend over dates" not in fleet_page(outcome("2026-11-01"), {})
