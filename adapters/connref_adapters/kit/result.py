"""The result of a run: which verdict each requirement gets from what was judged, and the report that says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
from connref_adapters.kit.verdict import overall
from connref_adapters.reports import (
    Counterexample,
    CoverageLine,
    Finding,
    Implementation,
    RequirementResult,
    RunReport,
    Verdict,
)
from connref_adapters.reports.data import NOT_PROMISED, NOT_SELECTED
from connref_adapters.reports.text import count, grouped

ENDED_EARLY = "the run ended early"
UNTESTED = "no case put it to the test"


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

        Where there is no grace, an entry into the background is a deadline too, and nothing tells the two apart. What
        is not promised is not held against anybody.
        """
        grouped: dict[str, list[CaseFinding]] = {}
        for finding in self._judge.findings():
            if self._asking.lacks(finding.requirement) not in (NO_GRACE, NOT_PROMISED):
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
            verdict=overall(results.values()),
            cases=self._tally.cases,
            steps=self._tally.steps,
            seconds=round(seconds, 3),
            requirements=results,
            interpretations={name: interpretations[name] for name in INTERPRETATIONS},
            findings=tuple(findings),
            profile=self._hello.profile_name,
            coverage=tuple(CoverageLine(*line) for line in self._coverage.lines()),
            notes=tuple(self._notes(ended, grouped)),
            connref=__version__,
        )

    def _result(
        self, requirement: str, findings: list[CaseFinding], explained: dict[str, Counterexample]
    ) -> RequirementResult:
        """What is known of one requirement; a run that was cut short has failed or proved nothing."""
        tally = self._tally
        broken = {finding.case.id for finding in findings}
        tested = len(tally.tested[requirement] | broken)
        cases = len(tally.aimed[requirement] | tally.tested[requirement] | broken)
        verdict, reason = self._verdict(requirement, failed=bool(findings))
        example = None
        if verdict is Verdict.FAIL:
            example = explained.get(requirement) or _unexplained(findings[0])
        return RequirementResult(verdict, cases, example, tested, tally.unplayed[requirement], reason)

    def _verdict(self, requirement: str, *, failed: bool) -> tuple[Verdict, str | None]:
        """The verdict on a requirement that `failed` in some case or in none, and the reason where it is neither."""
        tally, asking = self._tally, self._asking
        if not self.selected(requirement, failed=failed):
            return Verdict.UNSUPPORTED, NOT_SELECTED
        if failed:
            return Verdict.FAIL, None
        lacking = asking.lacks(requirement)
        if lacking is None and not tally.tested[requirement] and not tally.unplayed[requirement]:
            lacking = asking.lacks_inputs(requirement)
        if lacking is not None:
            return Verdict.UNSUPPORTED, lacking
        if not tally.complete:
            return Verdict.INCONCLUSIVE, ENDED_EARLY
        if tally.tested[requirement]:
            return Verdict.PASS, None
        if tally.unplayed[requirement]:
            return Verdict.INCONCLUSIVE, f"{count(tally.unplayed[requirement], 'case')} left unplayed"
        return Verdict.INCONCLUSIVE, UNTESTED if tally.aimed[requirement] else "no case was played"

    def selected(self, requirement: str, *, failed: bool) -> bool:
        """Whether the verdict is over it: it was asked for by name, or some case was that aims at it or broke it."""
        choice, tally = self._asking.choice, self._tally
        if choice.names(requirement):
            return True
        touched = failed or tally.aimed[requirement] or tally.unplayed[requirement]
        return choice.by_case and bool(touched) and not choice.excludes(requirement)

    def _notes(self, ended: str | None, broken: Iterable[str]) -> Iterator[str]:
        unseen = [kind.value for kind in ObservationKind if kind not in self._hello.observes]
        if unseen:
            yield f"The driver does not observe {', '.join(unseen)}; nothing is held against the SDK for that."
        if self._hello.ignored:
            yield f"The driver's hello has unknown names, ignored: {', '.join(self._hello.ignored)}."
        unplayable = self._asking.unplayable()
        if unplayable:
            yield f"The driver lacks an input or the mode that these cases of yours need: {', '.join(unplayable)}."
        yield from self._unplayed_notes()
        others = [name for name in REQUIREMENTS if name in broken and not self.selected(name, failed=True)]
        if others:
            yield f"Not selected, and seen to fail all the same: {', '.join(others)}."
        if self._hello.clock is Clock.REAL:
            budget = self._settings.budget_ms / 1000
            yield f"Real clock: each requirement got its shortest case, and more within {budget:g} s of waiting."
        if ended is not None:
            yield f"The run ended early: {ended}."
            planned, taken = self._asking.count(), self._tally.cases + self._tally.refused.total()
            if taken < planned:
                yield f"{count(planned - taken, 'case')} of {grouped(planned)} were not played."

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


def _unexplained(finding: CaseFinding) -> Counterexample:
    violation = finding.violation
    return Counterexample(
        mode=None if finding.case.mode is None else finding.case.mode.value,
        steps=tuple(step.request() for step in finding.case.steps),
        observations=(),
        expected=violation.expected,
        observed=violation.observed,
    )
