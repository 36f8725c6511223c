"""What is due as time passes: no opening left over, messages that never came, two sockets at the end of an instant."""

from __future__ import annotations

import pytest
from tests.model.oracle.tape import BOUND, Tape, blamed


@pytest.mark.parametrize(("end", "requirement"), [(BOUND - 1, None), (BOUND, "RES-ONE-SOCKET")])
def test_an_opening_that_nobody_wants_is_left_over_after_the_bound(end: int, requirement: str | None) -> None:
    tape = Tape().signed_in().see(0, "socket_opening", socket=1)
    assert blamed(tape.end(end)) == requirement


@pytest.mark.parametrize(("end", "requirement"), [(99 + BOUND, None), (100 + BOUND, "EVT-DELIVERED")])
def test_a_message_is_due_within_the_bound(end: int, requirement: str | None) -> None:
    assert blamed(Tape().connected().do(100, "server_message", "m").end(end)) == requirement


def test_two_sockets_within_one_instant_are_no_crowd() -> None:
    tape = Tape().connected().do(100, "login", "bob").see(100, "socket_opening", socket=2)
    tape.closed(100).see(100, "socket_open", socket=2)
    assert blamed(tape.end(101)) is None
