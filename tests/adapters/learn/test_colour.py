"""Edges: red where the oracle blames, with the shortest story that can be played again; amber where it may differ."""

from __future__ import annotations

from tests.adapters.learn.small import driver, follows, learned, made

from connref.oracle.readings import mask_of
from connref.protocol import Case, Mode
from connref_adapters.kit.judge import judge
from connref_adapters.learn.colour import Colour
from fakes import RIGHT, FakeDriver


def test_a_background_that_begins_no_grace_is_red() -> None:
    """Its diagram has one state for connected and grace, so that it is entering the background that is wrong."""
    result = learned(driver("grace-never-ends"), established=follows(RIGHT["plain"]), extra=0)
    told = {(edge.word[-1], edge.violation.requirement) for edge in result.red if edge.violation is not None}
    assert told == {("background", "MAN-GRACE-ENDS")}, "and what follows is not blamed again"


def test_the_story_of_a_red_edge_is_minimal_and_fails_again() -> None:
    connection = driver("grace-never-ends")
    result = learned(connection, extra=0)
    hello = connection.hello()
    for edge in result.red:
        witness = edge.witness
        assert witness is not None
        assert witness.shrunk
        case = Case("again", Mode.MANUAL, witness.steps, "", "")
        playback = connection.play(Mode.MANUAL, witness.steps)
        verdict = judge(case, playback, hello.profile, hello.observes)
        assert verdict is not None
        assert verdict.violation is not None
        assert verdict.violation.requirement == witness.violation.requirement


def test_what_differs_and_may_is_amber_and_says_what_the_document_has() -> None:
    options = RIGHT["connect-when-up-error"]
    result = learned(made(lambda: FakeDriver(options)), extra=0)
    amber = [edge for edge in result.edges if edge.colour is Colour.AMBER]
    assert amber
    assert all(edge.should is not None and edge.violation is None for edge in amber)
    connected = [edge for edge in amber if edge.word == ("connect", "T", "connect")]
    assert connected[0].output == ("error",)
    assert (connected[0].should or (0, ()))[1] == ("success",)


def test_under_the_reading_that_it_follows_nothing_differs() -> None:
    options = RIGHT["connect-when-up-error"]
    established = mask_of({"connect-when-up": ["error"]})
    result = learned(made(lambda: FakeDriver(options)), established=established, extra=0)
    assert {edge.colour for edge in result.edges} == {Colour.PLAIN}


def test_what_shows_one_step_later_only_is_told_as_a_word() -> None:
    """A ping that never reaches the server is owed until long after the grace: only who returns can see it."""
    result = learned(driver("ping-stays-local"), established=follows(RIGHT["plain"]), extra=0)
    assert {witness.violation.requirement for _, witness in result.blamed} == {"MAN-PING-SENDS"}
    assert not result.red
