"""The automaton of a connection: complete, and trouble lasts until the connection goes down."""

from __future__ import annotations

from connref.oracle.phases import PHASES, TROUBLED, Happening, Phase


def test_each_phase_knows_what_happens_next() -> None:
    comes_up = {Happening.COMES_UP, Happening.COMES_UP_CUT_OFF}
    for phase in Phase:
        known = {what for before, what in PHASES if before is phase}
        assert known == set(Happening) - (set() if phase is Phase.DOWN else comes_up)
    assert set(PHASES.values()) == set(Phase)


def test_trouble_lasts_until_the_connection_goes_down() -> None:
    for (before, what), after in PHASES.items():
        if before in TROUBLED:
            assert (after in TROUBLED) == (what is not Happening.GOES_DOWN)
