"""Words of the charts: every event, move and state has some, and conditions are said only where there are any."""

from __future__ import annotations

from connref.spec.declare import Guard, Location
from connref.spec.vocabulary import Clock, Event, LinkEvent, Move, Region, Wish
from connref_adapters.drawing.charts import (
    EVENT_WORDS,
    MOVE_WORDS,
    ChartName,
    declared,
    guard_words,
    location_words,
    region_words,
)


def test_everything_has_words_of_its_own() -> None:
    assert set(EVENT_WORDS) == {*Event, *LinkEvent}
    assert set(MOVE_WORDS) == set(Move)
    for chart in (Event, LinkEvent):
        assert len({EVENT_WORDS[event] for event in chart}) == len(chart), (
            "two events of one chart read alike"
        )


def test_guard_names_its_options() -> None:
    assert guard_words(Guard("init-again", ("ignored", "error"))) == "init-again = ignored or error"


def test_regions_are_said_where_they_do_not_cover_all() -> None:
    assert region_words((Region.AT,), Clock.DEADLINE) == "at the deadline"
    assert region_words((Region.BEFORE,), Clock.ENTRY) == "within 30 s of entry"
    assert region_words((Region.BEFORE, Region.PAST), Clock.ENTRY) == ""
    assert region_words((Region.BEFORE,), Clock.NONE) == ""


def test_a_location_is_described_by_what_it_means() -> None:
    def place(wish: Wish, clock: Clock = Clock.NONE, *, up: bool = False) -> Location:
        return Location("here", "a state", wish, up, clock)

    assert location_words(place(Wish.WANTED, up=True)) == "up"
    assert location_words(place(Wish.WANTED, Clock.DEADLINE, up=True)) == "up, until the deadline"
    assert location_words(place(Wish.WANTED)) == "on its way up"
    assert location_words(place(Wish.ALLOWED)) == "may come up"
    assert location_words(place(Wish.ALLOWED, Clock.DEADLINE)) == "may come up, until the deadline"
    assert location_words(place(Wish.UNWANTED)) == "down"


def sentences(name: ChartName, source: str, target: str) -> list[str]:
    arcs = declared(name).arcs.values()
    return [arc.sentence for arc in arcs if (arc.source, arc.target) == (source, target)]


def test_sentence_of_a_transition_of_a_mode() -> None:
    assert sentences(ChartName.MANUAL, "connected", "grace") == [
        "app goes into background / new deadline: 30 s from now (MAN-GRACE)"
    ]
    assert "credentials rejected [auth-rejected = stops] (CALL-OUTCOME)" in sentences(
        ChartName.MANUAL, "opening", "idle"
    )


def test_sentence_of_a_transition_of_the_link() -> None:
    assert "internet lost / give the WebSocket up; tell: connection lost (RES-ONE-SOCKET)" in sentences(
        ChartName.LINK, "up", "offline"
    )
    assert sentences(ChartName.LINK, "down", "opening") == [
        "connection wanted / open a WebSocket (AUTO-FOREGROUND, MAN-CONNECT)"
    ]
