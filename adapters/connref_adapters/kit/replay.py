"""Plays a counterexample of an earlier run again, and says whether the SDK still does what was held against it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from connref.errors import UsageError
from connref.oracle.session import AUTO_DEFAULT, CaseFinding, RunJudge
from connref.steps import Case, Mode, Profile, step_from_request
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judging import judge
from connref_adapters.kit.shrink import legal
from connref_adapters.reports import Counterexample


@dataclass(frozen=True, slots=True)
class Replayed:
    """How it went this time.

    `broken` is the requirement that fails now, None where nothing does; `as_recorded` says whether the same was found,
    by its texts, or for a contradiction by its being one again. `shown` has the observations of this time in any case.
    """

    requirement: str
    recorded: Counterexample
    shown: Counterexample
    broken: str | None
    as_recorded: bool


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
        shown = replace(shown, contradicts=_told(earlier, playback_before, finding_before))
        finding = finding or finding_before
    same = finding is not None and (
        finding.contradicts is not None
        or (shown.expected, shown.observed) == (recorded.expected, recorded.observed)
    )
    return Replayed(requirement, recorded, shown, _blamed(requirement, case, finding), same)


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
    """The recorded story with what was seen now. A contradiction keeps its words: they name the cases of that run."""
    expected, observed = recorded.expected, "nothing against it"
    if finding is not None and finding.contradicts is not None:
        observed = recorded.observed
    elif finding is not None:
        expected, observed = finding.violation.expected, finding.violation.observed
    seen = tuple(each.to_json() for reply in playback.replies for each in reply.observations)
    return Counterexample(recorded.mode, recorded.steps, seen, expected, observed)


def _blamed(requirement: str, case: Case, finding: CaseFinding | None) -> str | None:
    """A case without a mode is held against AUTO-DEFAULT where the same case in auto mode passed, as the run knew."""
    if finding is None:
        return None
    by_default = case.mode is None and requirement == AUTO_DEFAULT
    return requirement if by_default else finding.requirement
