"""The result of a run: what a driver cannot do or see, what its clock cannot tell, and what is counted for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Literal

import pytest
from tests.adapters.kit.playing import right, run, wrong

from connref.cases.catalogue import all_cases
from connref.cases.notation import parse
from connref.cases.own import Scenario
from connref.protocol import Mode, Profile
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import in_process
from connref_adapters.drivers.reference import ReferenceDriver
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run
from connref_adapters.reports import RunVerdict, Verdict
from fakes.driver import FakeDriver
from fakes.right import PLAIN, RIGHT
from fakes.wrong import WRONG


def test_a_clock_too_coarse_for_the_grace_leaves_the_rest_to_judge() -> None:
    only = ("MAN-GRACE/*", "MAN-CONNECT/*", "SES-NO-USER/*")
    coarse = Profile(tolerance_ms=20_000)
    driver = right(replace(PLAIN, tick_ms=20_000))
    report = Run(driver, RunSettings(only=only), replace(driver.hello(), profile=coarse)).execute().report
    assert report.requirements["MAN-GRACE"].verdict is Verdict.UNSUPPORTED
    assert report.requirements["MAN-CONNECT"].verdict is Verdict.PASS
    assert report.requirements["SES-NO-USER"].verdict is Verdict.PASS
    assert report.with_verdict(Verdict.FAIL) == ()


def test_an_sdk_without_a_grace_fails_nothing_for_that() -> None:
    only = ("MAN-GRACE/*", "MAN-PING-EXTENDS/*", "MAN-BACKGROUND-STAYS-DOWN/*", "race/away+0/*")
    report = run(in_process(lambda: ReferenceDriver(profile=Profile(grace_ms=0))), *only).report
    assert report.with_verdict(Verdict.FAIL) == ()
    for name in ("MAN-GRACE", "MAN-PING-EXTENDS"):
        result = report.requirements[name]
        assert (result.verdict, result.reason) == (Verdict.UNSUPPORTED, "no grace")
    assert report.requirements["MAN-BACKGROUND-STAYS-DOWN"].verdict is Verdict.PASS


def test_a_return_that_brings_it_back_fails_without_a_grace() -> None:
    manual = WRONG["return-reconnects-after-deadline"].manual
    driver = in_process(lambda: FakeDriver(replace(PLAIN, grace_ms=0), manual=manual))
    report = run(driver, "MAN-BACKGROUND-STAYS-DOWN/*").report
    assert report.requirements["MAN-BACKGROUND-STAYS-DOWN"].verdict is Verdict.FAIL


class Speechless(FakeDriver):
    """A driver of an SDK whose `ping` reports no outcome."""

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        reply = super().request(request)
        if request["op"] == "hello":
            reply["outcomes"] = ["connect", "disconnect"]
        seen = reply.get("observations", [])
        seen[:] = [each for each in seen if (each["kind"], each.get("api")) != ("outcome", "ping")]
        return reply


PINGED = ("MAN-PING-SENDS/*", "MAN-PING-EXTENDS/*")


@pytest.mark.parametrize("counts", ["called", "answered"])
def test_a_ping_without_an_outcome_is_asked_whether_it_is_sent(counts: Literal["called", "answered"]) -> None:
    report = run(in_process(lambda: Speechless(replace(PLAIN, ping_counts_when=counts))), *PINGED).report
    sends, extends = (report.requirements[each] for each in ("MAN-PING-SENDS", "MAN-PING-EXTENDS"))
    assert (sends.verdict, extends.verdict) == (Verdict.PASS, Verdict.UNSUPPORTED)
    assert sends.tested > 0
    assert extends.reason == "no outcome of ping"
    assert report.verdict is RunVerdict.HOLDS_IN_PART
    assert set(report.interpretations["ping-counts-when"]) == {"called", "answered"}


def test_a_ping_without_an_outcome_that_is_not_sent_fails() -> None:
    manual = WRONG["ping-stays-local"].manual
    report = run(in_process(lambda: Speechless(PLAIN, manual=manual)), "MAN-PING-SENDS").report
    assert report.with_verdict(Verdict.FAIL) == ("MAN-PING-SENDS",)


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


def test_what_a_driver_cannot_do_here_is_left_unplayed_and_counted() -> None:
    only = "SES-REOPEN-CONNECTS/killed*"
    outcome = run(in_process(lambda: Refusing(PLAIN, strict=False)), only)
    result = outcome.report.requirements["SES-REOPEN-CONNECTS"]
    planned = sum(1 for _ in all_cases(Profile(), only=(only,)))
    assert (result.verdict, result.cases, result.tested) == (Verdict.INCONCLUSIVE, 0, 0)
    assert result.unplayed == planned > 1
    assert result.reason == f"{planned} cases left unplayed"
    assert outcome.report.verdict is RunVerdict.INCONCLUSIVE
    assert outcome.fault is None


class Unable(FakeDriver):
    """A driver that answers unsupported to all but the first so many cases."""

    played = 0
    resets = 0

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        self.resets += request["op"] == "reset"
        if request["op"] in ("do", "advance") and self.resets > self.played:
            return {"id": request["id"], "ok": False, "error": {"kind": "unsupported", "message": "not here"}}
        return super().request(request)


def test_a_driver_that_can_do_nothing_proves_nothing() -> None:
    report = run(in_process(lambda: Unable(PLAIN, strict=False)), "MAN-GRACE", "EVT-LOST").report
    assert report.verdict is RunVerdict.INCONCLUSIVE
    assert report.cases == 0
    assert set(report.counted()) == {"MAN-GRACE", "EVT-LOST"}


def test_the_share_that_was_played_stands_beside_a_verdict() -> None:
    class Hardly(Unable):
        played = 3

    report = run(in_process(lambda: Hardly(PLAIN, strict=False)), "MAN-GRACE").report
    result = report.requirements["MAN-GRACE"]
    planned = sum(1 for _ in all_cases(Profile(), only=("MAN-GRACE",)))
    assert (result.verdict, result.tested) == (Verdict.PASS, 3)
    assert result.unplayed == planned - 3
    assert f"{planned - 3} cases left unplayed" in " ".join(report.notes)


def test_a_requirement_that_no_case_tested_does_not_pass() -> None:
    empty = Scenario("nothing", Mode.MANUAL, parse("init"), "MAN-GRACE", "nothing")
    report = run(right(PLAIN), "own", own=(empty,)).report
    result = report.requirements["MAN-GRACE"]
    assert (result.verdict, result.cases, result.tested) == (Verdict.INCONCLUSIVE, 1, 0)
    assert result.reason == "no case put it to the test"
    assert report.verdict is RunVerdict.INCONCLUSIVE


def test_cases_are_counted_for_what_they_aim_at_and_for_what_they_test() -> None:
    only = ("EVT-LOST", "MAN-PING-LOOP", "SES-REOPEN-WAITS")
    report = run(right(PLAIN), *only).report
    aimed = Counter(case.requirement for case in all_cases(Profile(), only=only))
    assert report.cases == aimed.total()
    assert report.steps == sum(len(case.steps) for case in all_cases(Profile(), only=only))
    for name in only:
        result = report.requirements[name]
        assert aimed[name] <= result.cases <= report.cases
        assert 0 < result.tested <= result.cases
    assert list(report.requirements) == list(REQUIREMENTS)


def test_what_was_not_selected_does_not_count_and_is_told_where_it_fails() -> None:
    report = run(wrong("grace-one-ms-early"), "MAN-RETURN-CANCELS").report
    assert report.counted() == ("MAN-RETURN-CANCELS",)
    others = {name for name, result in report.requirements.items() if not result.counts}
    assert len(others) == len(REQUIREMENTS) - 1
    assert {report.requirements[name].reason for name in others} == {"not selected"}
