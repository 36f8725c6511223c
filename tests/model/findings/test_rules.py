"""Descriptions that explain places and contradict no visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from connref.findings.history import Fact, Kind, Moment
from connref.findings.rules import Claim, Denial, Offer, Row, gather, holds, offers
from connref.oracle.does import Does

GRACE: Row = ("manual", "grace")
CONNECTED: Row = ("manual", "connected")
LOUD, QUIET, ODD = Fact(Kind.LAST, "loud"), Fact(Kind.LAST, "quiet"), Fact(Kind.LAST, "odd")


def at(
    *facts: Fact, ages: Mapping[str, tuple[int, ...]] | None = None, span: int = 0
) -> Callable[[], Moment]:
    found = Moment(frozenset(facts), ages or {}, span)
    return lambda: found


def claim(case: int, *facts: Fact, row: Row = GRACE, delay: int = 0) -> tuple[Does, str, Row, Claim]:
    return Does.GOES_DOWN, "ping", row, Claim(case, 0, delay, at(*facts))


def denial(lasted: int, *facts: Fact, row: Row = GRACE) -> tuple[Does, str, Row, Denial]:
    return Does.GOES_DOWN, "ping", row, Denial(lasted, at(*facts))


def learnt(
    claims: list[tuple[Does, str, Row, Claim]], denials: list[tuple[Does, str, Row, Denial]]
) -> list[Offer]:
    return [offer for evidence in gather(claims, denials) for offer in offers(evidence)]


def test_locations_that_nothing_contradicts_are_one_description() -> None:
    (offer,) = learnt([claim(0), claim(1, row=CONNECTED)], [])
    assert offer.description.rows == {GRACE, CONNECTED}
    assert offer.description.after == ()
    assert set(offer.covers) == {0, 1}


def test_a_visit_contradicts_only_if_it_was_met_for_longer() -> None:
    assert learnt([claim(0, delay=10)], [denial(10)])[0].description.after == ()
    (offer,) = learnt([claim(0, delay=10)], [denial(11)])
    assert offer.description.sometimes


def test_a_location_that_is_contradicted_is_left_out() -> None:
    first = learnt([claim(0), claim(1, row=CONNECTED)], [denial(5)])[0]
    assert first.description.rows == {CONNECTED}
    assert set(first.covers) == {1}


def test_the_fewest_facts_that_tell_places_from_visits_are_told() -> None:
    found = learnt([claim(0, LOUD, ODD), claim(1, LOUD, QUIET)], [denial(5, QUIET), denial(5, ODD)])
    separating = [
        offer.description for offer in found if set(offer.covers) == {0, 1} and offer.description.after
    ]
    assert {description.after for description in separating} == {(LOUD,)}


def test_several_facts_may_be_needed_together() -> None:
    found = learnt([claim(0, LOUD, QUIET)], [denial(5, LOUD), denial(5, QUIET)])
    assert any(offer.description.after == (LOUD, QUIET) for offer in found)


def test_what_nothing_separates_is_done_sometimes() -> None:
    (offer,) = learnt([claim(0, LOUD)], [denial(5, LOUD, QUIET)])
    assert offer.description.sometimes
    assert offer.description.after == ()


def test_how_long_ago_something_was_may_tell_them_apart() -> None:
    claims = [(Does.GOES_DOWN, "time", GRACE, Claim(0, 0, 5, at(ages={"background": (30_000,)})))]
    denials = [
        (Does.GOES_DOWN, "time", GRACE, Denial(900, at(ages={"background": (29_100,)}, span=900))),
        (Does.GOES_DOWN, "time", GRACE, Denial(900, at(ages={"background": (30_001,)}, span=900))),
    ]
    found = [offer.description.after for offer in learnt(claims, denials)]
    assert (Fact(Kind.AT, "background", 30_000),) in found


def test_a_moment_that_lasts_holds_what_is_true_at_some_time_in_it() -> None:
    lasting = Moment(frozenset(), {"ping": (100, 400)}, 50)
    assert holds(Fact(Kind.AT, "ping", 149), lasting)
    assert not holds(Fact(Kind.AT, "ping", 150), lasting)
    assert holds(Fact(Kind.WITHIN, "ping", 100), lasting)
    assert not holds(Fact(Kind.WITHIN, "ping", 99), lasting)
    assert holds(Fact(Kind.BEYOND, "ping", 149), lasting)
    assert not holds(Fact(Kind.BEYOND, "pong", 0), lasting)


def test_visits_of_what_nobody_claims_are_not_kept() -> None:
    (evidence,) = gather([claim(0)], [denial(1), denial(1, row=CONNECTED)])
    assert set(evidence.denials) == {GRACE}
