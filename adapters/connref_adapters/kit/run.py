"""A run: every case is played, judged as it comes, and at the end each failing requirement gets its counterexample."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import tee
from threading import Timer

from connref.cases.catalogue import all_cases, playable
from connref.cases.coverage import Coverage
from connref.cases.openings import opening_cases
from connref.oracle.run import RunJudge
from connref.protocol import Case, Profile
from connref_adapters.drivers import Clock, Driver, DriverFault, Hello, Playback
from connref_adapters.kit.explain import Explainer
from connref_adapters.kit.judge import judge
from connref_adapters.kit.play import Openings, RunSettings, explored, within_budget
from connref_adapters.kit.result import Results, Tally, hopeless
from connref_adapters.reports import (
    Counterexample,
    RunReport,
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
        self._tally = Tally()
        self._out_of_time = False
        self._results = Results(self._hello, settings, self._tally, self._judge, self._coverage)

    def execute(self) -> RunOutcome:
        """Play, judge, explain. A fault of the driver, or an interrupt, ends the run but keeps all that was found."""
        started = time.monotonic()
        fault: DriverFault | None = None
        interrupted = False
        explained: dict[str, Counterexample] = {}
        try:
            with self._limited():
                self._play_all()
                self._explain(explained)
        except DriverFault as found:
            fault = None if self._out_of_time else found
            if self._out_of_time:
                self._driver.close()
        except KeyboardInterrupt:
            interrupted = True
        seconds = time.monotonic() - started
        try:
            report = self._results.report(explained, seconds, self._ended(fault, interrupted=interrupted))
        except KeyboardInterrupt:
            interrupted = True
            report = self._results.report(explained, seconds, self._ended(fault, interrupted=True))
        return RunOutcome(report, fault, interrupted)

    def _ended(self, fault: DriverFault | None, *, interrupted: bool) -> str | None:
        """Why the run did not come to its end; None where it did."""
        if interrupted:
            return "it was interrupted"
        if self._out_of_time:
            return f"its budget of {self._settings.limit_s} s was spent"
        return None if fault is None else fault.reason.value

    @contextmanager
    def _limited(self) -> Generator[None]:
        """End the driver, wherever it is, once the budget of a run on a virtual clock is spent."""
        limit_s = None if self._hello.clock is Clock.REAL else self._settings.limit_s
        if limit_s is None:
            yield
            return
        timer = Timer(limit_s, self._spend)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _spend(self) -> None:
        self._out_of_time = True
        self._driver.abort()

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

    def _explain(self, explained: dict[str, Counterexample]) -> None:
        explainer = Explainer(self._driver, self._hello, self._tally.played, self._judge.established())
        grouped = self._results.grouped()
        failing = sum(map(len, grouped.values()))
        for requirement, findings in grouped.items():
            self._progress(Progress(self._tally.cases, failing, findings[0].case, explaining=requirement))
            explained[requirement] = explainer.counterexample(findings)
