"""How a connection that a candidate wants up can have gone down: it was lost, closed, replaced, or a deadline was near.

Where none of these explains it the SDK took down what it had to hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from connref.inputs import NORMAL_CLOSURE
from connref.oracle.candidate import Candidate
from connref.oracle.estimate import Estimate
from connref.oracle.phases import STALE_PHASES, TROUBLED
from connref.oracle.readings import EVERYTHING, FIELDS, Cube, mask_of, meet
from connref.oracle.sockets import Gone, Renewal
from connref.protocol import Observation
from connref.semantics.environment import AGREED_CLOSES, closed_by_server
from connref.spec.promises import Then, close_range
from connref.spec.requirements import REQUIREMENTS
from connref.spec.vocabulary import Event

RENEWS: Mapping[Renewal, Cube] = MappingProxyType(
    {
        Renewal.WISH: EVERYTHING,
        Renewal.INIT: mask_of({"init-again": ["reopens"]}),
        Renewal.LOGIN: mask_of({"login-again": ["switches"]}),
    }
)
"""The readings under which each of these is a reason to replace a connection that is well."""
_CLOSES = FIELDS["server-close"]


def losses(case: Estimate, candidate: Candidate, seen: Observation, gone: Gone) -> Iterable[Candidate]:
    """What becomes of a candidate whose connection was lost, or given up for a good reason; nothing if it was not."""
    if gone.phase not in TROUBLED and seen.by == "client":
        for each in renewing(candidate, gone.renewing):
            yield from _without_outage(_lost(case, each, (Event.LOST,)))
        return
    by_server = seen.by == "server"
    promised = close_range(case.profile.variant.closes, gone.close_code) if by_server else None
    if promised is None:
        events = _events(gone.close_code, by_server=by_server)
        lost = _lost(case, candidate, events, gone.close_code)
    else:
        events = (Event.STOPPED if promised[1].then is Then.STOP else Event.LOST,)
        lost = _lost(case, candidate, events)
    outage = gone.phase in STALE_PHASES and not by_server
    yield from lost if outage or Event.CLOSED in events else _without_outage(lost)


def lapses_near(case: Estimate, candidate: Candidate) -> Iterable[Candidate]:
    """With a coarse clock a deadline may pass up to a tolerance early."""
    near = case.after.lapse_is_near(candidate, case.now)
    return case.after.lapse(candidate, case.now) if near else ()


def _events(code: int | None, *, by_server: bool) -> tuple[Event, ...]:
    """What an end may be: a normal close may be overtaken by a loss that has nothing to do with it."""
    if by_server or code in AGREED_CLOSES:
        return closed_by_server(code)
    return (Event.LOST, Event.CLOSED) if code == NORMAL_CLOSURE else (Event.LOST,)


def _lost(
    case: Estimate, candidate: Candidate, events: Iterable[Event], code: int | None = None
) -> Iterable[Candidate]:
    """A candidate after each of these events. A code that vendors agree upon shows nothing of server-close."""
    field = _CLOSES if code in AGREED_CLOSES else 0
    free = candidate._replace(cube=candidate.cube | field)
    for event in events:
        for after in case.after.reported(free, event, case.now):
            yield after._replace(cube=after.cube & ~field | candidate.cube & field)


def _without_outage(lost: Iterable[Candidate]) -> Iterable[Candidate]:
    """No internet was lost, so it is not what is said of outages that asks for the connection to come back."""
    return (after._replace(cause=REQUIREMENTS[after.cause].without_outage) for after in lost)


def renewing(candidate: Candidate, reasons: Iterable[Renewal]) -> Iterable[Candidate]:
    """The candidate as far as its readings let the SDK replace, for one of these reasons, what is well."""
    for why in reasons:
        cube = meet(candidate.cube, RENEWS[why])
        if cube is not None:
            yield candidate._replace(cube=cube)
