"""Plays a counterexample of an earlier run again, and says whether the SDK still does what was held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connref.errors import UsageError
from connref.oracle.diagnosis import CaseVerdict, blame
from connref.oracle.readings import EVERYTHING, Cube, mask_of
from connref.oracle.run import AUTO_DEFAULT, CaseFinding, RunJudge
from connref.protocol import Case, Mode, Profile, step_from_request
from connref.spec.interpretations import INTERPRETATIONS
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judge import judge
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
    driver: Driver,
    hello: Hello,
    profile: Profile,
    requirement: str,
    recorded: Counterexample,
    established: Cube = EVERYTHING,
) -> Replayed:
    """Play the counterexample, and before it the case that it contradicts, if it is told against one.

    `established` are the readings that the recorded run established: it is judged under them what a case breaks.
    Raises `UsageError` for steps that no run can have sent and for a driver that cannot play them, and `DriverFault`.
    """
    stage = _Stage(driver, hello, profile)
    earlier = recorded.contradicts
    if earlier is None:
        case, playback, verdict = stage.play(requirement, recorded)
        finding = _breaks(case, verdict, recorded, established)
        shown = _told(recorded, playback, finding)
    else:
        run = RunJudge()
        case_before, playback_before, verdict_before = stage.play(f"{requirement}/earlier", earlier)
        case, playback, verdict = stage.play(requirement, recorded)
        finding_before, finding = run.add(case_before, verdict_before), run.add(case, verdict)
        shown = replace(
            _told(recorded, playback, finding), contradicts=_told(earlier, playback_before, finding_before)
        )
        finding = finding or finding_before
    same = finding is not None and (
        finding.contradicts is not None
        or (shown.expected, shown.observed) == (recorded.expected, recorded.observed)
    )
    return Replayed(requirement, recorded, shown, _blamed(requirement, case, finding), same)


def with_slack(recorded: Counterexample, slack_ms: int) -> Counterexample:
    """The story with each wait longer by `slack_ms`: real time cannot keep to the instants of a virtual clock."""
    steps = tuple(
        {**step, "ms": step["ms"] + slack_ms} if step["op"] == "advance" else step for step in recorded.steps
    )
    earlier = recorded.contradicts
    return replace(
        recorded,
        steps=steps,
        contradicts=None if earlier is None else with_slack(earlier, slack_ms),
    )


def established_by(interpretations: Mapping[str, Sequence[str]]) -> Cube:
    """The readings that a report tells of; what another version of the catalogue may have added is left open."""
    known = {
        name: options
        for name, options in interpretations.items()
        if name in INTERPRETATIONS and options and set(options) <= set(INTERPRETATIONS[name].options)
    }
    return mask_of(known)


@dataclass(frozen=True, slots=True)
class _Stage:
    """What stories are played on."""

    driver: Driver
    hello: Hello
    profile: Profile

    def play(self, label: str, recorded: Counterexample) -> tuple[Case, Playback, CaseVerdict]:
        steps = tuple(step_from_request(step) for step in recorded.steps)
        if not legal(steps):
            raise UsageError(
                f"the steps of {label} are not in an order that the protocol allows; was the file edited by hand?"
            )
        case = Case(label, None if recorded.mode is None else Mode(recorded.mode), steps, label, "")
        playback = self.driver.play(case.mode, case.steps, label=label)
        verdict = judge(case, playback, self.profile, self.hello.observes, self.hello.outcomes)
        if verdict is None:
            raise UsageError(f"the driver cannot play {label}: {playback.message}")
        return case, playback, verdict


def _breaks(
    case: Case, verdict: CaseVerdict, recorded: Counterexample, established: Cube
) -> CaseFinding | None:
    """What a story breaks now. One that is all right by itself breaks only the very thing that it broke in that run.

    Otherwise an SDK that has come to follow other readings than it did in that run would fail for that alone.
    """
    violation = blame(verdict, established)
    by_itself = verdict.violation is not None
    if violation is None:
        return None
    if not by_itself and (violation.expected, violation.observed) != (recorded.expected, recorded.observed):
        return None
    broken = violation.requirement
    return CaseFinding(case, broken, violation, broken=broken, by_itself=by_itself)


def _told(recorded: Counterexample, playback: Playback, finding: CaseFinding | None) -> Counterexample:
    """The recorded story with what was seen now. A contradiction keeps its words: they name the cases of that run."""
    expected, observed = recorded.expected, "nothing against it"
    if finding is not None and finding.contradicts is not None:
        observed = recorded.observed
    elif finding is not None:
        expected, observed = finding.violation.expected, finding.violation.observed
    seen = tuple(each.to_json() for reply in playback.replies for each in reply.observations)
    return Counterexample(recorded.mode, recorded.steps, seen, expected, observed, log=playback.log)


def _blamed(requirement: str, case: Case, finding: CaseFinding | None) -> str | None:
    """A case without a mode is held against AUTO-DEFAULT where the same case in auto mode passed, as the run knew.

    Which interpretation an SDK flips takes all cases of that run to tell: a contradiction that shows again is that one.
    """
    if finding is None:
        return None
    if finding.contradicts is not None:
        return requirement
    by_default = case.mode is None and requirement == AUTO_DEFAULT
    return requirement if by_default else finding.requirement
