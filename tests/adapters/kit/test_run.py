"""A run: what is reported for whom, what is lost to nothing, and what is the same each time."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.kit.playing import right, run, wrong

from connref_adapters.drivers import FaultReason, child_process, in_process
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Progress, Run, RunOutcome
from connref_adapters.reports import RunReport, RunVerdict, Verdict, model_catalogue
from connref_adapters.reports.results import results_json
from fakes.driver import FakeDriver
from fakes.right import PLAIN, RIGHT
from fakes.wrong import WRONG

SAMPLE = [
    "grace-one-ms-early", "ping-adds-to-deadline", "login-not-saved", "auto-uses-grace", "network-undoes-disconnect",
    "fetches-missed-messages", "connect-reports-twice", "dies-on-return-with-ping", "hangs-offline",
    "connect-when-up-changes-with-reset", "connect-in-auto-changes-with-reset", "background-again-changes-with-reset",
]  # fmt: skip


def fake_process(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    root = Path(__file__).resolve().parents[3]
    monkeypatch.setenv("PYTHONPATH", ":".join(str(root / part) for part in ("model", "adapters", "tests")))
    return [sys.executable, "-m", "fakes", name]


def results(report: RunReport) -> object:
    return results_json(replace(report, seconds=0.0), model_catalogue())


@pytest.mark.parametrize("name", SAMPLE)
def test_a_wrong_sdk_does_not_conform(name: str) -> None:
    outcome = run(wrong(name), WRONG[name].primary)
    assert outcome.fault is None
    assert outcome.report.verdict is RunVerdict.DOES_NOT_CONFORM
    result = outcome.report.requirements[WRONG[name].primary]
    assert result.verdict is Verdict.FAIL
    assert result.counterexample is not None
    assert result.counterexample.steps


@pytest.mark.parametrize("name", ["plain", "polls-each-second", "least-observed", "polls-each-second-early"])
def test_a_right_sdk_fails_nothing(name: str) -> None:
    report = run(
        right(RIGHT[name]), "MAN-GRACE-ENDS/*", "MAN-PING-LOOP", "EVT-STOPS", "ping-at-deadline"
    ).report
    assert report.with_verdict(Verdict.FAIL) == ()
    assert "MAN-GRACE-ENDS" in report.with_verdict(Verdict.PASS)


@pytest.mark.parametrize("name", ["grace-five-seconds-early-polling", "grace-five-seconds-late-polling"])
def test_a_coarse_clock_hides_no_deviation_of_five_seconds(name: str) -> None:
    defect = WRONG[name]
    assert defect.options.tick_ms == 1_000
    assert run(wrong(name), f"{defect.primary}/*").report.requirements[defect.primary].verdict is Verdict.FAIL


class Breaking(FakeDriver):
    """A driver that breaks the protocol at its so many-th reset, each time it is asked from then on."""

    at = 5
    resets = 0

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        self.resets += request["op"] == "reset"
        return {"ok": "yes"} if self.resets >= self.at else super().request(request)


def test_a_fault_in_the_middle_keeps_what_was_found_and_proves_nothing_more() -> None:
    defect = WRONG["ping-stays-local"]
    outcome = run(
        in_process(lambda: Breaking(defect.options, manual=defect.manual)), "MAN-PING-SENDS", "EVT-LOST"
    )
    report = outcome.report
    assert outcome.fault is not None
    assert report.cases > 0
    assert report.requirements["MAN-PING-SENDS"].verdict is Verdict.FAIL
    assert report.requirements["MAN-PING-SENDS"].counterexample is not None
    assert report.requirements["EVT-LOST"].verdict is Verdict.INCONCLUSIVE
    assert report.with_verdict(Verdict.PASS) == ()
    assert report.verdict is RunVerdict.DOES_NOT_CONFORM
    assert any(note.startswith("The run ended early: ") for note in report.notes)


class Clumsy(FakeDriver):
    """A driver that makes a mistake of its own whenever the network is lost."""

    def request(self, request: dict[str, Any]) -> dict[str, Any]:
        if request.get("input") == "network_down":
            error = {"kind": "driver", "message": "KeyError: 'netwrok'"}
            return {"id": request["id"], "ok": False, "error": error}
        return super().request(request)


def test_mistakes_of_the_driver_are_never_held_against_the_sdk() -> None:
    only = ("MAN-RECONNECT/*", "MAN-CONNECT/*")
    outcome = run(in_process(lambda: Clumsy(PLAIN, strict=False)), *only)
    assert outcome.fault is None
    assert outcome.report.with_verdict(Verdict.FAIL) == ()
    assert outcome.misled > 1
    (mistake,) = outcome.mistakes
    assert mistake.message == "KeyError: 'netwrok'"
    notes = "\n".join(outcome.report.notes)
    assert f"{outcome.misled} cases left unplayed: the driver made a mistake of its own." in notes
    assert "KeyError: 'netwrok'" in notes


def test_a_fault_without_a_failure_is_inconclusive() -> None:
    outcome = run(in_process(lambda: Breaking(PLAIN, strict=False)), "EVT-LOST")
    assert outcome.fault is not None
    assert outcome.fault.reason in FaultReason
    assert outcome.report.verdict is RunVerdict.INCONCLUSIVE


def test_an_interrupt_keeps_what_was_found() -> None:
    def stop(progress: Progress) -> None:
        if progress.cases == 3:
            raise KeyboardInterrupt

    outcome: RunOutcome = Run(right(PLAIN), RunSettings(only=("EVT-LOST",)), progress=stop).execute()
    assert outcome.interrupted
    assert outcome.report.cases == 3
    assert outcome.report.requirements["EVT-LOST"].verdict is Verdict.INCONCLUSIVE


def test_progress_tells_each_case_and_each_failure() -> None:
    told: list[Progress] = []
    Run(wrong("ping-stays-local"), RunSettings(only=("MAN-PING-SENDS",)), progress=told.append).execute()
    judged = [progress for progress in told if progress.explaining is None]
    assert [progress.cases for progress in judged] == list(range(1, len(judged) + 1))
    assert any(progress.failed == "MAN-PING-SENDS" for progress in judged)
    assert judged[-1].failing > 0


@pytest.mark.parametrize("name", ["plain", "ping-stays-local", "connect-when-up-changes-with-reset"])
def test_the_same_seed_gives_the_same_results_in_this_process_or_another(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = ("EVT-LOST", "MAN-PING-SENDS", "connect-when-up")

    def here() -> RunReport:
        driver = wrong(name) if name in WRONG else in_process(lambda: FakeDriver(RIGHT[name], name=name))
        return run(driver, *only, seed=7).report

    first = results(here())
    assert results(here()) == first
    with child_process(fake_process(monkeypatch, name)) as driver:
        elsewhere = run(driver, *only, seed=7)
    assert elsewhere.fault is None
    assert results(elsewhere.report) == first


def test_a_driver_on_a_real_clock_gets_what_its_budget_allows() -> None:
    class Real(FakeDriver):
        def request(self, request: dict[str, Any]) -> dict[str, Any]:
            reply = super().request(request)
            return {**reply, "clock": "real"} if request["op"] == "hello" else reply

    driver = in_process(lambda: Real(PLAIN, strict=False))
    report = Run(driver, RunSettings(only=("EVT-LOST", "EVT-STOPS"), budget_ms=1)).execute().report
    assert report.cases == 2
    assert report.clock == "real"
    assert any("Real clock" in note for note in report.notes)
