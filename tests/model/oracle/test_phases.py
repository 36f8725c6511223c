"""The automaton of a connection: complete, and trouble lasts until something ends it."""

from __future__ import annotations

import pytest

from connref.oracle.phases import CLOSING_PHASES, COMES_UP, PHASES, STALE_PHASES, TROUBLED, Happening, Phase


def test_each_phase_knows_what_happens_next() -> None:
    for phase in Phase:
        known = {what for before, what in PHASES if before is phase}
        assert known == set(Happening) - (set() if phase is Phase.DOWN else COMES_UP)
    assert set(PHASES.values()) == set(Phase)


def test_trouble_lasts_until_the_connection_goes_down() -> None:
    for (before, what), after in PHASES.items():
        if before in TROUBLED:
            assert (after in TROUBLED) == ((before, what) not in ENDS)


ENDS = {
    *((phase, Happening.GOES_DOWN) for phase in Phase),
    (Phase.SLEPT, Happening.ARRIVED),
    (Phase.LEFT_BEHIND, Happening.REPLACED),
}
"""What ends a trouble."""


@pytest.mark.parametrize("phase", [each for each in Phase if each is not Phase.DOWN])
def test_a_handover_leaves_behind_whatever_is_up_for_good(phase: Phase) -> None:
    left = PHASES[phase, Happening.HANDED_OVER]
    assert left is Phase.LEFT_BEHIND
    stays = set(Happening) - COMES_UP - {Happening.GOES_DOWN, Happening.REPLACED}
    assert {PHASES[left, what] for what in stays} == {left}


def test_one_that_slept_is_sound_again_once_something_arrives() -> None:
    slept = PHASES[Phase.SOUND, Happening.SUSPENDED]
    assert slept in STALE_PHASES
    assert PHASES[slept, Happening.ARRIVED] is Phase.SOUND
    assert PHASES[Phase.STALE, Happening.ARRIVED] is Phase.STALE
    assert PHASES[Phase.CLOSING, Happening.SUSPENDED] in CLOSING_PHASES
