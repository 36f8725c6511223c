"""Failures on their way to a report: grouped by requirement, shrunk, and told with the case that they contradict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from connref.oracle.diagnosis import CaseVerdict, Violation, blame
from connref.oracle.readings import Cube, meet_all, options_left, project
from connref.oracle.run import CaseFinding
from connref.protocol import Case, Step
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judge import judge
from connref_adapters.kit.shrink import shrink, tidy
from connref_adapters.reports import Counterexample
from connref_adapters.reports.wanted import explained_timeline

_TRIES = 3
"""How often a failing case is played again until it fails: an SDK may not be the same each time."""

_MOST_WAYS = 3
"""From more ways on, what two stories choose is told interpretation by interpretation."""

Readings = tuple[Cube, ...]
Alike = Callable[[Case, Playback], bool]
"""Whether a shorter story still shows what is to be explained."""


def _any(_: Case, __: Playback) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Seen:
    """A case as it was played and judged."""

    case: Case
    playback: Playback
    verdict: CaseVerdict


class Explainer:
    """Makes the counterexamples of a run: plays shorter and shorter stories until none can be left out of.

    What is told is the very playback that was judged: an SDK that is not the same each time may do well in the next.
    `established` are the readings that the run established: under them it is judged what a shorter story breaks.
    """

    def __init__(self, driver: Driver, hello: Hello, cases: dict[str, Case], established: Cube) -> None:
        self._driver = driver
        self._hello = hello
        self._cases = cases
        self._established = established

    def counterexample(self, findings: Sequence[CaseFinding], alike: Alike = _any) -> Counterexample:
        """The counterexample for failures of one requirement or finding, made minimal. Raises `DriverFault`.

        The shortest of those that are wrong by themselves, if any; a contradiction only for want of others.
        """
        first = min(findings, key=_hard_to_tell)
        also = tuple(finding.case.id for finding in findings if finding is not first)
        told = self._violation(first, alike) if first.contradicts is None else self._contradiction(first)
        return replace(told, also=also)

    def _violation(self, finding: CaseFinding, alike: Alike) -> Counterexample:
        def wrong(verdict: CaseVerdict) -> bool:
            if finding.by_itself and verdict.violation is None:
                return False
            violation = blame(verdict, self._established)
            return violation is not None and violation.requirement == finding.broken

        seen = self._smallest(finding.case, wrong, alike)
        violation = None if seen is None else blame(seen.verdict, self._established)
        if seen is None or violation is None:
            return _as_found(finding)
        return self._told(seen, violation)

    def _contradiction(self, finding: CaseFinding) -> Counterexample:
        """Two stories that follow different readings, each as short as it can be."""
        earlier = self._cases.get(finding.contradicts or "")
        before = None if earlier is None else self._seen(earlier)
        odds = finding.odds
        late = self._at_odds(finding.case, () if before is None else project(before.verdict.readings, odds))
        late = late or self._at_odds(finding.case, (self._established,))
        if late is None:
            return _as_found(finding)
        early = None if earlier is None else self._at_odds(earlier, project(late.verdict.readings, odds))
        if early is not None:
            return _side_by_side(late, early, odds)
        violation = finding.violation
        told = _plain(late, violation.expected, violation.observed)
        if before is None:
            return told
        return replace(told, contradicts=_plain(before, violation.observed, violation.expected))

    def _at_odds(self, case: Case, readings: Readings) -> _Seen | None:
        """The shortest form of a case that is all right by itself, but follows none of these readings."""
        if not readings:
            return None
        return self._smallest(
            case, lambda verdict: verdict.violation is None and not meet_all(readings, verdict.readings)
        )

    def _smallest(
        self, case: Case, wrong: Callable[[CaseVerdict], bool], alike: Alike = _any
    ) -> _Seen | None:
        """The shortest form of a case that was seen to be wrong, as it was seen; None where it never was."""
        found: _Seen | None = None

        def fails(steps: tuple[Step, ...]) -> bool:
            nonlocal found
            seen = self._seen(replace(case, steps=steps))
            if seen is None or not wrong(seen.verdict) or not alike(seen.case, seen.playback):
                return False
            found = seen
            return True

        if any(fails(tidy(case.steps)) for _ in range(_TRIES)):
            shrink(case.steps, fails)
        return found

    def _seen(self, case: Case) -> _Seen | None:
        """The case played on a fresh device; None where the driver could not."""
        playback = self._driver.play(case.mode, case.steps, label=case.id)
        hello = self._hello
        verdict = judge(case, playback, hello.profile, hello.observes, hello.outcomes)
        return None if verdict is None else _Seen(case, playback, verdict)

    def _told(self, seen: _Seen, violation: Violation) -> Counterexample:
        hello = self._hello
        timeline = explained_timeline(
            seen.case,
            seen.playback,
            violation,
            hello.profile,
            hello.observes,
            self._established,
            hello.outcomes,
        )
        cited = hello.vendor.citation(violation.requirement, violation.promise)
        return replace(
            _plain(seen, violation.expected, violation.observed),
            timeline=timeline,
            cites="" if cited is None else cited.text,
        )


def _hard_to_tell(finding: CaseFinding) -> tuple[bool, bool, int, bool, int, str]:
    contradiction = finding.contradicts is not None
    beside_the_point = contradiction and finding.case.requirement != finding.requirement
    case = finding.case
    return contradiction, not finding.by_itself, len(finding.odds), beside_the_point, len(case.steps), case.id


def _side_by_side(late: _Seen, early: _Seen, names: Sequence[str]) -> Counterexample:
    """Two stories that no reading explains both, in the words of the interpretations that they differ in."""
    chosen_early, chosen_late = (_choices(names, seen.verdict.readings) for seen in (early, late))
    contradicted = _plain(early, f"{chosen_late}, as in the other case", chosen_early)
    expected = f"{chosen_early}, as in case {early.case.id}"
    return replace(_plain(late, expected, chosen_late), contradicts=contradicted)


def _choices(names: Sequence[str], readings: Readings) -> str:
    """What these readings choose; where the choices hang together, each way to make them is named."""
    ways = [_way(names, cube) for cube in project(readings, names)]
    if len(ways) > _MOST_WAYS:
        return _way(names, *readings)
    return "; or ".join(ways)


def _way(names: Sequence[str], *readings: Cube) -> str:
    chosen = {name: options_left(readings, name) for name in names}
    narrowed = {
        name: left for name, left in chosen.items() if len(left) < len(INTERPRETATIONS[name].options)
    } or chosen
    return ", ".join(f"{name}: {' or '.join(left)}" for name, left in narrowed.items())


def _plain(seen: _Seen, expected: str, observed: str) -> Counterexample:
    return Counterexample(
        mode=None if seen.case.mode is None else seen.case.mode.value,
        steps=tuple(step.request() for step in seen.case.steps),
        observations=tuple(each.to_json() for reply in seen.playback.replies for each in reply.observations),
        expected=expected,
        observed=observed,
        log=seen.playback.log,
    )


def _as_found(finding: CaseFinding) -> Counterexample:
    """A failure that did not show again when it was played alone: told as it was found."""
    violation = finding.violation
    return Counterexample(
        mode=None if finding.case.mode is None else finding.case.mode.value,
        steps=tuple(step.request() for step in tidy(finding.case.steps)),
        observations=(),
        expected=violation.expected,
        observed=f"{violation.observed} (not seen again when this case was played alone)",
    )
