"""What is known of a mode: whole at any moment, however little was learned."""

from __future__ import annotations

from connref.learning import Letter, Machine
from connref.oracle.diagnosis import Violation
from connref.oracle.does import Does
from connref.oracle.readings import EVERYTHING
from connref.protocol import Mode
from connref_adapters.drivers import Playback
from connref_adapters.learn.colour import Colour, Edge, Witness
from connref_adapters.learn.result import Learned

ONE = Machine(("connect",), ({"connect": (0, ())},))
WITNESS = Witness((), Playback(()), Violation("MAN-CONNECT", 0, "up", "down", Does.STAYS_DOWN, policy=True))


def edge(colour: Colour, witness: Witness | None = None) -> Edge:
    return Edge(0, Letter.CONNECT, 0, (), colour, ("connect",), witness=witness)


def learned() -> Learned:
    return Learned(Mode.MANUAL, (Letter.CONNECT,), frozenset(), EVERYTHING)


def test_before_anything_was_learned_nothing_is_promised() -> None:
    nothing = learned()
    assert (nothing.red, nothing.blamed) == ([], [])
    assert "nothing is promised" in str(nothing.guarantee)


def test_red_edges_and_words_of_which_no_edge_tells_are_held_against_the_sdk() -> None:
    found = learned()
    found.machine, found.extra, found.cases = ONE, 1, 7
    red = edge(Colour.RED, WITNESS)
    found.edges += [edge(Colour.AMBER), red]
    found.words.append((("connect", "T"), WITNESS))
    assert found.red == [red]
    assert [word for word, _ in found.blamed] == [("connect",), ("connect", "T")]
    assert str(found.guarantee).startswith("7 cases were played.")
    assert "Each of its 2 edges was judged by one witness: 1 is red." in str(found.guarantee)
