"""A run: every case is played, judged as it comes, and at the end each failing requirement gets its counterexample."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import tee

from connref import __version__
from connref.cases.catalogue import all_cases, playable
from connref.cases.coverage import Coverage
from connref.cases.openings import opening_cases
from connref.cases.own import own_cases
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, ObservationKind, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import Clock, Driver, DriverFault, Hello, Playback
from connref_adapters.kit.explain import Explainer
from connref_adapters.kit.judge import judge
from connref_adapters.kit.play import Openings, RunSettings, explored, within_budget
from connref_adapters.kit.requirements import hopeless, out_of_reach, too_coarse
from connref_adapters.reports import (
    Counterexample,
    CoverageLine,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands after a case: how many were judged, and how many of them failed so far.

    `failed` is the requirement that this case was just seen to break, `explaining` the one whose counterexample is
    being made out of this case.
    """

    cases: int
    failing: int
    case: Case
    failed: str | None = None
    explaining: str | None = None


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """The report of a run, and what ended it early: a fault of the driver, or an interrupt."""

    report: RunReport
    fault: DriverFault | None
    interrupted: bool = False


@dataclass(slots=True)
class _Tally:
    """What is counted while cases are judged; `complete` once all of them were."""

    judged: Counter[str] = field(default_factory=Counter[str])
    unplayed: Counter[str] = field(default_factory=Counter[str])
    cases: int = 0
    steps: int = 0
    failing: int = 0
    complete: bool = False
    played: dict[str, Case] = field(default_factory=dict[str, Case])


class Run:
    """One run of the kit on one driver."""

    def __init__(
        self,
        driver: Driver,
        settings: RunSettings,
        profile: Profile | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self._driver = driver
        self._settings = settings
        self._hello: Hello = driver.hello()
        if profile is not None:
            self._hello = replace(self._hello, profile=profile)
        self._progress = progress
        self._judge = RunJudge()
        self._coverage = Coverage(self._hello.profile)
        self._openings = Openings()
        self._tally = _Tally()

    def execute(self) -> RunOutcome:
        """Play, judge, explain. A fault of the driver, or an interrupt, ends the run but keeps all that was found."""
        started = time.monotonic()
        fault: DriverFault | None = None
        interrupted = False
        explained: dict[str, Counterexample] = {}
        try:
            self._play_all()
            self._explain(explained)
        except DriverFault as found:
            fault = found
        except KeyboardInterrupt:
            interrupted = True
        ended = None if fault is None else fault.reason.value
        report = self._report(
            explained, time.monotonic() - started, "it was interrupted" if interrupted else ended
        )
        return RunOutcome(report, fault, interrupted)

    def cases(self) -> Iterator[Case]:
        """The cases of the catalogue that this run plays; none where the clock is too coarse to judge the grace."""
        if hopeless(self._hello.profile):
            return iter(())
        cases: Iterable[Case] = all_cases(
            self._hello.profile,
            inputs=self._hello.inputs,
            only=self._settings.only,
            exhaustive=self._settings.exhaustive,
            own=self._settings.own,
        )
        if self._hello.clock is Clock.REAL:
            cases = within_budget(cases, self._settings.budget_ms)
        return iter(cases)

    def _play_all(self) -> None:
        """The catalogue, what the SDK's latency adds, then the explored stories, steered by what is uncovered still."""
        self._play(self.cases())
        self._play(self._as_they_open())
        if self._settings.extra_cases and not hopeless(self._hello.profile):
            hello, settings = self._hello, self._settings
            self._play(
                explored(hello.profile, settings.seed, settings.extra_cases, hello.inputs, self._coverage)
            )
        self._tally.complete = True

    def _as_they_open(self) -> Iterator[Case]:
        """The cases at the instant at which openings were seen to end; none where nothing is in flight before that."""
        usual = self._openings.usual_ms()
        if not usual or self._hello.clock is Clock.REAL or hopeless(self._hello.profile):
            return iter(())
        cases = opening_cases(self._hello.profile, usual)
        return playable(cases, self._hello.inputs, self._settings.only)

    def _play(self, cases: Iterator[Case]) -> None:
        to_play, to_judge = tee(cases)
        for playback in self._driver.play_many(to_play):
            self._take(next(to_judge), playback)

    def _take(self, case: Case, playback: Playback) -> None:
        self._openings.note(playback)
        verdict = judge(case, playback, self._hello.profile, self._hello.observes, self._coverage)
        if verdict is None:
            self._tally.unplayed[case.requirement] += 1
            return
        self._tally.cases += 1
        self._tally.steps += len(case.steps)
        self._tally.judged[case.requirement] += 1
        self._tally.played[case.id] = case
        finding = self._judge.add(case, verdict)
        self._tally.failing += finding is not None
        failed = None if finding is None else finding.requirement
        self._progress(Progress(self._tally.cases, self._tally.failing, case, failed))

    def _grouped(self) -> dict[str, list[CaseFinding]]:
        """The findings by the requirement to blame, which depends on what all cases establish."""
        grouped: dict[str, list[CaseFinding]] = {}
        for finding in self._judge.findings():
            grouped.setdefault(finding.requirement, []).append(finding)
        return grouped

    def _explain(self, explained: dict[str, Counterexample]) -> None:
        explainer = Explainer(self._driver, self._hello, self._tally.played, self._judge.established())
        grouped = self._grouped()
        failing = sum(map(len, grouped.values()))
        for requirement, findings in grouped.items():
            self._progress(Progress(self._tally.cases, failing, findings[0].case, explaining=requirement))
            explained[requirement] = explainer.counterexample(findings)

    def _report(self, explained: dict[str, Counterexample], seconds: float, ended: str | None) -> RunReport:
        grouped, interpretations = self._grouped(), self._judge.interpretations()
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
            coverage=tuple(CoverageLine(*line) for line in self._covered()),
            notes=tuple(self._notes(ended)),
            connref=__version__,
        )

    def _asked(self, results: dict[str, RequirementResult]) -> list[RequirementResult]:
        """The results that the run was asked for: with --only, those that some selected case put to the test."""
        if not self._settings.only:
            return list(results.values())
        return [result for result in results.values() if result.cases or result.verdict is Verdict.FAIL]

    def _covered(self) -> list[tuple[str, int, int]]:
        return [] if hopeless(self._hello.profile) else self._coverage.lines()

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
        if not cases or not self._tally.complete or too_coarse(requirement, self._hello.profile):
            return RequirementResult(Verdict.INCONCLUSIVE, cases)
        return RequirementResult(Verdict.PASS, cases)

    def _unsupported(self, requirement: str) -> bool:
        """Whether the driver lacks an observation, or an input of every case that puts this to the test."""
        if out_of_reach(requirement, self._hello):
            return True
        if self._tally.judged[requirement]:
            return False
        if self._tally.unplayed[requirement]:
            return True
        if hopeless(self._hello.profile):
            return False
        playable = all_cases(self._hello.profile, inputs=self._hello.inputs, only=(requirement,))
        return next(iter(playable), None) is None

    def _unplayable(self) -> Iterator[str]:
        """The tester's own cases that the driver has not all inputs for."""
        if not hopeless(self._hello.profile):
            cases = list(own_cases(self._settings.own, self._hello.profile))
            played = {case.id for case in playable(cases, self._hello.inputs)}
            yield from (case.id for case in cases if case.id not in played)

    def _notes(self, ended: str | None) -> Iterator[str]:
        unseen = [kind.value for kind in ObservationKind if kind not in self._hello.observes]
        if unseen:
            yield f"The driver does not observe {', '.join(unseen)}; nothing is held against the SDK for that."
        if self._hello.ignored:
            yield f"The driver's hello has unknown names, ignored: {', '.join(self._hello.ignored)}."
        unplayable = [*self._unplayable()]
        if unplayable:
            yield f"The driver lacks an input that these cases of yours need: {', '.join(unplayable)}."
        if hopeless(self._hello.profile):
            yield f"No case was played: {self._hello.tolerance_ms} ms of tolerance leave nothing of the grace to judge."
        if self._hello.clock is Clock.REAL:
            budget = self._settings.budget_ms / 1000
            yield f"Real clock: each requirement got its shortest case, and more within {budget:g} s of waiting."
        if ended is not None:
            yield f"The run ended early: {ended}."


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
