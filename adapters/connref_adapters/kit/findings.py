"""Failures on their way to a report: collected per requirement, shrunk, and told with the case that they contradict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from connref.oracle.options import Cube, meet_all
from connref.oracle.session import CaseFinding
from connref.oracle.verdict import CaseVerdict
from connref.steps import Case, Step
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judging import judge
from connref_adapters.kit.shrink import Fails, shrink, tidy
from connref_adapters.kit.wanted import explained_timeline
from connref_adapters.reports import Counterexample


@dataclass(frozen=True, slots=True)
class Failure:
    """One failing case: what was found, and the readings that the run had before it (for a contradiction).

    `broken` is the requirement that the case by itself breaks, None where it only contradicts others.
    """

    finding: CaseFinding
    broken: str | None
    readings_before: tuple[Cube, ...]

    @property
    def case(self) -> Case:
        """The case that failed."""
        return self.finding.case


class Explainer:
    """Makes the counterexamples of a run: plays shorter and shorter stories until none can be left out of."""

    def __init__(self, driver: Driver, hello: Hello, cases: dict[str, Case]) -> None:
        self._driver = driver
        self._hello = hello
        self._cases = cases

    def counterexample(self, failures: Sequence[Failure]) -> Counterexample:
        """The counterexample for failures of one requirement: the shortest of them, made minimal."""
        first = min(failures, key=lambda failure: len(failure.case.steps))
        also = tuple(failure.case.id for failure in failures if failure is not first)
        if first.finding.contradicts is not None:
            return replace(self._contradiction(first), also=also)
        return replace(self._violation(first), also=also)

    def replayed(self, case: Case) -> Counterexample | None:
        """A case played again as a counterexample; None where nothing is wrong with it."""
        playback, verdict = self._judged(case)
        if verdict is None or verdict.violation is None:
            return None
        return self._told(case, playback, verdict)

    def _violation(self, failure: Failure) -> Counterexample:
        case = failure.case

        def fails(steps: tuple[Step, ...]) -> bool:
            _, verdict = self._judged(replace(case, steps=steps))
            violation = None if verdict is None else verdict.violation
            return violation is not None and violation.requirement == failure.broken

        small = _smallest(case, fails)
        playback, verdict = self._judged(small)
        if verdict is None or verdict.violation is None:
            return _as_found(failure)
        return self._told(small, playback, verdict)

    def _contradiction(self, failure: Failure) -> Counterexample:
        """Two stories that follow different readings, each as short as it can be."""
        violation = failure.finding.violation
        earlier = self._cases[failure.finding.contradicts or failure.case.id]
        against = self._readings(earlier) or failure.readings_before
        if self._meets(failure.case.steps, failure.case, against):
            against = failure.readings_before
        late = _smallest(failure.case, lambda steps: not self._meets(steps, failure.case, against))
        against_late = self._readings(late)
        early = earlier
        if against_late and not self._meets(earlier.steps, earlier, against_late):
            early = _smallest(earlier, lambda steps: not self._meets(steps, earlier, against_late))
        return replace(
            self._plain(late, violation.expected, violation.observed),
            contradicts=self._plain(early, violation.observed, violation.expected),
        )

    def _judged(self, case: Case) -> tuple[Playback, CaseVerdict | None]:
        playback = self._driver.play(case.mode, case.steps, label=case.id)
        return playback, judge(case, playback, self._hello.profile, self._hello.observes)

    def _readings(self, case: Case) -> tuple[Cube, ...]:
        _, verdict = self._judged(case)
        return () if verdict is None or verdict.violation is not None else verdict.readings

    def _meets(self, steps: tuple[Step, ...], case: Case, readings: Sequence[Cube]) -> bool:
        """Whether some reading explains both; a story that fails by itself proves nothing here."""
        found = self._readings(replace(case, steps=steps))
        return not found or bool(meet_all(readings, found))

    def _told(self, case: Case, playback: Playback, verdict: CaseVerdict) -> Counterexample:
        violation = verdict.violation
        if violation is None:
            raise ValueError(f"case {case.id!r} has no violation to tell")
        timeline = explained_timeline(case, playback, violation, self._hello.profile, self._hello.observes)
        return replace(self._plain(case, violation.expected, violation.observed, playback), timeline=timeline)

    def _plain(
        self, case: Case, expected: str, observed: str, playback: Playback | None = None
    ) -> Counterexample:
        played = playback or self._driver.play(case.mode, case.steps, label=case.id)
        return Counterexample(
            mode=None if case.mode is None else case.mode.value,
            steps=tuple(step.request() for step in case.steps),
            observations=tuple(seen.to_json() for reply in played.replies for seen in reply.observations),
            expected=expected,
            observed=observed,
        )


def _smallest(case: Case, fails: Fails) -> Case:
    return replace(case, steps=shrink(case.steps, fails))


def _as_found(failure: Failure) -> Counterexample:
    """A failure that did not show again when it was played alone: told as it was found."""
    violation = failure.finding.violation
    return Counterexample(
        mode=None if failure.case.mode is None else failure.case.mode.value,
        steps=tuple(step.request() for step in tidy(failure.case.steps)),
        observations=(),
        expected=violation.expected,
        observed=f"{violation.observed} (not seen again when this case was played alone)",
    )
