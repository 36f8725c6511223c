"""From a playback to a judgement: the oracle is fed with what was sent and what came back, in order."""

from __future__ import annotations

from connref.cases.coverage import Coverage
from connref.oracle.diagnosis import CaseVerdict, Violation
from connref.oracle.does import Does
from connref.oracle.judge import Judge
from connref.protocol import CALLS, Case, Do, InputName, ObservationKind, Profile
from connref.spec.requirements import INP_ROBUST
from connref_adapters.drivers import Playback, PlaybackStatus


def judge(
    case: Case,
    playback: Playback,
    profile: Profile,
    observes: frozenset[ObservationKind],
    outcomes: frozenset[InputName] = CALLS,
    coverage: Coverage | None = None,
) -> CaseVerdict | None:
    """The verdict on one case; None where the driver could not play it. A crash of the SDK breaks INP-ROBUST.

    `coverage`, where given, counts what the case reached.
    """
    if not playback.status.played:
        return None
    oracle = Judge(case.mode, profile, observes, outcomes)
    if coverage is not None:
        coverage.watch(oracle, case.mode)
    for index, reply in enumerate(playback.replies):
        step = case.steps[index - 1] if index else None
        if isinstance(step, Do):
            if coverage is not None:
                coverage.input(step, oracle)
            oracle.input(step)
        for seen in reply.observations:
            oracle.observe(seen)
        oracle.advance(reply.now)
    verdict = oracle.verdict()
    if coverage is not None:
        coverage.finish(verdict)
    if playback.status is PlaybackStatus.CRASH and verdict.violation is None:
        return CaseVerdict(_crash(case, playback), verdict.readings, verdict.tested | {INP_ROBUST})
    return verdict


def _crash(case: Case, playback: Playback) -> Violation:
    at = playback.replies[-1].now if playback.replies else 0
    index = playback.failed_step
    step = None if index is None else case.steps[index]
    what = step.input.value if isinstance(step, Do) else "the reset" if step is None else "time passing"
    return Violation(
        INP_ROBUST,
        at,
        f"the SDK goes on after {what}",
        f"it died: {playback.message}",
        Does.DIES,
        policy=False,
    )
