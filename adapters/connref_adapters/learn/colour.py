"""The verdict on each edge of a learned diagram: the oracle judges one witness of it, under the readings of the run.

An edge's witness is the shortest word to its state, its letter, and then T twice, so that what is owed falls due even
where an event comes first. An edge is *red* where the oracle blames the SDK for what came after the edge began and
would not have come without it; *amber* where it differs from the document's diagram and nothing is wrong with that;
else *plain*. A product of the two diagrams would lose its pairing behind the first difference that is allowed; a
witness does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from connref.learning.mealy import NOT_APPLICABLE, Machine, Output, Word
from connref.learning.symbols import Letter
from connref.oracle.diagnosis import Violation, blame
from connref.oracle.readings import Cube
from connref.protocol import Case, Mode, Profile, Step
from connref_adapters.drivers import Driver, Hello, Playback
from connref_adapters.kit.judge import judge
from connref_adapters.kit.shrink import shrink
from connref_adapters.learn.reference import Reference
from connref_adapters.learn.trie import Trie

MOST_SHRUNK = 20
"""So many stories of a mode are made minimal: an SDK that is wrong in every way has hundreds."""
_FALLS_DUE = (Letter.NEXT.value, Letter.NEXT.value)
"""What follows a word before it is judged: the next event, and then as long as anything can be owed."""
MOST_WORDS = 100
"""So many words that differ are judged."""


class Colour(StrEnum):
    """What is said of an edge."""

    PLAIN = "plain"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Witness:
    """A concrete story of a red edge: what was sent, what was seen, as minimal as time allowed (`shrunk`)."""

    steps: tuple[Step, ...]
    playback: Playback
    violation: Violation
    shrunk: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge of a learned diagram. `should` is the document's state and output there, where they are other ones."""

    source: int
    letter: Letter
    target: int
    output: Output
    colour: Colour
    word: Word
    should: tuple[int, Output] | None = None
    witness: Witness | None = None

    @property
    def violation(self) -> Violation | None:
        """What the oracle blames."""
        return None if self.witness is None else self.witness.violation


class Judging:
    """The oracle over what a trie knows."""

    def __init__(
        self,
        driver: Driver,
        trie: Trie,
        profile: Profile,
        hello: Hello,
        established: Cube,
    ) -> None:
        self.trie = trie
        self._driver = driver
        self._profile = profile
        self._hello = hello
        self._established = established

    def witness(self, word: Word) -> Witness | None:
        """What the SDK is blamed for in a word that was answered; None for nothing."""
        steps, playback = self.trie.playback(word)
        violation = self._blamed(self.trie.node(word).moment.mode, steps, playback)
        return None if violation is None else Witness(steps, playback, violation)

    def _blamed(self, mode: Mode, steps: tuple[Step, ...], playback: Playback) -> Violation | None:
        case = Case("learn", mode, steps, "", "")
        verdict = judge(case, playback, self._profile, self._hello.observes, self._hello.outcomes)
        return None if verdict is None else blame(verdict, self._established)

    def shrink(self, edges: list[Edge], may_go_on: Callable[[], None]) -> None:
        """Make the witness of each red edge minimal, in place, until `may_go_on` raises: the shortest words first."""
        red = [place for place, edge in enumerate(edges) if edge.witness is not None]
        for place in sorted(red, key=lambda place: len(edges[place].word))[:MOST_SHRUNK]:
            may_go_on()
            edge = edges[place]
            if edge.witness is not None:
                mode = self.trie.node(edge.word).moment.mode
                edges[place] = replace(edge, witness=self.shrunk(mode, edge.witness))

    def shrunk(self, mode: Mode, witness: Witness) -> Witness:
        """A minimal story that breaks the same requirement; the same one where it does not fail again."""
        requirement = witness.violation.requirement
        found = witness

        def fails(steps: tuple[Step, ...]) -> bool:
            nonlocal found
            playback = self._driver.play(mode, steps, label="learn/shrink")
            violation = self._blamed(mode, steps, playback)
            if violation is None or violation.requirement != requirement:
                return False
            found = Witness(steps, playback, violation, shrunk=True)
            return True

        if fails(witness.steps):
            shrink(witness.steps, fails)
        return found


def judged_edges(judging: Judging, machine: Machine, reference: Reference | None) -> Iterator[Edge]:
    """Every edge of the diagram that is applicable, in the order of states and letters, judged."""
    moves = [
        (state, symbol)
        for state in range(len(machine))
        for symbol in machine.symbols
        if machine.moves[state][symbol][1] != NOT_APPLICABLE
    ]
    words = [(*machine.cover[state], symbol) for state, symbol in moves]
    then = [(*word, *_FALLS_DUE) for word in words]
    judging.trie.answer(then)
    # What time shows behind a state says what is owed there already: an edge is not blamed for it again.
    owed = _owed(judging, machine)
    for (state, symbol), word, longer in zip(moves, words, then, strict=True):
        witness = _own(judging.witness(longer), owed, machine, state, symbol, judging)
        yield _edge(machine, reference, state, Letter(symbol), word, witness)


def blamed_words(
    judging: Judging, edges: Sequence[Edge], letters: Sequence[Letter], differing: Sequence[Word]
) -> Iterator[tuple[Word, Witness]]:
    """A story for each requirement that words break and no edge does.

    The words are those that differ from the document, the shortest first, and every letter behind an edge that does:
    what is wrong about an edge may show one step later only. Raises what the trie raises.
    """
    known = {edge.violation.requirement for edge in edges if edge.violation is not None}
    behind = [
        (*edge.word, letter.value) for edge in edges if edge.colour is Colour.AMBER for letter in letters
    ]
    words = [*sorted(differing, key=lambda word: (len(word), word))[:MOST_WORDS], *behind]
    judging.trie.answer([(*word, *_FALLS_DUE) for word in words])
    for word in words:
        longer = (*word, *_FALLS_DUE)
        witness = judging.witness(longer)
        if witness is not None and witness.violation.requirement not in known:
            known.add(witness.violation.requirement)
            yield word, judging.shrunk(judging.trie.node(longer).moment.mode, witness)


def _owed(judging: Judging, machine: Machine) -> list[tuple[Witness | None, Witness | None]]:
    """For each state what is blamed on the way to it, and what is blamed when time follows."""
    judging.trie.answer([(*word, *_FALLS_DUE) for word in machine.cover])
    return [(judging.witness(word), judging.witness((*word, *_FALLS_DUE))) for word in machine.cover]


def _own(
    witness: Witness | None,
    owed: Sequence[tuple[Witness | None, Witness | None]],
    machine: Machine,
    state: int,
    symbol: str,
    judging: Judging,
) -> Witness | None:
    """The witness, unless what it is blamed for came before the edge, or comes of the time that follows."""
    if witness is None:
        return None
    on_the_way, then = owed[state]
    if on_the_way is not None:
        return None
    if symbol == Letter.NEXT:
        return then
    requirement = witness.violation.requirement
    if then is not None and then.violation.requirement == requirement:
        return None
    target = machine.moves[state][symbol][0]
    later = owed[target]
    at_edge = judging.trie.node((*machine.cover[state], symbol)).moment.now
    if target != state and witness.violation.at > at_edge and later[0] is None and later[1] is not None:
        return None if later[1].violation.requirement == requirement else witness
    return witness


def _edge(
    machine: Machine,
    reference: Reference | None,
    state: int,
    letter: Letter,
    word: Word,
    witness: Witness | None,
) -> Edge:
    target, output = machine.moves[state][letter]
    should = None if reference is None else _should(machine, reference.machine, state, letter)
    colour = Colour.RED if witness is not None else Colour.AMBER if should is not None else Colour.PLAIN
    return Edge(state, letter, target, output, colour, word, should, witness)


def _should(machine: Machine, document: Machine, state: int, letter: Letter) -> tuple[int, Output] | None:
    """Where the document's diagram leads and what it shows, if that is another: states are paired by their words."""
    target, output = machine.moves[state][letter]
    there, instead = document.moves[document.after(machine.cover[state])][letter]
    same = instead == output and there == document.after(machine.cover[target])
    return None if same else (there, instead)
