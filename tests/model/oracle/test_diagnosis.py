"""Of all that the candidates of a case broke, the one violation that is told."""

from __future__ import annotations

import pytest

from connref.oracle.diagnosis import CaseVerdict, Drop, Violation, blame, by_instant, choose
from connref.oracle.does import Does
from connref.oracle.readings import EVERYTHING, Cube, mask_of

CALLED = mask_of({"ping-counts-when": ["called"]})
ANSWERED = mask_of({"ping-counts-when": ["answered"]})


def wrong(requirement: str, at: int = 9, *, policy: bool = True) -> Violation:
    return Violation(requirement, at, "up", "down", Does.GOES_DOWN, policy=policy)


def drop(cube: Cube, *requirements: str, at: int = 9) -> Drop:
    return Drop(cube, tuple(wrong(requirement, at) for requirement in requirements))


def ended(*batches: tuple[Drop, ...]) -> CaseVerdict:
    """A case that failed because no candidate was left."""
    return CaseVerdict(choose(batches[-1]), (CALLED,), frozenset(), batches)


@pytest.mark.parametrize(
    ("dropped", "told"),
    [
        ([drop(CALLED, "MAN-GRACE", at=5), drop(ANSWERED, "MAN-CONNECT")], "MAN-CONNECT"),
        ([drop(CALLED, "MAN-CONNECT", "CALL-OUTCOME"), drop(ANSWERED, "CALL-OUTCOME")], "CALL-OUTCOME"),
        ([drop(CALLED, "CALL-OUTCOME", "MAN-PING-SENDS")], "MAN-PING-SENDS"),
        ([drop(CALLED, "CALL-OUTCOME"), drop(ANSWERED, "MAN-CONNECT")], "MAN-CONNECT"),
        ([drop(CALLED, "MAN-FOREGROUND-HOLDS"), drop(ANSWERED, "MAN-RETURN-CANCELS")], "MAN-RETURN-CANCELS"),
        ([drop(CALLED, "MAN-GRACE"), drop(ANSWERED, "MAN-CONNECT")], "MAN-GRACE"),
    ],
    ids=["the-last", "common-to-all", "wish-before-call", "general-loses", "the-return", "else-the-first"],
)
def test_among_those_that_ended_together(dropped: list[Drop], told: str) -> None:
    assert choose(dropped).requirement == told


@pytest.mark.parametrize(
    ("established", "told"),
    [
        (EVERYTHING, "MAN-PING-LAPSES"),
        (CALLED, "MAN-PING-LAPSES"),
        (ANSWERED, "MAN-GRACE-ENDS"),
    ],
)
def test_what_counts_is_broken_under_the_established_readings(established: Cube, told: str) -> None:
    verdict = ended(
        (drop(ANSWERED, "MAN-GRACE", at=3),),
        (drop(ANSWERED, "MAN-GRACE-ENDS", at=5),),
        (drop(CALLED, "MAN-PING-LAPSES"),),
    )
    found = blame(verdict, established)
    assert found is not None
    assert found.requirement == told


@pytest.mark.parametrize(
    "found",
    [wrong("RES-ONE-SOCKET", policy=False), wrong("CALL-OUTCOME", policy=False)],
    ids=["socket", "twice"],
)
def test_what_is_wrong_whatever_the_reading_stays(found: Violation) -> None:
    verdict = CaseVerdict(found, (CALLED,), frozenset(), ((drop(ANSWERED, "MAN-GRACE-ENDS", at=5),),))
    assert blame(verdict, ANSWERED) is found


def test_a_case_without_candidates_of_these_readings_stays_as_it_is() -> None:
    verdict = ended((drop(CALLED, "MAN-PING-LAPSES"),))
    assert blame(verdict, ANSWERED) == verdict.violation


def test_a_case_that_is_all_right_is_wrong_only_under_readings_that_it_does_not_follow() -> None:
    batches = ((drop(ANSWERED, "MAN-GRACE-ENDS", at=5),),)
    verdict = CaseVerdict(None, (CALLED,), frozenset(), batches)
    assert blame(verdict, CALLED) is None
    found = blame(verdict, ANSWERED)
    assert found is not None
    assert found.requirement == "MAN-GRACE-ENDS"


def test_a_candidate_ends_with_the_first_thing_that_it_misses() -> None:
    late = Drop(CALLED, (wrong("MAN-DISCONNECT-STAYS", 65), wrong("CALL-OUTCOME", 123)))
    later = Drop(ANSWERED, (wrong("CALL-OUTCOME", 123),))
    first, last = by_instant([later, late])
    assert first == (Drop(CALLED, (wrong("MAN-DISCONNECT-STAYS", 65),)),)
    assert last == (later,)
