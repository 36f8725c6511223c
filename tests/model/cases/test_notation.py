"""The notation: it is read as it is printed, tells what the builder tells, and says where text is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.cases.legality import PROFILES
from tests.model.cases.test_amounts import amounts

from connref.cases.amounts import NotationError
from connref.cases.notation import (
    MOST_TIMES,
    PHRASES,
    Given,
    Item,
    Phrase,
    Repeated,
    Said,
    Until,
    Wait,
    from_steps,
    parse,
    tell,
    written,
)
from connref.cases.scenario import Story
from connref.errors import DefinitionError
from connref.protocol import INPUT_FIELDS, InputName, Mode, Profile


def given_inputs(name: InputName) -> st.SearchStrategy[Item]:
    """The input alone, and with values where it carries one."""
    if name not in INPUT_FIELDS:
        return st.just(Given(name))
    if INPUT_FIELDS[name][1] is int:
        return st.builds(Given, st.just(name), st.none() | st.integers(0, 9_999))
    if INPUT_FIELDS[name][1] is bool:
        return st.builds(Given, st.just(name), st.none() | st.booleans())
    return st.builds(Given, st.just(name), st.none() | st.text("abz-0_.:", min_size=1))


def phrases(name: str) -> st.SearchStrategy[Item]:
    _, least, most = PHRASES[name]
    taken = st.lists(amounts, min_size=least, max_size=most).map(tuple)
    return st.builds(Phrase, st.just(name), taken)


items: st.SearchStrategy[Item] = st.recursive(
    st.sampled_from(InputName).flatmap(given_inputs)
    | st.sampled_from(list(PHRASES)).flatmap(phrases)
    | st.builds(Wait, amounts)
    | st.builds(Until, amounts),
    lambda inner: st.builds(Repeated, st.integers(1, MOST_TIMES), st.lists(inner, max_size=4).map(tuple)),
    max_leaves=8,
)


@given(st.lists(items, max_size=8).map(tuple))
def test_a_story_is_read_as_it_is_printed(said: Said) -> None:
    assert parse(written(said)) == said


def new() -> Story:
    return Story(Profile(), Mode.MANUAL)


def up() -> Story:
    return new().init().login().connect().up()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("init login connect", lambda: new().init().login().connect()),
        ("init login(bob) connect(c1)", lambda: new().init().login("bob").do(InputName.CONNECT, "c1")),
        ("init login connect up close(4000)", lambda: up().server_close(4000)),
        ("init login connect up server_close message", lambda: up().server_close().message()),
        ("network_handover(false) suspend", lambda: new().network_handover(notice=False).suspend()),
        ("suspend network_handover resume", lambda: new().suspend().network_handover().resume()),
        ("init login connect up background @deadline-edge ping", lambda: up().background().to_deadline(-1).ping()),
        (
            "init login connect up background +grace/2 ping @entry+grace+edge message",
            lambda: up().background().wait(15_000).ping().wait(15_001).message(),
        ),
        ("init login connect up 2x(outage(grace/10) up)", lambda: up().outage(3_000).up().outage(3_000).up()),
        ("init login connect up background keep_alive(2grace)", lambda: up().background().keep_alive(60_000)),
        ("init login connect up background keep_alive(9s,4s)", lambda: up().background().keep_alive(9_000, 4_000)),
        ("init   login\nconnect\t+1 +2", lambda: new().init().login().connect().wait(3)),
        ("", new),
    ],
)  # fmt: skip
def test_a_story_tells_what_the_builder_tells(text: str, told: Callable[[], Story]) -> None:
    assert tell(new(), parse(text)).steps == told().steps


@pytest.mark.parametrize("name", list(InputName))
def test_every_input_of_the_protocol_is_a_word(name: InputName) -> None:
    assert parse(name.value) == (Given(name),)
    assert parse(name.value.removeprefix("server_")) == (Given(name),)


def test_a_phrase_hides_no_input() -> None:
    assert set(PHRASES) & {word for name in InputName for word in (name.value, name.value[7:])} == set()


@pytest.mark.parametrize("profile", PROFILES)
def test_any_steps_are_told_again_as_they_stand(profile: Profile) -> None:
    story = Story(profile, Mode.MANUAL)
    steps = tell(
        story, parse("init login(bob) connect up close(1000) 3x(background +grace/3 ping) revive")
    ).steps
    again = tell(Story(profile, Mode.MANUAL), parse(written(from_steps(steps))))
    assert again.steps == steps


@pytest.mark.parametrize(
    ("text", "column", "problem", "remedy"),
    [
        ("init conect", 6, "'conect'", "did you mean connect"),
        ("init qqq", 6, "'qqq'", "the words are accept"),
        ("init +grac", 7, "'grac'", "grace, R, T"),
        ("init 3x(login", 6, "no end", "close it with )"),
        ("login)", 6, "closes nothing", "take it out"),
        ("0x(login)", 1, "0 times", "1 to 1000"),
        ("2x(login)ping", 10, "'p'", "space"),
        ("close(x)", 7, "'x' is no code", "give close a code"),
        ("close(²)", 7, "no code", "give close a code"),
        ("login()", 7, "is no user", "give login a user"),
        ("kill(3)", 5, "no value", "kill alone"),
        ("outage", 1, "needs a time", "outage(grace)"),
        ("keep_alive(grace", 17, "no end", "2 time(s)"),
        ("outage(grace,R)", 13, "no end", "1 time(s)"),
        ("+1 % +2", 4, "'%' is no word", "@instant"),
        ("+deadline", 2, "'deadline'", "grace"),
        ("login+3", 6, "'+'", "space"),
    ],
)  # fmt: skip
def test_text_that_is_no_story_is_refused_with_its_column(
    text: str, column: int, problem: str, remedy: str
) -> None:
    with pytest.raises(NotationError) as caught:
        parse(text)
    assert caught.value.column == column
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    "text", ["ping @deadline", "@entry", "login", "init kill ping", "close(1)", "init +5 @3"]
)
def test_what_the_protocol_does_not_allow_there_is_refused(text: str) -> None:
    with pytest.raises(DefinitionError):
        tell(new(), parse(text))
