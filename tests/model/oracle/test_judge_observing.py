"""Who observes more never learns less: what fails for a driver that does not see a kind fails for one that does."""

from __future__ import annotations

from functools import cache
from zlib import crc32

import pytest
from tests.model.oracle.playing import catalogue, greet

from connref.oracle.diagnosis import CaseVerdict
from connref.oracle.judge import Judge
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
def test_what_fails_without_a_kind_fails_with_it(unseen: ObservationKind) -> None:
    failing = 0
    for name in SDKS:
        profile, observes, kept = tapes(name)
        for case, tape in kept:
            less = judged(case, tape, profile, observes - {unseen})
            if less.violation is not None:
                failing += 1
                assert judged(case, tape, profile, observes).violation is not None, (
                    name,
                    case.id,
                    less.violation,
                )
    assert failing > 5
