"""Words of the charts: every event, move and state has some, and conditions are said only where there are any."""

from __future__ import annotations

from connref.spec.declare import Guard, Location
from connref.spec.vocabulary import Clock, Event, LinkEvent, Move, Region, Wish
from connref_adapters.drawing.charts import (
    EVENT_WORDS,
    LINK_WORDS,
    MOVE_WORDS,
    ChartName,
    declared,
    facts_words,
    guard_words,
    zone_words,
)


def test_everything_has_words_of_its_own() -> None:
    assert set(EVENT_WORDS) == set(Event)
    assert set(LINK_WORDS) == set(LinkEvent)
    assert set(MOVE_WORDS) == set(Move)
    assert len(set(EVENT_WORDS.values())) == len(Event)
    assert len(set(LINK_WORDS.values())) == len(LinkEvent)


def test_guard_names_its_options() -> None:
    assert guard_words(Guard("init-again", ("ignored", "error"))) == "init-again = ignored or error"


def test_zones_are_said_where_they_do_not_cover_all() -> None:
    assert zone_words((Region.AT,), Clock.DEADLINE) == "at the deadline"
    assert zone_words((Region.BEFORE,), Clock.ENTRY) == "within 30 s of entry"
    assert zone_words((Region.BEFORE, Region.PAST), Clock.ENTRY) == ""
    assert zone_words((Region.BEFORE,), Clock.NONE) == ""


def test_state_is_described_by_its_facts() -> None:
    def facts(wish: Wish, clock: Clock = Clock.NONE, *, up: bool = False) -> Location:
        return Location("here", "a state", wish, up, clock)

    assert facts_words(facts(Wish.WANTED, up=True)) == "up"
    assert facts_words(facts(Wish.WANTED, Clock.DEADLINE, up=True)) == "up, until the deadline"
    assert facts_words(facts(Wish.WANTED)) == "on its way up"
    assert facts_words(facts(Wish.ALLOWED)) == "may come up"
    assert facts_words(facts(Wish.ALLOWED, Clock.DEADLINE)) == "may come up, until the deadline"
    assert facts_words(facts(Wish.UNWANTED)) == "down"


def sentences(name: ChartName, source: str, target: str) -> list[str]:
    arcs = declared(name).arcs.values()
    return [arc.sentence for arc in arcs if (arc.source, arc.target) == (source, target)]


def test_sentence_of_a_policy_rule() -> None:
    assert sentences(ChartName.MANUAL, "connected", "grace") == [
        "app goes into background / new deadline: 30 s from now (MAN-GRACE)"
    ]
    assert "credentials rejected [auth-rejected = stops] (CALL-OUTCOME)" in sentences(
        ChartName.MANUAL, "opening", "idle"
    )


def test_sentence_of_a_link_rule() -> None:
    assert "internet lost / give the WebSocket up; tell: connection lost (RES-ONE-SOCKET)" in sentences(
        ChartName.LINK, "up", "offline"
    )
    assert sentences(ChartName.LINK, "down", "opening") == [
        "connection wanted / open a WebSocket (AUTO-FOREGROUND, MAN-CONNECT)"
    ]
