"""What an input does to a case: forks by reading, a session that starts anew, an entry that counts again."""

from __future__ import annotations

from tests.model.oracle.tape import Tape, blamed


def test_a_login_while_opening_may_take_the_whole_bound_again() -> None:
    tape = (
        Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1).do(9_000, "login", "bob")
    )
    tape.see(9_000, "socket_failed", socket=1).see(9_000, "socket_opening", socket=2)
    tape.see(69_000, "socket_open", socket=2).outcome(69_000, "c", "connect", "success")
    assert blamed(tape.end(70_000)) is None


def test_a_logout_forgets_the_user_under_every_reading() -> None:
    tape = Tape().signed_in().do(1, "logout")
    assert all(each.user is None for each in tape.judge.case.explanations.live)
