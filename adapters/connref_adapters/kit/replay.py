"""Plays a counterexample of an earlier run again, and says whether the SDK still does what was held against it."""

from __future__ import annotations

from dataclasses import dataclass

from connref.errors import UsageError
from connref.oracle.session import AUTO_DEFAULT, CaseFinding, RunJudge
from connref.steps import Case, Mode, Profile, step_from_request
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judging import judge
from connref_adapters.kit.shrink import legal
from connref_adapters.reports import Counterexample


@dataclass(frozen=True, slots=True)
class Replayed:
    """How it went this time. `broken` is the requirement that fails now, None where nothing does.

    Without a failure, `shown` still has the observations of this time.
    """

    requirement: str
    recorded: Counterexample
    shown: Counterexample
    broken: str | None

    @property
    def as_recorded(self) -> bool:
        """Whether the very same thing was seen. A contradiction names its case, and that one has another name here."""
        same_wish = self.shown.expected == self.recorded.expected or self.recorded.contradicts is not None
        return same_wish and self.shown.observed == self.recorded.observed


def replay(
    driver: Driver, hello: Hello, profile: Profile, requirement: str, recorded: Counterexample
) -> Replayed:
    """Play the counterexample, and before it the case that it contradicts, if it is told against one.

    Raises `UsageError` for steps that no run can have sent and for a driver that cannot play them, and `DriverFault`.
    """
    run = RunJudge()
    earlier = recorded.contradicts
    before = (
        None if earlier is None else _play(driver, hello, profile, f"{requirement}/earlier", earlier, run)
    )
    case, playback, finding = _play(driver, hello, profile, requirement, recorded, run)
    shown = _told(recorded, playback, finding)
    if earlier is not None and before is not None:
        _, playback_before, finding_before = before
        told = _told(earlier, playback_before, finding_before)
        shown = Counterexample(
            shown.mode, shown.steps, shown.observations, shown.expected, shown.observed, contradicts=told
        )
        finding = finding or finding_before
    return Replayed(requirement, recorded, shown, _blamed(requirement, case, finding))


_Played = tuple[Case, Playback, CaseFinding | None]


def _play(
    driver: Driver, hello: Hello, profile: Profile, label: str, recorded: Counterexample, run: RunJudge
) -> _Played:
    steps = tuple(step_from_request(step) for step in recorded.steps)
    if not legal(steps):
        raise UsageError(
            f"the steps of {label} are not in an order that the protocol allows; was the file edited by hand?"
        )
    case = Case(label, None if recorded.mode is None else Mode(recorded.mode), steps, label, "")
    playback = driver.play(case.mode, case.steps, label=label)
    verdict = judge(case, playback, profile, hello.observes)
    if verdict is None:
        raise UsageError(f"the driver cannot play {label}: {playback.message}")
    return case, playback, run.add(case, verdict)


def _told(recorded: Counterexample, playback: Playback, finding: CaseFinding | None) -> Counterexample:
    violation = None if finding is None else finding.violation
    return Counterexample(
        mode=recorded.mode,
        steps=recorded.steps,
        observations=tuple(seen.to_json() for reply in playback.replies for seen in reply.observations),
        expected=recorded.expected if violation is None else violation.expected,
        observed="nothing against it" if violation is None else violation.observed,
    )


def _blamed(requirement: str, case: Case, finding: CaseFinding | None) -> str | None:
    """A case without a mode is held against AUTO-DEFAULT where the same case in auto mode passed, as the run knew."""
    if finding is None:
        return None
    by_default = case.mode is None and requirement == AUTO_DEFAULT
    return requirement if by_default else finding.requirement
