"""The document's own diagram: small, committed and fresh, under any reading, with the chart's names."""

from __future__ import annotations

import random

import pytest

from connref.learning import ALPHABETS, Moment, disagreement, horizon_ms, hsi, preamble
from connref.oracle.readings import EVERYTHING, mask_of
from connref.protocol import Mode, Profile
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, reading
from connref_adapters.learn.reference import SHIPPED, ModelPlayer, reading_within, reference, shipped
from connref_adapters.learn.trie import Trie

MODES = [Mode.MANUAL, Mode.AUTO]


@pytest.mark.parametrize(
    ("alphabet", "most"), [("core", 15), ("network", 60), ("session", 60), ("all", 60), ("device", 60)]
)
@pytest.mark.parametrize("mode", MODES)
def test_the_diagram_is_small(mode: Mode, alphabet: str, most: int) -> None:
    found = reference(mode, ALPHABETS[alphabet], preamble(alphabet), Profile(), DEFAULT)
    assert 4 < len(found.machine) <= most
    assert len(found.names) == len(set(found.names)) == len(found.locations) == len(found.machine)


@pytest.mark.parametrize("alphabet", SHIPPED)
@pytest.mark.parametrize("mode", MODES)
def test_the_committed_diagram_is_what_the_model_does(mode: Mode, alphabet: str) -> None:
    """`python -m connref_adapters.learn.reference` writes it anew."""
    machine = shipped(mode, alphabet)
    start, before = Moment(mode, Profile()), preamble(alphabet)
    trie = Trie(ModelPlayer(DEFAULT, Profile()), start, before, horizon_ms(Profile()))
    choose = random.Random(mode.value)
    words = [tuple(choose.choices(machine.symbols, k=20)) for _ in range(150)]
    assert disagreement(machine, trie, hsi(machine, 0)) is None
    assert disagreement(machine, trie, words) is None


def test_states_have_the_names_of_the_chart() -> None:
    found = reference(Mode.MANUAL, ALPHABETS["core"], preamble("core"), Profile(), DEFAULT)
    assert {"idle", "opening", "connected", "grace", "idle, background", "grace, last millisecond"} <= set(
        found.names
    )
    everything = reference(Mode.MANUAL, ALPHABETS["all"], (), Profile(), DEFAULT)
    assert {"not running", "signed out", "idle, no internet"} <= set(everything.names)
    frozen = reference(Mode.MANUAL, ALPHABETS["device"], preamble("device"), Profile(), DEFAULT)
    assert {"grace, suspended", "idle, background, suspended"} <= set(frozen.names)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", range(3))
def test_under_another_reading_it_is_learned_and_complete(mode: Mode, seed: int) -> None:
    choose = random.Random(seed)
    chosen = reading({each.id: choose.choice(each.options) for each in INTERPRETATIONS.values()})
    found = reference(mode, ALPHABETS["core"], preamble("core"), Profile(), chosen).machine
    before = preamble("core")
    trie = Trie(ModelPlayer(chosen, Profile()), Moment(mode, Profile()), before, horizon_ms(Profile()))
    assert disagreement(found, trie, hsi(found, 1)) is None


def test_our_own_choice_is_taken_wherever_the_run_has_left_it() -> None:
    assert reading_within(EVERYTHING) == DEFAULT
    other = next(each for each in INTERPRETATIONS.values() if len(each.options) > 1)
    option = next(each for each in other.options if each != DEFAULT[other.id])
    assert reading_within(mask_of({other.id: [option]}))[other.id] == option
