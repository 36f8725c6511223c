"""What the passing of time shows: messages that never came, two sockets at the end of an instant."""

from __future__ import annotations

import pytest
from tests.model.oracle.tape import BOUND, Tape, blamed


@pytest.mark.parametrize(("end", "requirement"), [(99 + BOUND, None), (100 + BOUND, "EVT-DELIVERED")])
def test_a_message_is_due_within_the_bound(end: int, requirement: str | None) -> None:
    assert blamed(Tape().connected().do(100, "server_message", "m").end(end)) == requirement


def test_two_sockets_within_one_instant_are_no_crowd() -> None:
    tape = Tape().connected().do(100, "login", "bob").see(100, "socket_opening", socket=2)
    tape.closed(100).see(100, "socket_open", socket=2)
    assert blamed(tape.end(101)) is None
