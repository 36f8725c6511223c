"""The document's own diagram under given readings: our machine, its states named by the chart's words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from connref.learning.mealy import Machine, Word
from connref.learning.moment import Moment, horizon_ms
from connref.learning.suites import hsi, loops
from connref.learning.symbols import ALPHABETS, Letter, preamble
from connref.oracle.readings import BITS, Cube
from connref.protocol import Case, Mode, Profile
from connref.semantics.environment import Environment, Process
from connref.semantics.retry import RetryPolicy
from connref.semantics.table import CHARTS
from connref.simulation import Simulation
from connref.spec.declare import Location
from connref.spec.interpretations import DEFAULT, INTERPRETATIONS, Reading, reading
from connref_adapters.drivers import Playback, Reply
from connref_adapters.learn.student import Student
from connref_adapters.learn.trie import Trie

REPEATS = (3, 11)
"""How often loops are gone round, unless told otherwise."""


class ModelPlayer:
    """Plays cases on our machine in a simulated device: a driver without a protocol between."""

    def __init__(self, chosen: Reading, profile: Profile) -> None:
        self._reading = chosen
        self._profile = profile
        self._retry = RetryPolicy.within(profile.reconnect_bound_ms)

    def play_many(self, cases: Iterable[Case]) -> Generator[Playback]:
        """One playback for each case, in order."""
        yield from map(self._play, cases)

    def simulation(self, mode: Mode | None) -> Simulation:
        """A new device; the jitter is the same each time, so that a word has one answer."""
        return Simulation(
            mode,
            jitter=random.Random(0).random,
            reading=self._reading,
            profile=self._profile,
            retry=self._retry,
            traced=False,
        )

    def _play(self, case: Case) -> Playback:
        simulation = self.simulation(case.mode)
        replies = [Reply(0, (), None)]
        for step in case.steps:
            seen = len(simulation.observations)
            simulation.run((step,))
            replies.append(Reply(simulation.clock.now, tuple(simulation.observations[seen:]), None))
        return Playback(tuple(replies))


@dataclass(frozen=True, slots=True)
class Reference:
    """The document's diagram: the machine, where its chart stands in each state, and the reading that it follows.

    `names` are words for each state, its location's and what else there is to say of it.
    """

    machine: Machine
    locations: tuple[Location, ...]
    names: tuple[str, ...]
    reading: Reading


FEW_LETTERS = 11
"""Up to so many letters the suite for one extra state takes no time that matters."""

LAST_MILLISECOND = (Letter.BEFORE_NEXT, Letter.BEFORE_GRACE_OVER)
"""The letters that lead to the last millisecond before something."""

LAST = ", last millisecond"
"""What the name of a state says that such a letter leads to."""


def reading_within(cube: Cube) -> Reading:
    """One of the readings that a run has left: our own choice wherever it is among them."""
    chosen: dict[str, str] = {}
    for entry in INTERPRETATIONS.values():
        left = [option for option in entry.options if cube & BITS[entry.id, option]]
        ours = DEFAULT[entry.id]
        chosen[entry.id] = ours if ours in left else left[0]
    return reading(chosen)


def reference(
    mode: Mode,
    letters: Sequence[Letter],
    before: Word,
    profile: Profile,
    chosen: Reading,
    may_go_on: Callable[[], None] = lambda: None,
) -> Reference:
    """The document's diagram. Ours is known; under another reading, or another profile, it is learned from there on."""
    alphabet = shipped_for(letters)
    begun = preamble(alphabet)
    full = shipped(mode, alphabet).restricted(letters, before if not begun else ())
    player = ModelPlayer(chosen, profile)
    trie = Trie(player, Moment(mode, profile), before, horizon_ms(profile))
    trie.may_go_on = may_go_on
    if (chosen, profile) == (DEFAULT, Profile()):
        trie.answer(full.cover)
        return _named(full, player, trie, chosen)
    student = Student(letters, trie, full)
    student.settle()
    student.study(lambda machine: hsi(machine, 0))
    student.study(lambda machine: loops(machine, REPEATS))
    if len(letters) <= FEW_LETTERS:
        student.study(lambda machine: hsi(machine, 1))
    return _named(student.machine, player, trie, chosen)


SHIPPED = ("all", "device")
"""The alphabets over which our diagrams are committed: every other one is a part of one of them."""


def shipped_for(letters: Sequence[Letter]) -> str:
    """The committed alphabet that has all these letters."""
    return next(name for name in SHIPPED if set(letters) <= set(ALPHABETS[name]))


def learn_ours(mode: Mode, alphabet: str) -> Machine:
    """Learn the diagram of our own reading, until neither its suite for one extra state nor its loops show more.

    The same machine with its states in another order has other words in its suites: it is asked those too.
    """
    start, horizon = Moment(mode, Profile()), horizon_ms(Profile())
    trie = Trie(ModelPlayer(DEFAULT, Profile()), start, preamble(alphabet), horizon)
    letters = ALPHABETS[alphabet]
    student = Student(letters, trie)
    states = 0
    while states < len(student.machine):
        states = len(student.machine)
        for suite in (partial(hsi, extra=1), partial(loops, repeats=REPEATS)):
            student.study(suite)
            student.study(lambda machine, suite=suite: suite(machine.restricted(letters)))
    return student.machine


def shipped(mode: Mode, alphabet: str = "all") -> Machine:
    """The diagram that `learn_ours` found, as it is committed: a test holds it against the model."""
    text = files(__package__ or "").joinpath(_file(mode, alphabet)).read_text(encoding="utf-8")
    body = json.loads(text)
    rows = tuple({move[0]: (move[1], tuple(move[2:])) for move in row} for row in body["moves"])
    return Machine(tuple(body["symbols"]), rows)


def _file(mode: Mode, alphabet: str) -> str:
    return f"reference_{mode.value}{'' if alphabet == 'all' else f'_{alphabet}'}.json"


def ship(mode: Mode, alphabet: str, folder: Path) -> Path:
    """Write the diagram of our own reading as `shipped` reads it."""
    machine = learn_ours(mode, alphabet)
    rows = [[[symbol, target, *output] for symbol, (target, output) in row.items()] for row in machine.moves]
    path = folder / _file(mode, alphabet)
    lines = ",\n".join(json.dumps(row) for row in rows)
    symbols = json.dumps([str(symbol) for symbol in machine.symbols])
    path.write_text(f'{{"symbols": {symbols},\n"moves": [\n{lines}\n]}}\n', encoding="utf-8")
    return path


def _named(machine: Machine, player: ModelPlayer, trie: Trie, chosen: Reading) -> Reference:
    trie.answer(machine.cover)
    places = [_place(player, trie, word) for word in machine.cover]
    locations = tuple(location for location, _ in places)
    return Reference(machine, locations, _names(machine, places), chosen)


def _place(player: ModelPlayer, trie: Trie, word: Word) -> tuple[Location, Environment]:
    """Where the chart stands after a word, and the environment there."""
    node = trie.node(word)
    simulation = player.simulation(node.moment.mode)
    simulation.run(node.steps())
    labelled = {each.label: each for each in CHARTS[node.moment.mode].locations.values()}
    return labelled[simulation.machine.state], node.moment.environment


def _names(machine: Machine, places: Sequence[tuple[Location, Environment]]) -> tuple[str, ...]:
    """The chart's words; what is not the device's or the last millisecond's doing is told by a number."""
    named: dict[str, int] = {}
    names: list[str] = []
    for (location, around), word in zip(places, machine.cover, strict=True):
        place = "not running" if around.process is Process.DEAD else location.label
        offline = "" if around.network else ", no internet"
        frozen = ", suspended" if around.suspended else ""
        last = LAST if word and word[-1] in LAST_MILLISECOND else ""
        name = f"{place}{offline}{frozen}{last}"
        named[name] = named.get(name, 0) + 1
        names.append(name if named[name] == 1 else f"{name} ({named[name]})")
    return tuple(names)


if __name__ == "__main__":
    for every in (Mode.MANUAL, Mode.AUTO):
        for over in SHIPPED:
            ship(every, over, Path(__file__).parent)
