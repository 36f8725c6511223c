"""A run: every case is played, judged as it comes, and at the end each failing requirement gets its counterexample."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import tee
from threading import Timer

from connref.cases.coverage import Coverage
from connref.oracle.run import RunJudge
from connref.protocol import Case
from connref_adapters.drivers import Driver, DriverFault, Hello, Playback
from connref_adapters.kit.asking import Asking
from connref_adapters.kit.explain import Explainer
from connref_adapters.kit.findings import Findings
from connref_adapters.kit.judge import judge
from connref_adapters.kit.play import Openings, RunSettings
from connref_adapters.kit.result import Results
from connref_adapters.kit.sharing import shared
from connref_adapters.kit.tally import Mistake, Tally
from connref_adapters.reports import (
    Counterexample,
    Finding,
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
    """The report of a run, and what ended it early: a fault of the driver, or an interrupt.

    `mistakes` are those that the driver itself made in some cases, and `misled` is how many cases that cost.
    """

    report: RunReport
    fault: DriverFault | None
    interrupted: bool = False
    mistakes: tuple[Mistake, ...] = ()
    misled: int = 0


class Run:
    """One run of the kit on one driver; `hello` is its introduction as it is judged, where that is not its own."""

    def __init__(
        self,
        driver: Driver,
        settings: RunSettings,
        hello: Hello | None = None,
        progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self._driver = driver
        self._settings = settings
        self._hello: Hello = hello or driver.hello()
        self._progress = progress
        self._judge = RunJudge()
        self._asking = Asking(self._hello, settings)
        self._planned, self._counted = shared(self._asking.cases())
        self._coverage = Coverage(self._asking.telling)
        self._openings = Openings()
        self._tally = Tally()
        self._findings = Findings(self._hello, self._judge)
        self._out_of_time = False
        self._stopped = False
        self._results = Results(self._hello, settings, self._asking, self._tally, self._judge, self._coverage)

    def execute(self) -> RunOutcome:
        """Play, judge, explain. A fault of the driver, or an interrupt, ends the run but keeps all that was found."""
        started = time.monotonic()
        fault: DriverFault | None = None
        interrupted = False
        explained: dict[str, Counterexample] = {}
        told: list[Finding] = []
        try:
            with self._limited():
                self._play_all()
                self._explain(explained, told)
                self._look_into_mistakes()
        except DriverFault as found:
            fault = None if self._out_of_time else found
            if self._out_of_time:
                self._driver.close()
        except KeyboardInterrupt:
            interrupted = True
        seconds = time.monotonic() - started
        try:
            report = self._results.report(
                explained, told, seconds, self._ended(fault, interrupted=interrupted)
            )
        except KeyboardInterrupt:
            interrupted = True
            report = self._results.report(explained, told, seconds, self._ended(fault, interrupted=True))
        mistakes = tuple(self._tally.mistakes.values())
        return RunOutcome(report, fault, interrupted, mistakes, self._tally.misled)

    def _ended(self, fault: DriverFault | None, *, interrupted: bool) -> str | None:
        """Why the run did not come to its end; None where it did."""
        if interrupted:
            return "it was interrupted"
        if self._out_of_time:
            return f"its budget of {self._settings.limit_s:g} s was spent"
        if self._stopped:
            return "it stopped at the first failure"
        return None if fault is None else fault.reason.value

    @contextmanager
    def _limited(self) -> Generator[None]:
        """End the driver, wherever it is, once the budget of the whole run is spent."""
        limit_s = self._settings.limit_s
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
        """The cases of the catalogue that this run plays, to be read once: it makes each for you and itself."""
        return self._counted

    def _play_all(self) -> None:
        """The catalogue, what the SDK's latency adds, then the explored stories, steered by what is uncovered still."""
        self._play(self._planned)
        self._play(self._asking.as_openings_take(self._openings.usual_ms()))
        self._play(self._asking.explored(self._coverage))
        self._tally.complete = not self._stopped

    def _play(self, cases: Iterator[Case]) -> None:
        if self._stopped:
            return
        to_play, to_judge = tee(cases)
        for playback in self._driver.play_many(to_play):
            self._take(next(to_judge), playback)
            if self._stopped:
                return

    def _take(self, case: Case, playback: Playback) -> None:
        self._openings.note(playback)
        hello = self._hello
        verdict = judge(case, playback, hello.profile, hello.observes, hello.outcomes, self._coverage)
        if verdict is None:
            self._tally.leave_unplayed(case, playback)
            return
        self._tally.judge(case, verdict)
        finding = self._judge.add(case, verdict)
        self._findings.keep(case, playback, finding)
        self._tally.failing += finding is not None
        failed = None if finding is None else finding.requirement
        if failed is not None and self._settings.fail_fast and self._results.selected(failed, failed=True):
            self._stopped = True
        self._progress(Progress(self._tally.cases, self._tally.failing, case, failed))

    def _look_into_mistakes(self) -> None:
        """Play the cases in which the driver made a mistake once more, each alone: then its log is known."""
        for message, mistake in self._tally.mistakes.items():
            case = mistake.case
            again = self._driver.play(case.mode, case.steps, label=case.id)
            if again.message == message:
                self._tally.mistakes[message] = replace(mistake, log=again.log or mistake.log)

    def _explain(self, explained: dict[str, Counterexample], told: list[Finding]) -> None:
        explainer = Explainer(self._driver, self._hello, self._tally.played, self._judge.established())
        grouped = self._results.grouped()
        failing = sum(map(len, grouped.values()))
        for requirement, findings in grouped.items():
            self._progress(Progress(self._tally.cases, failing, findings[0].case, explaining=requirement))
            explained[requirement] = explainer.counterexample(findings)
        asked = (each for each in grouped if self._results.selected(each, failed=True))
        told.extend(self._findings.told(explainer, [case for each in asked for case in grouped[each]]))
