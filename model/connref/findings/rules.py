"""Rule learning: the descriptions that may explain the places of a run, of which a cover chooses the fewest.

A *description* says: in these locations, when this event comes, after this history, the SDK does this. It covers the
places that it fits, and it is contradicted by a visit that it fits too and that was met for longer than the thing took
in the places of that location. Only descriptions that no visit contradicts are offered, and for what none of them can
cover, one that says "sometimes".

*The language.* One discrepancy, one event, any set of locations, and a history of at most three facts.
For each discrepancy and event these are offered:
1. the locations of which no visit contradicts it, without a history;
2. all its locations under the fewest facts that all its places share and that every contradicting visit lacks;
3. for each fact of some of its places, the locations of which none contradicts it under that fact; and where some do,
   all of them under the fewest further facts as in 2.
Beside these, where several of the app's calls do the same sometimes, that any of them does (`calls`).
Bounds on how long ago something was are used in 2 only: there they say something of all places at once, while
elsewhere they would tell single cases apart by the clock of their script.

*Limits.* Which facts separate places from visits is a hitting set: sizes one to three are tried in full,
larger ones not at all. That a run did not play the case that contradicts a description is no proof of it: the
more a run plays, the better its findings are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from connref.findings.history import Fact, Kind, Moment
from connref.findings.separation import fewest_separating, masks
from connref.oracle.does import Does

_MOST_FACTS = 3
_TIMED = frozenset({Kind.AT, Kind.WITHIN, Kind.BEYOND})

_Alike = tuple[Moment, int]

Row = tuple[str, str]
"""A mode (auto, manual, default) and the id of a location."""


class Claim(NamedTuple):
    """A place of a failing case: which case (its number), how far it is from the one that is told, its delay (ms)."""

    case: int
    rank: int
    delay: int
    moment: Callable[[], Moment]


class Denial(NamedTuple):
    """A visit: for how long (ms) the thing was not done."""

    lasted: int
    moment: Callable[[], Moment]


class Description(NamedTuple):
    """What the SDK does, and where: see the module."""

    does: Does
    events: tuple[str, ...]
    rows: frozenset[Row]
    after: tuple[Fact, ...] = ()
    sometimes: bool = False


class Offer(NamedTuple):
    """A description, and the cases that it covers with how far their place is from the one that is told."""

    description: Description
    covers: dict[int, int]


class Evidence(NamedTuple):
    """The places and visits of one discrepancy and event, by location."""

    does: Does
    event: str
    claims: dict[Row, list[Claim]]
    denials: dict[Row, list[Denial]]


def offers(evidence: Evidence) -> Iterator[Offer]:
    """Every description of this discrepancy and event that is worth offering."""
    table = _Table(evidence)
    clean = [row for row in evidence.claims if not table.against([row], ())]
    if clean:
        yield table.offer(clean, ())
    dirty = [row for row in evidence.claims if row not in clean]
    if not dirty:
        return
    rows = sorted(evidence.claims)
    after = table.separating(rows, ())
    if after is not None:
        yield table.offer(rows, after)
    for fact in table.facts(dirty):
        having = [row for row in rows if table.claims_under([row], (fact,))]
        fit = [row for row in having if not table.against([row], (fact,))]
        if fit:
            yield table.offer(fit, (fact,))
        if len(fit) < len(having):
            more = table.separating(having, (fact,))
            if more is not None:
                yield table.offer(having, more)
    yield table.offer(rows, (), sometimes=True)


def holds(fact: Fact, moment: Moment) -> bool:
    """Whether a fact is true of a moment; of one that lasts, whether it is at some time in it."""
    ages = moment.ages.get(fact.about, ())
    match fact.kind:
        case Kind.AT:
            return any(age <= fact.number <= age + max(moment.span - 1, 0) for age in ages)
        case Kind.WITHIN:
            return bool(ages) and ages[0] <= fact.number
        case Kind.BEYOND:
            return bool(ages) and ages[0] + max(moment.span - 1, 0) >= fact.number
        case _:
            return fact in moment.facts


class _Table:
    """The evidence as sets of bits: which claims, and which denials, a fact is true of."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._claims = [
            (row, c) for row in sorted(evidence.claims) for c in sorted(evidence.claims[row], key=_by_delay)
        ]
        self._denials = [
            (row, d)
            for row in sorted(evidence.claims)
            for d in sorted(evidence.denials.get(row, ()), key=_by_length)
        ]
        self._claims_of = _spread([row for row, _ in self._claims])
        self._denials_of = _spread([row for row, _ in self._denials])
        self._lasted = {
            row: [d.lasted for each, d in self._denials if each == row] for row in evidence.claims
        }
        self._first = {row: _lowest(mask) for row, mask in self._denials_of.items()}
        self._having: dict[Fact, tuple[int, int]] = {}
        self._dated: dict[str, tuple[list[_Alike], list[_Alike]]] = {}
        self._sets: tuple[dict[Fact, int], dict[Fact, int]] | None = None

    def facts(self, rows: Iterable[Row]) -> list[Fact]:
        """All facts that are true of some claim there."""
        claims = self._known()[0]
        there = sum(self._claims_of[row] for row in rows)
        return sorted(fact for fact, mask in claims.items() if mask & there)

    def claims_under(self, rows: Iterable[Row], after: Sequence[Fact]) -> int:
        """The claims of these locations under a history."""
        mask = sum(self._claims_of[row] for row in rows)
        for fact in after:
            mask &= self._true(fact)[0]
        return mask

    def against(self, rows: Iterable[Row], after: Sequence[Fact]) -> int:
        """The denials of these locations that contradict their claims under a history."""
        found = 0
        for row in rows:
            claims = self.claims_under([row], after)
            if claims and row in self._denials_of:
                slowest = self._claims[claims.bit_length() - 1][1].delay
                shorter = bisect_right(self._lasted[row], slowest)
                mask = self._denials_of[row] >> (self._first[row] + shorter) << (self._first[row] + shorter)
                found |= mask
        for fact in after:
            if not found:
                break
            found &= self._true(fact)[1]
        return found

    def separating(self, rows: Sequence[Row], given: tuple[Fact, ...]) -> tuple[Fact, ...] | None:
        """The fewest facts that all claims share and no denial that contradicts them has; None where it takes more."""
        claims = self.claims_under(rows, given)
        shared = sorted(self._shared(claims, timed=not given) - set(given))
        against = self.against(rows, given)
        having = [(fact, self._true(fact)[1]) for fact in shared]
        chosen = fewest_separating(having, against, _MOST_FACTS - len(given))
        return None if chosen is None else (*given, *chosen)

    def offer(self, rows: Iterable[Row], after: tuple[Fact, ...], *, sometimes: bool = False) -> Offer:
        """The description with the cases that it covers."""
        covers: dict[int, int] = {}
        fitting: set[Row] = set()
        mask = self.claims_under(rows, after)
        for index, (row, claim) in enumerate(self._claims):
            if mask >> index & 1:
                covers[claim.case] = min(claim.rank, covers.get(claim.case, claim.rank))
                fitting.add(row)
        evidence = self._evidence
        description = Description(evidence.does, (evidence.event,), frozenset(fitting), after, sometimes)
        return Offer(description, covers)

    def _known(self) -> tuple[dict[Fact, int], dict[Fact, int]]:
        if self._sets is None:
            self._sets = (
                _having([claim.moment() for _, claim in self._claims]),
                _having([denial.moment() for _, denial in self._denials]),
            )
        return self._sets

    def _true(self, fact: Fact) -> tuple[int, int]:
        if fact not in self._having:
            if fact.kind in _TIMED:
                self._having[fact] = self._timed(fact)
            else:
                claimed, denied = self._known()
                self._having[fact] = claimed.get(fact, 0), denied.get(fact, 0)
        return self._having[fact]

    def _timed(self, fact: Fact) -> tuple[int, int]:
        """The same for a bound on time, looked at once for all moments in which the event came at the same ages."""
        if fact.about not in self._dated:
            self._dated[fact.about] = (
                _dated(fact.about, [claim.moment() for _, claim in self._claims]),
                _dated(fact.about, [denial.moment() for _, denial in self._denials]),
            )
        claimed, denied = (
            sum(mask for moment, mask in alike if holds(fact, moment)) for alike in self._dated[fact.about]
        )
        return claimed, denied

    def _shared(self, mask: int, *, timed: bool) -> set[Fact]:
        """What is true of all these claims; with bounds on how long ago things were, if `timed`."""
        moments = [c.moment() for index, (_, c) in enumerate(self._claims) if mask >> index & 1]
        shared = set(moments[0].facts).intersection(*(each.facts for each in moments[1:]))
        if not timed:
            return shared
        for name in set(moments[0].ages).intersection(*(each.ages for each in moments[1:])):
            latest = [each.ages[name][0] for each in moments]
            shared.add(Fact(Kind.WITHIN, name, max(latest)))
            shared.add(Fact(Kind.BEYOND, name, min(latest)))
            sharp = [each for each in moments if not each.span] or moments
            ages = set(sharp[0].ages[name]).intersection(*(each.ages[name] for each in sharp[1:]))
            shared.update(
                f for age in ages if all(holds(f := Fact(Kind.AT, name, age), each) for each in moments)
            )
        return shared


def _by_delay(claim: Claim) -> int:
    return claim.delay


def _by_length(denial: Denial) -> int:
    return denial.lasted


def _spread(rows: Sequence[Row]) -> dict[Row, int]:
    return masks((row, index) for index, row in enumerate(rows))


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def _having(moments: Sequence[Moment]) -> dict[Fact, int]:
    return masks((fact, index) for index, moment in enumerate(moments) for fact in moment.facts)


def _dated(name: str, moments: Sequence[Moment]) -> list[_Alike]:
    """The moments before which an event came, those alike together: one of them, and the places of all."""
    there = [(index, each) for index, each in enumerate(moments) if name in each.ages]
    first: dict[tuple[tuple[int, ...], int], Moment] = {}
    for _, each in there:
        first.setdefault((each.ages[name], each.span), each)
    places = masks(((each.ages[name], each.span), index) for index, each in there)
    return [(first[key], mask) for key, mask in places.items()]


def gather(
    claims: Iterable[tuple[Does, str, Row, Claim]], denials: Iterable[tuple[Does, str, Row, Denial]]
) -> list[Evidence]:
    """The evidence for each discrepancy and event, in order of their names."""
    found: dict[tuple[Does, str], Evidence] = {}
    for does, event, row, claim in claims:
        known = found.setdefault((does, event), Evidence(does, event, defaultdict(list), defaultdict(list)))
        known.claims[row].append(claim)
    for does, event, row, denial in denials:
        known = found.get((does, event))
        if known is not None and row in known.claims:
            known.denials[row].append(denial)
    return [found[key] for key in sorted(found)]
