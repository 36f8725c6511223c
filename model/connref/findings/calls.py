"""One description for several calls: what an SDK does wrong with one way to answer it does wrong with more than one.

Only what is done sometimes is put together: of what is always done each call has its own locations, and together they
would say more than was seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from connref.findings.rules import Description, Offer, Row
from connref.findings.trace import CALLS
from connref.oracle.does import Does


def any_call(offered: Sequence[Offer]) -> Iterator[Offer]:
    """What more than one of the app's calls does sometimes, as one description of them all."""
    for does in sorted({offer.description.does for offer in offered}):
        parts = [
            offer
            for offer in offered
            if offer.description.sometimes
            and offer.description.does is does
            and CALLS.issuperset(offer.description.events)
        ]
        if len(parts) > 1:
            yield _together(does, parts)


def _together(does: Does, parts: Sequence[Offer]) -> Offer:
    covers: dict[int, int] = {}
    for case, rank in (each for part in parts for each in part.covers.items()):
        covers[case] = min(rank, covers.get(case, rank))
    events = tuple(sorted(event for part in parts for event in part.description.events))
    rows = frozenset[Row]().union(*(part.description.rows for part in parts))
    return Offer(Description(does, events, rows, sometimes=True), covers)
