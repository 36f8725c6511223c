"""The result of a run: which verdict each requirement gets from what was judged, and the report that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from connref import __version__
from connref.cases.catalogue import all_cases, playable
from connref.cases.coverage import Coverage
from connref.cases.own import own_cases
from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.oracle.run import CaseFinding, RunJudge
from connref.protocol import Case, ObservationKind, Profile
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import REQUIREMENTS
from connref_adapters.drivers import Clock, Hello
from connref_adapters.kit.play import RunSettings
from connref_adapters.reports import (
    Counterexample,
    CoverageLine,
    Implementation,
    RequirementResult,
    RunReport,
    RunVerdict,
    Verdict,
)


@dataclass(slots=True)
class Tally:
    """What is counted while cases are judged; `complete` once all of them were."""

    judged: Counter[str] = field(default_factory=Counter[str])
    unplayed: Counter[str] = field(default_factory=Counter[str])
    cases: int = 0
    steps: int = 0
    failing: int = 0
    complete: bool = False
    played: dict[str, Case] = field(default_factory=dict[str, Case])


class Results:
    """What can be said of each requirement, at any moment of a run: it looks on while the run counts and judges."""

    def __init__(
        self, hello: Hello, settings: RunSettings, tally: Tally, judge: RunJudge, coverage: Coverage
    ) -> None:
        self._hello = hello
        self._settings = settings
        self._tally = tally
        self._judge = judge
        self._coverage = coverage

    def grouped(self) -> dict[str, list[CaseFinding]]:
        """The findings by the requirement to blame, which depends on what all cases establish."""
        grouped: dict[str, list[CaseFinding]] = {}
        for finding in self._judge.findings():
            grouped.setdefault(finding.requirement, []).append(finding)
        return grouped

    def report(self, explained: dict[str, Counterexample], seconds: float, ended: str | None) -> RunReport:
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


def out_of_reach(requirement: str, hello: Hello) -> bool:
    """Whether the driver lacks an input or an observation without which a requirement cannot be judged."""
    row = REQUIREMENTS[requirement]
    return not (row.inputs <= hello.inputs and row.observations <= hello.observes)


def hopeless(profile: Profile) -> bool:
    """Whether the clock is so coarse, or the grace so short, that no case can be made for it."""
    try:
        Story(profile, None)
    except DefinitionError:
        return True
    return False


def too_coarse(requirement: str, profile: Profile) -> bool:
    """Whether the tolerance leaves nothing of the grace to judge: before and after it cannot be told apart."""
    return REQUIREMENTS[requirement].timed_by_grace and 2 * profile.tolerance_ms + 1 >= profile.grace_ms
