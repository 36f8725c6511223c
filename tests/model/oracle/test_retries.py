"""Retries: each attempt in its window and none after the last, told as a promise; calls make a cycle loose."""

from __future__ import annotations

import pytest

from connref.oracle.does import Does
from connref.oracle.judge import Judge
from connref.protocol import Advance, Do, InputName, Mode, Observation, ObservationKind, Profile
from connref.spec.promises import CloseRange, Measured, RetryPromise, Then
from connref.spec.variant import variant

BASE = {"session": ("none",), "manual-background": ("nothing",)}
ENDS = RetryPromise((0, 2_000), gives_up=True, initial=False)
CODES = (CloseRange(4_000, 4_099, Then.STOP), CloseRange(4_100, 4_199, Then.RETRY, (500, 900)))


def judged(promise: RetryPromise | None, closes: tuple[CloseRange, ...] = (), tolerance_ms: int = 0) -> Judge:
    chosen = dict(BASE)
    if promise is not None and promise.gives_up:
        chosen["retries"] = ("given-up",)
    if closes:
        chosen["close-codes"] = ("ranges",)
    held = Profile(tolerance_ms=tolerance_ms, variant=variant(chosen, retry=promise, closes=closes))
    judge = Judge(Mode.MANUAL, held)
    tell(judge, "init connect opening +20 open outcome")
    return judge


def tell(judge: Judge, story: str) -> None:
    """Feed words: +N waits, an input's name does it, anything else was seen now."""
    estimate = judge.estimate
    for word in story.split():
        if word.startswith("+"):
            judge.advance(estimate.now + Advance(int(word[1:])).ms)
        elif word in ("init", "server_refuse", "server_mute", "network_down", "background"):
            judge.input(Do(InputName(word)))
        elif word == "connect":
            judge.input(Do(InputName.CONNECT, f"c{estimate.now}"))
        elif word.startswith("close"):
            judge.input(Do(InputName.SERVER_CLOSE, int(word[5:] or 1_006)))
            judge.observe(Observation(estimate.now, ObservationKind.SOCKET_CLOSED, by="server"))
        elif word == "given-up":
            judge.observe(Observation(estimate.now, ObservationKind.SOCKET_CLOSED, by="client"))
        elif word == "outcome":
            judge.observe(
                Observation(estimate.now, ObservationKind.OUTCOME, call="c0", api="connect", result="success")
            )
        else:
            judge.observe(Observation(estimate.now, ObservationKind(f"socket_{word}")))


@pytest.mark.parametrize(
    "story",
    [
        "close opening +20 open",
        "server_refuse close opening +5 failed +2000 opening +5 failed +200000",
        "server_refuse close opening +5 failed +2000 opening +5 failed +90000 connect opening",
        "server_refuse close opening +5 failed connect +100 opening",
        "network_down close +50000 opening",
        "server_mute +1 given-up +500 opening",
        "server_refuse close opening +5 failed background +2000 opening",
    ],
)
def test_what_is_promised_may_be_done(story: str) -> None:
    judge = judged(ENDS)
    tell(judge, story)
    assert judge.violation is None


@pytest.mark.parametrize(
    ("story", "does", "at"),
    [
        ("close +1", Does.TRIES_LATE, 21),
        ("server_refuse close opening +5 failed +1999 opening", Does.TRIES_EARLY, 2_024),
        ("server_refuse close opening +5 failed +2001", Does.TRIES_LATE, 2_026),
        ("server_refuse close opening +5 failed background +1999 opening", Does.TRIES_EARLY, 2_024),
        (
            "server_refuse close opening +5 failed +2000 opening +5 failed +9000 opening",
            Does.TRIES_AGAIN,
            11_030,
        ),
    ],
)
def test_what_is_not_promised_is_told_as_the_promise(story: str, does: Does, at: int) -> None:
    judge = judged(ENDS)
    tell(judge, story)
    wrong = judge.violation
    assert wrong is not None
    assert (wrong.requirement, wrong.does, wrong.at, wrong.promise) == ("MAN-RECONNECT", does, at, "retry")


def test_a_delay_may_count_from_the_start_of_what_failed_and_be_spread() -> None:
    judge = judged(RetryPromise((1_000,), (0.5, 1.0), Measured.START))
    tell(judge, "server_mute close +700 opening +600 failed +400 opening")
    assert judge.violation is None
    early = judged(RetryPromise((1_000,), (0.5, 1.0)))
    tell(early, "server_mute close +700 opening +600 failed +400 opening")
    assert early.violation is not None
    assert early.violation.does is Does.TRIES_EARLY


def test_a_first_attempt_that_is_not_repeated_stays_the_only_one() -> None:
    chosen = {**BASE, "retries": ("given-up",), "failed-attempt": ("dropped",)}
    judge = Judge(Mode.MANUAL, Profile(variant=variant(chosen, retry=ENDS)))
    tell(judge, "init server_refuse connect opening +5 failed +9000 opening")
    assert judge.violation is not None
    assert judge.violation.does is Does.TRIES_AGAIN


def test_a_clock_that_is_coarse_is_given_its_tolerance() -> None:
    judge = judged(ENDS, tolerance_ms=50)
    tell(judge, "server_refuse close +50 opening +5 failed +1950 opening")
    assert judge.violation is None


def test_a_close_code_stops_or_says_when_it_is_tried_again() -> None:
    stopped = judged(ENDS, CODES)
    tell(stopped, "close4050 +90000")
    assert stopped.violation is None
    tell(stopped, "opening")
    assert stopped.violation is not None
    assert (stopped.violation.promise, stopped.violation.does) == ("close_codes", Does.TRIES_AGAIN)
    early = judged(ENDS, CODES)
    tell(early, "close4150 +499 opening")
    assert early.violation is not None
    assert (early.violation.promise, early.violation.does) == ("close_codes", Does.TRIES_EARLY)
    right = judged(None, CODES)
    tell(right, "close4150 +900 opening +20 open")
    assert right.violation is None


def test_nothing_is_judged_where_attempts_cannot_be_seen() -> None:
    seen = frozenset({ObservationKind.SOCKET_OPEN, ObservationKind.SOCKET_CLOSED, ObservationKind.OUTCOME})
    held = Profile(variant=variant({**BASE, "retries": ("given-up",)}, retry=ENDS))
    judge = Judge(Mode.MANUAL, held, seen)
    tell(judge, "init connect +20 open outcome close +3000")
    assert judge.violation is None


def test_where_the_promise_stands_for_a_requirement_nothing_else_of_it_is_held_against_anybody() -> None:
    by_retry = frozenset({"MAN-RECONNECT"})
    held = Profile(variant=variant({**BASE, "retries": ("given-up",)}, retry=ENDS, by_retry=by_retry))
    judge = Judge(Mode.MANUAL, held)
    tell(judge, "init connect opening +20 open outcome network_down +5")
    judge.observe(Observation(25, ObservationKind.SOCKET_CLOSED, by="network"))
    judge.input(Do(InputName.NETWORK_UP))
    tell(judge, "+200000")
    assert judge.violation is None
    strict = Judge(Mode.MANUAL, held)
    tell(strict, "init connect opening +20 open outcome close +1")
    assert strict.violation is not None
