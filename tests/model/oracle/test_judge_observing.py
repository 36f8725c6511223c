"""Who observes more never learns less: what fails for a driver that does not see a kind fails for one that does.

In each case by the same requirement, or by one that breaks no later: who sees more is told of a cause before what
follows from it. In a run no requirement newly fails for want of a kind, unless the kind is what shows the cause (of a
login that is not saved all that is left to see without `user` is that nothing connects): none of these SDKs is such.
"""

from __future__ import annotations

from functools import cache
from zlib import crc32

import pytest
from tests.model.oracle.playing import catalogue, greet

from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
from connref.oracle.run import RunJudge
from connref.protocol import Case, Do, Observation, ObservationKind, Profile, Step, observation_from_json
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.wrong import WRONG

OPTIONAL = (
    ObservationKind.SOCKET_OPENING,
    ObservationKind.SOCKET_FAILED,
    ObservationKind.PING_SENT,
    ObservationKind.STATUS,
    ObservationKind.DELIVERED,
    ObservationKind.THREW,
    ObservationKind.USER,
)
SHARE = 400
SDKS = [
    "connect-always-fails",
    "late-end-kills-the-next",
    *sorted([*WRONG, *RIGHT], key=lambda name: crc32(name.encode()))[:24],
]

Tape = tuple[tuple[Step, tuple[Observation, ...], int], ...]


def played(driver: FakeDriver, case: Case) -> Tape:
    """All that was done and seen; nothing of a case in which the SDK dies."""
    driver.request({"id": 1, "op": "reset", "mode": case.mode and case.mode.value})
    replies = [(step, driver.request({"id": 2, **step.request()})) for step in case.steps]
    if not all(reply["ok"] for _, reply in replies):
        return ()
    return tuple(
        (step, tuple(map(observation_from_json, reply["observations"])), reply["now"])
        for step, reply in replies
    )


def judged(case: Case, tape: Tape, profile: Profile, observes: frozenset[ObservationKind]) -> CaseVerdict:
    judge = Judge(case.mode, profile, observes)
    for step, seen, now in tape:
        if isinstance(step, Do):
            judge.input(step)
        for each in seen:
            if each.kind in observes:
                judge.observe(each)
        judge.advance(now)
    return judge.verdict()


@cache
def tapes(name: str) -> tuple[Profile, frozenset[ObservationKind], tuple[tuple[Case, Tape], ...]]:
    driver = WRONG[name].driver() if name in WRONG else FakeDriver(RIGHT[name])
    profile, inputs, observes = greet(driver)
    kept = [case for case in catalogue(profile, inputs) if crc32(f"{name} {case.id}".encode()) % SHARE == 0]
    return profile, observes, tuple((case, played(driver, case)) for case in kept)


@pytest.mark.parametrize("unseen", OPTIONAL)
def test_what_fails_without_a_kind_fails_with_it_and_no_later(unseen: ObservationKind) -> None:
    failing = 0
    for name in SDKS:
        profile, observes, kept = tapes(name)
        for case, tape in kept:
            less = judged(case, tape, profile, observes - {unseen}).violation
            if less is None:
                continue
            failing += 1
            more = judged(case, tape, profile, observes).violation
            assert more is not None, (name, case.id, less)
            assert more.requirement == less.requirement or more.at <= less.at, (name, case.id, less, more)
    assert failing > 5


def failing(name: str, observes: frozenset[ObservationKind]) -> set[str]:
    """The requirements that fail in a run over the tapes of an SDK, for a driver that sees these kinds."""
    profile, _, kept = tapes(name)
    run = RunJudge()
    for case, tape in kept:
        run.add(case, judged(case, tape, profile, observes))
    return {finding.requirement for finding in run.findings()}


@pytest.mark.parametrize("unseen", OPTIONAL)
def test_no_requirement_of_a_run_newly_fails_without_a_kind(unseen: ObservationKind) -> None:
    every = {name: tapes(name)[1] for name in SDKS}
    newly = {name: failing(name, seen - {unseen}) - failing(name, seen) for name, seen in every.items()}
    assert {name: found for name, found in newly.items() if found} == {}
    assert any(failing(name, seen - {unseen}) for name, seen in every.items())
