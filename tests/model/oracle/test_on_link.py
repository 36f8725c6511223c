"""What the end of an attempt says: an abort at the entry is the reading that aborts."""

from __future__ import annotations

from tests.model.oracle.playing import exhibits
from tests.model.oracle.tape import Tape


def test_an_attempt_that_ends_with_the_entry_was_aborted_for_it() -> None:
    tape = Tape().signed_in().do(0, "connect", "c").see(0, "socket_opening", socket=1).do(10, "background")
    tape.see(10, "socket_failed", socket=1).outcome(10, "c", "connect", "error")
    assert exhibits(tape.end(20)) == {"background-while-opening": ("aborts",)}
