"""What several calls do sometimes is one description; what differs is not put together."""

from __future__ import annotations

from connref.findings.calls import any_call
from connref.findings.rules import Description, Offer, Row
from connref.oracle.does import Does

GRACE: Row = ("manual", "grace")
CONNECTED: Row = ("manual", "connected")


def sometimes(event: str, does: Does, covers: dict[int, int], *rows: Row) -> Offer:
    return Offer(Description(does, (event,), frozenset(rows), sometimes=True), covers)


def test_what_several_calls_do_sometimes_is_offered_as_one_description() -> None:
    connect = sometimes("connect", Does.NO_OUTCOME, {0: 0, 1: 3}, GRACE)
    ping = sometimes("ping", Does.NO_OUTCOME, {1: 1, 2: 0}, CONNECTED)
    (offer,) = any_call([connect, ping])
    assert offer.description == Description(
        Does.NO_OUTCOME, ("connect", "ping"), frozenset({GRACE, CONNECTED}), sometimes=True
    )
    assert offer.covers == {0: 0, 1: 1, 2: 0}


def test_other_events_other_discrepancies_and_what_is_always_done_are_not_put_together() -> None:
    connect = sometimes("connect", Does.NO_OUTCOME, {0: 0}, GRACE)
    assert list(any_call([connect])) == []
    assert list(any_call([connect, sometimes("ping", Does.ERROR, {1: 0}, GRACE)])) == []
    assert list(any_call([connect, sometimes("background", Does.NO_OUTCOME, {1: 0}, GRACE)])) == []
    always = connect._replace(description=connect.description._replace(events=("ping",), sometimes=False))
    assert list(any_call([connect, always])) == []
