"""The result of a run: what a driver cannot do or see, what its clock cannot tell, and what is counted for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from tests.adapters.kit.playing import right, run

from connref.cases.catalogue import all_cases
from connref.protocol import Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run
from connref_adapters.reports import Verdict
from fakes.driver import FakeDriver
from fakes.right import PLAIN, RIGHT


def test_a_clock_too_coarse_for_the_grace_leaves_the_rest_to_judge() -> None:
    only = ("MAN-GRACE/*", "MAN-CONNECT/*", "SES-NO-USER/*")
    coarse = Profile(tolerance_ms=20_000)
    driver = right(replace(PLAIN, tick_ms=20_000))
    report = Run(driver, RunSettings(only=only), coarse).execute().report
    assert report.requirements["MAN-GRACE"].verdict is Verdict.UNSUPPORTED
    assert report.requirements["MAN-CONNECT"].verdict is Verdict.PASS
    assert report.requirements["SES-NO-USER"].verdict is Verdict.PASS
    assert report.with_verdict(Verdict.FAIL) == ()


def test_an_sdk_without_a_grace_fails_nothing_for_that() -> None:
    only = ("MAN-GRACE/*", "MAN-PING-EXTENDS/*", "MAN-BACKGROUND-STAYS-DOWN/*", "race/away+0/*")
    report = run(in_process(lambda: ReferenceDriver(profile=Profile(grace_ms=0))), *only).report
    assert report.with_verdict(Verdict.FAIL) == ()
    assert {"MAN-GRACE", "MAN-PING-EXTENDS"} <= set(report.with_verdict(Verdict.UNSUPPORTED))
    assert report.requirements["MAN-BACKGROUND-STAYS-DOWN"].verdict is Verdict.PASS


def test_what_a_driver_lacks_is_unsupported() -> None:
    pings = run(right(RIGHT["no-pings"]), "MAN-PING-EXTENDS", "MAN-PING-SENDS", "EVT-LOST/*").report
    assert pings.requirements["MAN-PING-EXTENDS"].verdict is Verdict.UNSUPPORTED
    assert pings.requirements["MAN-PING-SENDS"].verdict is Verdict.UNSUPPORTED
    assert pings.with_verdict(Verdict.FAIL) == ()
    blind = run(right(RIGHT["least-observed"]), "EVT-LOST/*").report
    assert {"EVT-DELIVERED", "EVT-LOST", "EVT-STOPS"} <= set(blind.with_verdict(Verdict.UNSUPPORTED))
    assert any("does not observe" in note and "delivered" in note for note in blind.notes)


class Refusing(FakeDriver):
    """A driver that lists an input and then says that it cannot do it here."""

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        if request.get("input") == "kill":
            return {"id": request["id"], "ok": False, "error": {"kind": "unsupported", "message": "no kill"}}
        return super().request(request)


def test_what_a_driver_cannot_do_here_is_unsupported_and_counts_no_case() -> None:
    outcome = run(in_process(lambda: Refusing(PLAIN, strict=False)), "SES-REOPEN-CONNECTS/killed*")
    result = outcome.report.requirements["SES-REOPEN-CONNECTS"]
    assert (result.verdict, result.cases) == (Verdict.UNSUPPORTED, 0)
    assert outcome.report.cases == 0
    assert outcome.fault is None


def test_cases_are_counted_for_the_requirement_that_they_aim_at() -> None:
    only = ("EVT-LOST", "MAN-PING-LOOP", "SES-REOPEN-WAITS")
    report = run(right(PLAIN), *only).report
    aimed = Counter(case.requirement for case in all_cases(Profile(), only=only))
    assert {name: result.cases for name, result in report.requirements.items() if result.cases} == dict(aimed)
    assert report.cases == aimed.total()
    assert report.steps == sum(len(case.steps) for case in all_cases(Profile(), only=only))
    assert list(report.requirements) == list(REQUIREMENTS)
