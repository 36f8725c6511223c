"""A finding in words."""

from __future__ import annotations

import pytest

from connref.findings.history import LEFT, Fact, Kind
from connref.findings.words import done, event_words, history_words, label, sentence
from connref.oracle.does import Does
from connref.spec.vocabulary import Event

MANUAL = ["manual"]


def test_the_sentence_is_one_that_a_person_would_write() -> None:
    told = sentence(["grace"], ["deadline"], None, done(Does.STAYS_UP, [True]), sometimes=False)
    assert told == "In grace, when the deadline comes, the connection stays up"


def test_several_locations_a_history_and_doubt() -> None:
    told = sentence(
        ["idle", "idle, background"], ["connect"], "a deadline", "it reports an error", sometimes=True
    )
    where, what = told.split(", when ")
    assert where == "In idle or “idle, background”"
    assert what == "connect() is called after a deadline, sometimes it reports an error"


def test_several_calls() -> None:
    told = sentence(["idle"], ["connect", "disconnect", "ping"], None, "it says nothing", sometimes=True)
    assert told == "In idle, when connect(), disconnect() or ping() is called, sometimes it says nothing"


def test_any_location() -> None:
    assert sentence([], ["logout"], None, "the connection stays up", sometimes=False).startswith(
        "Wherever it is, when"
    )


def test_of_many_locations_the_first_are_named() -> None:
    told = sentence(list("abcde"), ["logout"], None, "the connection stays up", sometimes=False)
    assert told.startswith("In a, b, c or 2 other locations, when")
    assert sentence(list("abcd"), ["logout"], None, "", sometimes=False).startswith("In a, b, c or d, when")


def test_what_stays_up_need_not_be_up_yet() -> None:
    assert done(Does.STAYS_UP, [False]) == "the opening goes on"
    assert done(Does.STAYS_UP, [True, False]) == "the connection, or its opening, goes on"


@pytest.mark.parametrize("event", [*Event, "network_up", "server_message", "time"])
def test_every_event_has_words(event: str) -> None:
    assert "_" not in event_words(event)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_fact_has_words(kind: Kind) -> None:
    about = {Kind.BEEN: "grace", Kind.STAY: "grace", Kind.FROM: "grace", Kind.WHILE: "network_down"}.get(
        kind, "ping"
    )
    assert history_words([Fact(kind, about, 3)], MANUAL)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (Fact(Kind.NTH, "background", 3), "just the third background"),
        (Fact(Kind.AFTER, "connect", 2), "the second connect()"),
        (Fact(Kind.AFTER, "pong", 1), "an answered ping"),
        (Fact(Kind.BEEN, "grace", 3), "the third stay in grace"),
        (Fact(Kind.BEEN, "idle_background", 1), "a stay in idle, background"),
        (Fact(Kind.WITHIN, "ping", 25_000), "a ping() at most 25 s before"),
        (
            Fact(Kind.AT, LEFT + "disconnect", 30_500),
            "a deadline, ended by a disconnect(), that was set 30.5 s before",
        ),
        (Fact(Kind.EVERY, "ping", 10), "every tenth ping()"),
    ],
)
def test_a_history_in_words(fact: Fact, text: str) -> None:
    assert history_words([fact], MANUAL) == text


def test_no_history_is_none() -> None:
    assert history_words([], MANUAL) is None


def test_a_location_has_the_words_of_its_chart() -> None:
    assert label("manual", "idle_background") == "idle, background"
    assert label("default", "background") == "background"
