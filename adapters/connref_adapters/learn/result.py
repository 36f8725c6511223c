"""What is known of one mode of an SDK: filled stage by stage, and whole at any moment."""

from __future__ import annotations

from dataclasses import dataclass, field

from connref.learning.guarantee import Guarantee
from connref.learning.mealy import Machine, Word
from connref.learning.symbols import Letter
from connref.oracle.readings import Cube
from connref.protocol import Mode
from connref_adapters.drivers import DriverFault
from connref_adapters.learn.colour import Edge, Witness
from connref_adapters.learn.reference import Reference
from connref_adapters.learn.trie import NondeterminismError


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that came to its end: what it was, and cases, states of the diagram and seconds by then."""

    name: str
    cases: int
    states: int
    seconds: float


@dataclass(slots=True)
class Learned:
    """What is known of one mode. `machine` is None where not even a first diagram was found.

    `extra` is the k of the largest complete suite that came to its end; `ended` says why there is no more;
    `contradiction` has two accounts of one word where the SDK gave two. `edges` were judged under the readings
    `established`; `words` are blamed for what no edge is.
    """

    mode: Mode
    letters: tuple[Letter, ...]
    left_out: frozenset[Letter]
    established: Cube
    machine: Machine | None = None
    reference: Reference | None = None
    extra: int | None = None
    differs: bool = False
    cases: int = 0
    steps: int = 0
    stages: list[Stage] = field(default_factory=list[Stage])
    edges: list[Edge] = field(default_factory=list[Edge])
    words: list[tuple[Word, Witness]] = field(default_factory=list[tuple[Word, Witness]])
    ended: str | None = None
    contradiction: NondeterminismError | None = None
    fault: DriverFault | None = None
    interrupted: bool = False

    @property
    def red(self) -> list[Edge]:
        """The edges that the oracle blames."""
        return [edge for edge in self.edges if edge.violation is not None]

    @property
    def blamed(self) -> list[tuple[Word, Witness]]:
        """Every story that is held against the SDK: of the red edges, and of words that no edge tells of."""
        return [*((edge.word, edge.witness) for edge in self.edges if edge.witness is not None), *self.words]

    @property
    def guarantee(self) -> Guarantee:
        """What was reached."""
        states = 0 if self.machine is None else len(self.machine)
        return Guarantee(self.cases, states, states, self.extra, len(self.edges), len(self.red))
