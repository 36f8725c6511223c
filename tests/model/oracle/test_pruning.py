"""Fewer candidates, the same judgement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.model.oracle.playing import told

from connref.oracle import pruning
from connref.oracle.candidate import Candidate, Owes, Pending, start
from connref.oracle.pruning import covers, prune
from connref.oracle.readings import EVERYTHING, Cube, mask_of
from connref.protocol import Mode
from connref.spec.vocabulary import Answer
from fakes.driver import FakeDriver
from fakes.right import RIGHT
from fakes.stories import SIGNED_IN

IGNORED = mask_of({"init-again": ["ignored"]})
OTHERS = mask_of({"init-again": ["error", "reopens"]})


def candidate(
    *, calls: tuple[Pending, ...] = (), cube: Cube = EVERYTHING, location: str = "idle", since: int = 0
) -> Candidate:
    return start(Mode.MANUAL)._replace(calls=calls, cube=cube, location=location, since=since)


def pending(answer: Answer, owes: Owes = Owes.OUTCOME) -> Pending:
    return Pending("c", "connect", 5, answer, "MAN-CONNECT", owes)


def test_the_same_place_under_readings_that_make_one_set_is_one_candidate() -> None:
    assert prune([candidate(cube=IGNORED), candidate(cube=OTHERS)]) == [candidate(cube=EVERYTHING)]


def test_different_places_are_kept_apart() -> None:
    apart = [candidate(cube=IGNORED), candidate(cube=OTHERS, location="opening")]
    assert prune(apart) == apart


def test_readings_that_make_no_set_are_kept_apart() -> None:
    apart = [candidate(cube=IGNORED), candidate(cube=mask_of({"login-again": ["error"]}))]
    assert prune(apart) == apart


@pytest.mark.parametrize("strict", [Answer.OPENS, Answer.SUCCESS, Answer.ERROR])
def test_who_expects_less_covers_who_expects_more(strict: Answer) -> None:
    weaker = candidate(calls=(pending(Answer.EITHER),))
    stricter = candidate(calls=(pending(strict),), cube=IGNORED)
    assert covers(weaker, stricter)
    assert not covers(stricter, weaker)


@pytest.mark.parametrize(
    "other",
    [
        candidate(calls=(pending(Answer.THROWS),)),
        candidate(calls=(pending(Answer.SENDS, Owes.OUTCOME_AND_SEND),)),
        candidate(since=-1, calls=()),
        candidate(cube=IGNORED),
    ],
    ids=["throws", "sends", "since", "readings"],
)
def test_who_expects_something_else_covers_nothing(other: Candidate) -> None:
    assert not covers(other, candidate(calls=(pending(Answer.ERROR),)))


STORMS = [
    (Mode.AUTO, "connect=c{n} ping=p{n} disconnect=d{n} connect=e{n} +7 "),
    (Mode.MANUAL, "connect=c{n} background connect=e{n} ping=p{n} foreground disconnect=d{n} +7 "),
]


@pytest.mark.parametrize(("mode", "wave"), STORMS)
@pytest.mark.parametrize("name", ["plain", "one-millisecond", "no-latency", "pings-unseen"])
def test_pruning_changes_no_verdict(
    mode: Mode, wave: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SIGNED_IN + "".join(wave.format(n=number) for number in range(4)) + "+70000"
    pruned = told(FakeDriver(RIGHT[name], strict=False), mode, text)
    monkeypatch.setattr(pruning, "CROWD", 10**6)
    entire = told(FakeDriver(RIGHT[name], strict=False), mode, text)
    assert replace(entire, dropped=()) == replace(pruned, dropped=())


def test_a_storm_of_calls_does_not_breed() -> None:
    wave = "connect=c{n} connect=e{n} ping=p{n} disconnect=d{n} "
    text = SIGNED_IN + "".join(wave.format(n=number) for number in range(40)) + "+70000"
    assert told(FakeDriver(RIGHT["no-latency"], strict=False), Mode.AUTO, text).violation is None
