"""A learned diagram as data: states with the chart's words, edges with the verdict on each; as JSON and back.

{"mode": "manual", "alphabet": [letter…], "states": [{"name", "access": [letter…], "tone", "app", "extra",
  "forbidden": [letter…]}…], "edges": [{"from", "letter", "to", "output": [label…], "colour", …}…], …}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from connref.errors import ProtocolError
from connref.learning.mealy import NOT_APPLICABLE, Machine, Output, Word
from connref.learning.symbols import Letter
from connref.spec.vocabulary import App, Session, Wish
from connref_adapters.drawing.picture import Tone
from connref_adapters.learn.colour import Colour, Edge
from connref_adapters.learn.reference import LAST, Reference


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, the shortest word to it, and how it is drawn.

    `extra` says that another state stands where the document's diagram has this one: a double frame.
    """

    name: str
    access: Word
    tone: Tone
    app: str
    extra: bool = False

    @property
    def whole(self) -> str:
        """The name of the state of which this is only the last millisecond."""
        before, last, _ = self.name.partition(LAST)
        return before if last else self.name

    @property
    def place(self) -> str:
        """The name without what only the time left tells apart: the last millisecond, and a number."""
        return self.whole.partition(" (")[0]


@dataclass(frozen=True, slots=True)
class Way:
    """An edge, as it is drawn and told. `should` is the document's state (its place here, if any) and output."""

    source: int
    letter: Letter
    target: int
    output: Output
    colour: Colour = Colour.PLAIN
    requirement: str | None = None
    told: str = ""
    should: tuple[int | None, Output] | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole diagram of one mode. `title` says whose it is."""

    title: str
    mode: str
    letters: tuple[Letter, ...]
    states: tuple[State, ...]
    ways: tuple[Way, ...]
    guarantee: str = ""

    def machine(self) -> Machine:
        """The machine that the diagram shows."""
        rows: list[dict[str, tuple[int, Output]]] = [
            dict.fromkeys(self.letters, (place, NOT_APPLICABLE)) for place in range(len(self.states))
        ]
        for way in self.ways:
            rows[way.source][way.letter] = way.target, way.output
        return Machine(self.letters, tuple(rows))

    def to_json(self) -> dict[str, Any]:
        """The diagram as `learned.json` has it."""
        return {
            "mode": self.mode,
            "title": self.title,
            "alphabet": [letter.value for letter in self.letters],
            "states": [
                {
                    "name": s.name,
                    "access": list(map(str, s.access)),
                    "tone": s.tone.value,
                    "app": s.app,
                    "extra": s.extra,
                }
                for s in self.states
            ],
            "edges": [_way_json(way) for way in self.ways],
            "guarantee": self.guarantee,
        }


def _way_json(way: Way) -> dict[str, Any]:
    body: dict[str, Any] = {
        "from": way.source,
        "letter": way.letter.value,
        "to": way.target,
        "output": list(way.output),
        "colour": way.colour.value,
    }
    if way.requirement is not None:
        body |= {"requirement": way.requirement, "told": way.told}
    if way.should is not None:
        body["should"] = {"to": way.should[0], "output": list(way.should[1])}
    return body


def diagram_from_json(body: Mapping[str, Any]) -> Diagram:
    """Read a diagram as `to_json` writes it. Raises `ProtocolError` for what is none."""
    try:
        states = tuple(
            State(s["name"], tuple(s["access"]), Tone(s["tone"]), s["app"], bool(s["extra"]))
            for s in cast("list[dict[str, Any]]", body["states"])
        )
        ways = tuple(_way_of(each) for each in cast("list[dict[str, Any]]", body["edges"]))
        letters = tuple(map(Letter, body["alphabet"]))
        return Diagram(body["title"], body["mode"], letters, states, ways, body["guarantee"])
    except (KeyError, TypeError, ValueError) as error:
        raise ProtocolError("machines", str(error), "a diagram as `connref learn` writes it") from None


def _way_of(body: Mapping[str, Any]) -> Way:
    should = body.get("should")
    return Way(
        body["from"],
        Letter(body["letter"]),
        body["to"],
        tuple(body["output"]),
        Colour(body["colour"]),
        body.get("requirement"),
        body.get("told", ""),
        None if should is None else (should["to"], tuple(should["output"])),
    )


def diagram_of(
    title: str,
    mode: str,
    machine: Machine,
    reference: Reference | None,
    edges: Sequence[Edge],
    guarantee: str,
) -> Diagram:
    """The diagram of a machine, its states named by what the document's diagram has at the end of the same words."""
    letters = tuple(map(Letter, machine.symbols))
    if reference is None:
        states = tuple(State(f"state {n}", word, Tone.SESSION, "") for n, word in enumerate(machine.cover))
        return Diagram(title, mode, letters, states, tuple(map(_way, edges)), guarantee)
    paired = [reference.machine.after(word) for word in machine.cover]
    firsts = {there: place for place, there in reversed(list(enumerate(paired)))}
    states = tuple(
        _state(reference, there, place, word, firsts)
        for place, (there, word) in enumerate(zip(paired, machine.cover, strict=True))
    )
    ways = tuple(_way(edge, firsts) for edge in edges)
    return Diagram(title, mode, letters, states, ways, guarantee)


def _state(reference: Reference, there: int, place: int, word: Word, firsts: Mapping[int, int]) -> State:
    location, name = reference.locations[there], reference.names[there]
    session = location.session in (Session.NOT_INITIALISED, Session.SIGNED_OUT, Session.NOT_RUNNING)
    tone = (
        Tone.SESSION
        if session
        else Tone.UP
        if location.up
        else Tone.DOWN
        if location.wish is Wish.UNWANTED
        else Tone.COMING
    )
    app = "No user yet" if session else f"App in {location.app.value}"
    if firsts[there] == place:
        return State(name, word, tone, app)
    return State(f"{name}, not as in the document (state {place})", word, tone, app, extra=True)


def _way(edge: Edge, firsts: Mapping[int, int] | None = None) -> Way:
    violation = edge.violation
    should = None if edge.should is None else ((firsts or {}).get(edge.should[0]), edge.should[1])
    if violation is None:
        return Way(edge.source, edge.letter, edge.target, edge.output, edge.colour, should=should)
    told = f"expected {violation.expected}, observed {violation.observed}"
    return Way(
        edge.source, edge.letter, edge.target, edge.output, edge.colour, violation.requirement, told, should
    )


def plain_edges(machine: Machine) -> list[Edge]:
    """Every applicable edge of a machine on which there is no verdict."""
    return [
        Edge(
            state,
            Letter(symbol),
            *machine.moves[state][symbol],
            Colour.PLAIN,
            (*machine.cover[state], symbol),
        )
        for state in range(len(machine))
        for symbol in machine.symbols
        if machine.moves[state][symbol][1] != NOT_APPLICABLE
    ]


APPS = ("No user yet", *(f"App in {app.value}" for app in App))
"""The panels of a picture, in the order in which they are drawn."""
