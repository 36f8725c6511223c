"""Judging an SDK in this very process, from whatever tests it: the `connref_kit` fixture is one `ConnrefKit`.

Example::

    def test_my_sdk(connref_kit):
        connref_kit.assert_conforms(MyDriver)  # MyDriver().request(request) -> reply, as in the driver protocol

    def test_my_app(connref_kit):
        connref_kit.assert_recording(text)  # what the app logged in this test, as `connref check` reads it
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import cast

from connref.errors import UsageError
from connref_adapters.drivers import SupportsRequest, in_process
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.run import Run
from connref_adapters.recorded.checker import Checker
from connref_adapters.recorded.lines import read_lines
from connref_adapters.recorded.report import TextReport
from connref_adapters.recorded.result import CheckSummary, SessionVerdict
from connref_adapters.reports import (
    Finding,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
    counterexample_lines,
)
from connref_adapters.reports.data import causes
from connref_adapters.reports.words import finding_words, grounds_words, headline


class ConnrefKit:
    """The conformance kit for a driver in Python: an object with `request(dict) -> dict`, or what makes one."""

    def judge(
        self,
        driver: SupportsRequest | Callable[[], SupportsRequest],
        *,
        only: Sequence[str] = (),
        seed: int = 0,
        bound_ms: int | None = None,
    ) -> RunReport:
        """Play the cases on the driver and report. `only` selects as `connref run --only` does; `bound_ms` is R.

        Raises `DriverFault` where the driver breaks the protocol, `DefinitionError` where `only` selects nothing.
        """
        with in_process(_maker(driver)) as connection:
            hello = connection.hello()
            if bound_ms is not None:
                hello = replace(hello, profile=replace(hello.profile, reconnect_bound_ms=bound_ms))
            outcome = Run(connection, RunSettings(seed=seed, only=tuple(only)), hello).execute()
        if outcome.fault is not None:
            raise outcome.fault
        return outcome.report

    def assert_conforms(
        self,
        driver: SupportsRequest | Callable[[], SupportsRequest],
        *,
        only: Sequence[str] = (),
        seed: int = 0,
        bound_ms: int | None = None,
    ) -> RunReport:
        """As `judge`; raises `AssertionError` with a counterexample for each requirement that fails.

        What the driver cannot do or see, and what `only` leaves out, is not asserted; what it can be asked has to be
        decided, and something has to hold.
        """
        __tracebackhide__ = True
        report = self.judge(driver, only=only, seed=seed, bound_ms=bound_ms)
        if report.verdict is RunVerdict.DOES_NOT_CONFORM:
            raise AssertionError(failures_text(report))
        if report.verdict is RunVerdict.INCONCLUSIVE:
            raise AssertionError(undecided_text(report))
        return report

    def assert_recording(self, recording: str | bytes | Path) -> CheckSummary:
        """Judge what a unit test recorded: the text of a recording, or the path of one, as `connref check` does.

        Raises `AssertionError` with what fails, with each line that could not be used, or where nothing was tested.
        """
        __tracebackhide__ = True
        content = recording.read_bytes() if isinstance(recording, Path) else recording
        told = StringIO()
        report = TextReport(told, quiet=True)
        checker = Checker(report.session, report.malformed)
        packed = BytesIO(content.encode() if isinstance(content, str) else content)
        checker.read("recording" if not isinstance(recording, Path) else str(recording), read_lines(packed))
        summary = checker.finish()
        report.summary(summary, 0)
        wrong = summary.sessions.total() - summary.sessions[SessionVerdict.CONFORMS]
        if wrong or summary.malformed or not summary.tested:
            raise AssertionError(told.getvalue())
        return summary


def failures_text(report: RunReport) -> str:
    """What the SDK does instead, then every requirement that fails, with its counterexample."""
    failing = report.failing()
    head = [f"{report.implementation.name} does not conform: {', '.join(failing)}"]
    head += [f"  {finding.id} {finding_words(finding)}" for finding in report.findings]
    parts = [failure_text(name, report.requirements[name], causes(report.findings, name)) for name in failing]
    return "\n\n".join(["\n".join(head), *parts])


def undecided_text(report: RunReport) -> str:
    """What was left undecided, and why."""
    lines = [
        f"  {name}: {grounds_words(report.requirements[name])}"
        for name in report.with_verdict(Verdict.INCONCLUSIVE)
    ]
    return "\n".join([headline(report), *lines])


def failure_text(requirement: str, result: RequirementResult, by: Sequence[Finding] = ()) -> str:
    """One requirement that fails: what it says, by which findings it breaks, and the shortest story that breaks it."""
    from connref.spec.requirements import REQUIREMENTS

    head = f"{requirement}: {REQUIREMENTS[requirement].sentence}"
    example = result.counterexample
    story = [] if example is None else counterexample_lines(example)
    told = [f"breaks by {finding.id}: {finding.sentence}" for finding in by]
    return "\n".join([head, *(f"  {line}".rstrip() for line in [*told, *story])])


def _maker(driver: SupportsRequest | Callable[[], SupportsRequest]) -> Callable[[], SupportsRequest]:
    if hasattr(driver, "request") and not isinstance(driver, type):
        return lambda: cast("SupportsRequest", driver)
    if callable(driver):
        return driver
    raise UsageError(f"a driver has request(dict) -> dict, or is called to make one; got {driver!r}")
