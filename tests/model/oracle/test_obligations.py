"""What is due as time passes: up by the bound, no opening left over, an outcome for each call."""

from __future__ import annotations

import pytest
from tests.model.oracle.tape import BOUND, Tape, blamed


@pytest.mark.parametrize(("end", "requirement"), [(BOUND - 1, None), (BOUND, "RES-ONE-SOCKET")])
def test_an_opening_that_nobody_wants_is_left_over_after_the_bound(end: int, requirement: str | None) -> None:
    tape = Tape().signed_in().see(0, "socket_opening", socket=1)
    assert blamed(tape.end(end)) == requirement
