"""The result of a run: which verdict each requirement gets from what was judged, and the report that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connref import __version__
from connref.cases.coverage import Coverage
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import ObservationKind
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import Clock, Hello, PlaybackStatus
from connref_adapters.kit.asking import NO_GRACE, Asking
from connref_adapters.kit.play import RunSettings
from connref_adapters.kit.tally import Tally
from connref_adapters.reports import (
    Counterexample,
    CoverageLine,
    Finding,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
)
from connref_adapters.reports.text import count


class Results:
    """What can be said of each requirement, at any moment of a run: it looks on while the run counts and judges."""

    def __init__(
        self,
        hello: Hello,
        settings: RunSettings,
        asking: Asking,
        tally: Tally,
        judge: RunJudge,
        coverage: Coverage,
    ) -> None:
        self._hello = hello
        self._settings = settings
        self._asking = asking
        self._tally = tally
        self._judge = judge
        self._coverage = coverage

    def grouped(self) -> dict[str, list[CaseFinding]]:
        """The findings by the requirement to blame, which depends on what all cases establish.

        Where there is no grace, an entry into the background is a deadline too, and nothing tells the two apart.
        """
        grouped: dict[str, list[CaseFinding]] = {}
        for finding in self._judge.findings():
            if self._asking.lacks(finding.requirement) != NO_GRACE:
                grouped.setdefault(finding.requirement, []).append(finding)
        return grouped

    def report(
        self,
        explained: dict[str, Counterexample],
        findings: Sequence[Finding],
        seconds: float,
        ended: str | None,
    ) -> RunReport:
        """All that is known; `ended` says what ended the run early, None where nothing did."""
        grouped, interpretations = self.grouped(), self._judge.interpretations()
        results = {name: self._result(name, grouped.get(name, []), explained) for name in REQUIREMENTS}
        implementation = self._hello.implementation
        return RunReport(
            implementation=Implementation(
                implementation.name, implementation.version, implementation.language
            ),
            clock=self._hello.clock.value,
            tolerance_ms=self._hello.tolerance_ms,
            seed=self._settings.seed,
            verdict=_overall(self._asked(results), ended),
            cases=self._tally.cases,
            steps=self._tally.steps,
            seconds=round(seconds, 3),
            requirements=results,
            interpretations={name: interpretations[name] for name in INTERPRETATIONS},
            findings=tuple(findings),
            coverage=tuple(CoverageLine(*line) for line in self._coverage.lines()),
            notes=tuple(self._notes(ended)),
            connref=__version__,
        )

    def _asked(self, results: dict[str, RequirementResult]) -> list[RequirementResult]:
        """The results that the run was asked for: with --only, those that some selected case put to the test."""
        if not self._settings.only:
            return list(results.values())
        return [result for result in results.values() if result.cases or result.verdict is Verdict.FAIL]

    def _result(
        self, requirement: str, findings: list[CaseFinding], explained: dict[str, Counterexample]
    ) -> RequirementResult:
        """What is known of one requirement; a run that was cut short has failed or proved nothing."""
        cases = self._tally.judged[requirement]
        if findings:
            example = explained.get(requirement) or _unexplained(findings[0])
            return RequirementResult(Verdict.FAIL, cases, example)
        if self._unsupported(requirement):
            return RequirementResult(Verdict.UNSUPPORTED, cases)
        if not cases or not self._tally.complete:
            return RequirementResult(Verdict.INCONCLUSIVE, cases)
        return RequirementResult(Verdict.PASS, cases)

    def _unsupported(self, requirement: str) -> bool:
        """Whether the driver lacks something without which this cannot be put to the test."""
        if self._asking.lacks(requirement) is not None:
            return True
        if self._tally.judged[requirement]:
            return False
        return self._tally.unplayed[requirement] > 0 or self._asking.lacks_inputs(requirement) is not None

    def _notes(self, ended: str | None) -> Iterator[str]:
        unseen = [kind.value for kind in ObservationKind if kind not in self._hello.observes]
        if unseen:
            yield f"The driver does not observe {', '.join(unseen)}; nothing is held against the SDK for that."
        if self._hello.ignored:
            yield f"The driver's hello has unknown names, ignored: {', '.join(self._hello.ignored)}."
        unplayable = self._asking.unplayable()
        if unplayable:
            yield f"The driver lacks an input or the mode that these cases of yours need: {', '.join(unplayable)}."
        yield from self._unplayed_notes()
        if self._hello.clock is Clock.REAL:
            budget = self._settings.budget_ms / 1000
            yield f"Real clock: each requirement got its shortest case, and more within {budget:g} s of waiting."
        if ended is not None:
            yield f"The run ended early: {ended}."

    def _unplayed_notes(self) -> Iterator[str]:
        refused = self._tally.refused
        told = (
            (PlaybackStatus.UNSUPPORTED, "the driver answered unsupported to an input that it lists"),
            (PlaybackStatus.SUSPENDED, "the device was suspended"),
            (PlaybackStatus.DRIVER, "the driver made a mistake of its own"),
        )
        for status, reason in told:
            if refused[status]:
                yield f"{count(refused[status], 'case')} left unplayed: {reason}."
        for mistake in self._tally.mistakes.values():
            yield f"The driver's mistake in case {mistake.case.id}: {mistake.message}"


def _overall(results: list[RequirementResult], ended: str | None) -> RunVerdict:
    verdicts = {result.verdict for result in results}
    if Verdict.FAIL in verdicts:
        return RunVerdict.DOES_NOT_CONFORM
    if ended is not None or not verdicts or Verdict.INCONCLUSIVE in verdicts:
        return RunVerdict.INCONCLUSIVE
    return RunVerdict.CONFORMS


def _unexplained(finding: CaseFinding) -> Counterexample:
    violation = finding.violation
    return Counterexample(
        mode=None if finding.case.mode is None else finding.case.mode.value,
        steps=tuple(step.request() for step in finding.case.steps),
        observations=(),
        expected=violation.expected,
        observed=violation.observed,
    )
