"""The status that an SDK tells, held to what is true once the connection has come to rest."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from tests.model.oracle.tape import Tape, blamed

from connref.oracle.judge import EVERY_OBSERVATION
from connref.protocol import Mode, ObservationKind

UNSEEN = EVERY_OBSERVATION - {ObservationKind.STATUS}


def up(tolerance_ms: int = 0, observes: frozenset[ObservationKind] = EVERY_OBSERVATION) -> Tape:
    """Auto mode, up at 50."""
    tape = Tape(Mode.AUTO, tolerance_ms, observes).signed_in().see(0, "socket_opening", socket=1)
    return tape.see(50, "socket_open", socket=1)


def told(tape: Tape, at: int, value: str) -> Tape:
    return tape.see(at, "status", value=value)


@pytest.mark.parametrize("tolerance_ms", [0, 250])
def test_up_has_to_be_told_within_the_rest_and_the_tolerance(tolerance_ms: int) -> None:
    late = 50 + 1_000 + tolerance_ms
    assert blamed(up(tolerance_ms).end(late - 1)) is None
    assert blamed(up(tolerance_ms).end(late)) == "EVT-STATUS"
    assert blamed(told(up(tolerance_ms), late, "connected").end(late + 1)) is None
    assert blamed(up(tolerance_ms, UNSEEN).end(late)) is None


@pytest.mark.parametrize("value", ["connecting", "disconnected"])
def test_a_status_that_turns_wrong_at_rest_is_wrong_at_once(value: str) -> None:
    tape = told(told(up(), 50, "connected"), 5_000, value)
    verdict = tape.end(5_001)
    assert verdict.violation is not None
    assert (verdict.violation.requirement, verdict.violation.at) == ("EVT-STATUS", 5_000)
    assert (
        blamed(told(told(told(up(), 50, "connected"), 5_000, value), 5_000, "connected").end(6_000)) is None
    )


def test_a_status_may_come_before_its_change_by_the_tolerance() -> None:
    def closing(after_ms: int) -> Tape:
        tape = told(told(up(40), 50, "connected").do(1_200, "background"), 1_200, "disconnected")
        return tape.closed(1_200 + after_ms)

    assert blamed(closing(40).end(5_000)) is None
    assert blamed(told(told(up(40), 50, "connected"), 5_000, "disconnected").end(5_039)) is None
    assert blamed(told(told(up(40), 50, "connected"), 5_000, "disconnected").end(5_040)) == "EVT-STATUS"


def test_down_obliges_after_the_first_status_of_a_process_only() -> None:
    assert blamed(Tape(observes=EVERY_OBSERVATION).signed_in().end(9_000)) is None
    assert (
        blamed(told(Tape(observes=EVERY_OBSERVATION).signed_in(), 0, "connected").end(1_001)) == "EVT-STATUS"
    )
    assert blamed(told(Tape(observes=EVERY_OBSERVATION).signed_in(), 0, "connecting").end(9_000)) is None
    killed = told(up(), 50, "connected").do(2_000, "kill").do(3_000, "background").do(3_000, "init")
    assert blamed(killed.end(9_000)) is None


def test_while_a_socket_can_carry_nothing_either_is_right() -> None:
    for cut, mended in (("network_down", "network_up"), ("server_mute", "server_unmute")):
        tape = told(up(), 50, "connected").do(2_000, cut)
        told(tape, 2_000, "connecting").do(50_000, mended)
        assert blamed(tape.end(50_999)) is None
        assert blamed(tape.end(51_001)) == "EVT-STATUS"


def test_a_close_that_is_not_noticed_yet_leaves_it_open_too() -> None:
    tape = told(up(), 50, "connected").do(2_000, "server_close", 1006)
    assert blamed(told(tape, 2_100, "connecting").end(9_000)) is None


def test_after_a_handover_it_is_open_until_another_socket_is_up() -> None:
    tape = told(up(), 50, "connected").do(2_000, "network_handover", value=True)
    told(tape, 2_000, "connecting")
    assert blamed(tape.end(9_000)) is None
    assert blamed(tape.closed(9_000).see(9_000, "socket_open", socket=2).end(10_001)) == "EVT-STATUS"


def test_what_a_frozen_process_does_not_tell_is_open_until_it_runs_again() -> None:
    tape = told(up(), 50, "connected").do(2_000, "suspend").do(2_000, "network_down").do(9_000, "network_up")
    told(tape.do(70_000, "resume"), 70_000, "connecting")
    assert blamed(tape.end(70_999)) is None
    assert blamed(tape.end(71_001)) == "EVT-STATUS"


def test_it_is_tested_where_it_counts() -> None:
    assert "EVT-STATUS" not in told(up(), 60, "connected").end(1_049).tested
    assert "EVT-STATUS" in told(up(), 60, "connected").end(1_051).tested
    assert "EVT-STATUS" not in Tape(observes=EVERY_OBSERVATION).signed_in().end(9_000).tested


def test_it_agrees_with_a_naive_look_at_each_instant() -> None:
    """Random changes, judged beside a second reading that looks at every millisecond by itself."""
    random = Random(3)
    verdicts = [_agrees(random) for _ in range(300)]
    assert 50 < sum(verdicts) < 250


def _agrees(random: Random) -> bool:
    tape = told(up(), 50, "connected")
    changes = [(50, "up"), (50, "connected")]
    at, socket = 50, 1
    for _ in range(random.choice((2, 4, 6))):
        at += random.choice((200, 900, 1_001, 1_400))
        word = random.choice(("up", "down", "mute", "unmute", "connected", "connecting", "disconnected"))
        is_up = next(each for _, each in reversed(changes) if each in {"up", "down"}) == "up"
        if word == "up" and not is_up:
            socket += 1
            tape.see(at, "socket_open", socket=socket)
        elif word == "down" and is_up:
            tape.do(at, "server_close", 1006).closed(at, by="server", socket=socket)
        elif word in {"mute", "unmute"}:
            tape.do(at, f"server_{word}")
        elif word not in {"up", "down"}:
            told(tape, at, word)
        else:
            continue
        changes.append((at, word))
    end = at + random.choice((1, 999, 1_500))
    wrong = _naive(changes, end)
    assert (blamed(tape.end(end)) == "EVT-STATUS") is wrong, f"{changes} {end}"
    return wrong


def _naive(changes: list[tuple[int, str]], end: int) -> bool:
    up, mute, status, quiet = False, False, "", 0
    for (at, word), (later, _) in pairwise([*changes, (end + 1, "")]):
        if word in {"up", "down"}:
            up, quiet = word == "up", at
        elif word in {"mute", "unmute"}:
            quiet = at if word == "unmute" and mute else quiet
            mute = word == "mute"
        else:
            status = word
        for instant in range(at, later):
            if not mute and instant >= quiet + 1_000 and (status == "connected") is not up:
                return True
    return False
