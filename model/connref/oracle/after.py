"""What an event or a delay makes of one candidate: the rows of the policy table, read with this clock's tolerance.

A row with several branches forks a candidate; so does an instant that a coarse clock cannot place before or after a
deadline. What the set of all candidates does is the state estimate's (`connref.oracle.estimate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from connref.oracle.candidate import Branch, Candidate, Limit, limit_for, move, oracle_rows
from connref.protocol import Mode, Profile
from connref.semantics.table import Key, compile_table
from connref.spec.declare import Location
from connref.spec.messages import SILENCES, Silence
from connref.spec.requirements import MAN_DISCONNECT
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import Clock, Event, Region, Session, Wish

Moved = tuple[Candidate, Branch]

_MANY = 2
"""Nothing depends on how many more than one there were."""


class Trail(Protocol):
    """Somebody who wants to know which rows of the table the candidates take: coverage."""

    def took(self, key: Key, destination: str, now: int) -> None:
        """A candidate took a branch of the row `key` to `destination`, at `now` (ms)."""
        ...


class After:
    """Moves candidates of one mode.

    It counts the entries into the background, and the pings since the latest of them: they decide which requirement a
    deadline carries. `trail` is told of each row that is taken, if there is one.
    """

    def __init__(self, mode: Mode, profile: Profile) -> None:
        self.trail: Trail | None = None
        self._mode = mode
        self._entries = 0
        self._pings = 0
        self._variant = profile.variant.with_readings_open()
        self._table = compile_table(mode, self._variant)
        self._rows = oracle_rows(mode, variant=self._variant)
        self._disconnected = disconnected(mode, self._variant)
        self._instead = opening_instead(mode, self._variant)
        self._profile = profile

    def free(self, names: tuple[str, ...]) -> None:
        """Under these interpretations the SDK may decide anew each time, as under a latitude."""
        self._rows = oracle_rows(self._mode, names, self._variant)

    def count_entry(self, *, anew: bool) -> None:
        """The app enters the background; not `anew` where it is there already."""
        self._entries = min(self._entries + anew, _MANY)
        self._pings = 0

    def count_ping(self) -> None:
        """The app calls ping()."""
        self._pings = min(self._pings + 1, _MANY)

    def forget_entries(self) -> None:
        """The process ends."""
        self._entries = 0

    def at(self, candidate: Candidate) -> Location:
        """What the charts declare of the location of a candidate."""
        return self._table.locations[candidate.location]

    def unwanted(self, candidate: Candidate) -> bool:
        """Whether the document wants no connection, and allows none."""
        return self._table.locations[candidate.location].wish is Wish.UNWANTED

    def awaits(self, candidate: Candidate) -> bool:
        """Whether a connection may come up here and has not."""
        location = self._table.locations[candidate.location]
        return not location.up and location.wish is not Wish.UNWANTED

    def runs(self, candidate: Candidate) -> bool:
        """Whether a deadline runs that takes the connection down."""
        return self._table.locations[candidate.location].clock is Clock.DEADLINE

    def fresh(self, candidate: Candidate) -> bool:
        """Whether init has not been called in this process."""
        return self._table.locations[candidate.location].session is Session.NOT_INITIALISED

    def disconnected(self, candidate: Candidate) -> bool:
        """Whether the location is one to which nothing but disconnect() leads."""
        return candidate.location in self._disconnected

    def silenced(self, candidate: Candidate) -> str | None:
        """The requirement by which no message may arrive any more once the connection is down; None where one may."""
        nobody = candidate.user is None and not self._variant.sessionless
        if nobody or self.fresh(candidate):
            return SILENCES[Silence.NOBODY]
        disconnected = candidate.cause == MAN_DISCONNECT or self.disconnected(candidate)
        return SILENCES[Silence.DISCONNECTED] if disconnected else None

    def opening_instead(self, candidate: Candidate) -> str | None:
        """The location in which a socket opens in the background that is up in this one, None where there is none."""
        return self._instead.get(candidate.location)

    def moves(self, candidate: Candidate, event: Event, now: int) -> Iterator[Moved]:
        """Every way in which an event at `now` moves a candidate.

        With a coarse clock a deadline that is near may have passed already, or not yet.
        """
        near = self.lapse_is_near(candidate, now)
        for region in (Region.BEFORE,) if near else self._regions(candidate, now):
            yield from self._take(candidate, event, region, now)
        if near:
            for lapsed in self.lapse(candidate, now):
                yield from self.moves(lapsed, event, now)

    def event(self, candidate: Candidate, event: Event, now: int) -> Iterator[Candidate]:
        """As `moves`, without the branches."""
        return (moved for moved, _ in self.moves(candidate, event, now))

    def reported(self, candidate: Candidate, event: Event, now: int) -> Iterator[Candidate]:
        """As `event`, for what the link reports: where a deadline may have passed already it says nothing more."""
        near = self.lapse_is_near(candidate, now)
        for region in (Region.BEFORE,) if near else self._regions(candidate, now):
            yield from (moved for moved, _ in self._take(candidate, event, region, now))
        if near:
            yield from self.lapse(candidate, now)

    def lapse(self, candidate: Candidate, now: int) -> Iterator[Candidate]:
        """The deadline of a candidate has passed for an SDK with a coarse clock."""
        passed = now if candidate.deadline is None else candidate.deadline + 1
        return (moved for moved, _ in self._take(candidate, Event.DEADLINE, Region.PAST, passed))

    def late(self, candidate: Candidate, now: int) -> list[Candidate]:
        """The deadline of a candidate has passed while nothing could be done about it: it is due now."""
        return self._pass(candidate, Region.PAST, now)

    def lapse_is_near(self, candidate: Candidate, now: int) -> bool:
        """Whether an SDK with a coarse clock may already think that the deadline has passed."""
        tolerance = self._profile.tolerance_ms
        deadline = candidate.deadline
        return tolerance > 0 and deadline is not None and self.runs(candidate) and now >= deadline - tolerance

    def delay(self, candidate: Candidate, until: int) -> Iterable[Candidate]:
        """What becomes of a candidate by `until`: exactly at its deadline it depends on the reading, after it not."""
        deadline = candidate.deadline
        if deadline is None or deadline > until or not self.runs(candidate):
            return (candidate,)
        if self._profile.tolerance_ms:
            over = deadline + self._profile.tolerance_ms + 1 < until
            return self._pass(candidate, Region.PAST, deadline + 1) if over else (candidate,)
        at_it = self._pass(candidate, Region.AT, deadline)
        if until == deadline:
            return at_it
        return [
            later
            for each in at_it
            for later in (self._pass(each, Region.PAST, deadline + 1) if self.runs(each) else [each])
        ]

    def _pass(self, candidate: Candidate, region: Region, now: int) -> list[Candidate]:
        return [moved for moved, _ in self._take(candidate, Event.DEADLINE, region, now)]

    def _take(self, candidate: Candidate, event: Event, region: Region, now: int) -> Iterator[Moved]:
        """The branches of one row that some reading of the candidate takes."""
        for branch in self._rows[candidate.location, event, region]:
            cube = branch.restrict(candidate.cube)
            if cube is not None:
                limit = self._limit(event, branch) if branch.arms else candidate.limit
                if self.trail is not None:
                    self.trail.took((candidate.location, event, region), branch.transition.destination, now)
                moved = move(candidate, branch, cube, now, self._table, self._profile.grace_ms, limit)
                if region is Region.AT and self.unwanted(moved):
                    # Too late under one reading, while another still holds: down now, or with the next millisecond.
                    if event is Event.PING:
                        yield candidate._replace(cube=cube), branch
                    elif event is Event.FOREGROUND:
                        moved = moved._replace(since=now + 1)
                yield moved, branch

    def _limit(self, event: Event, branch: Branch) -> Limit:
        return limit_for(event, branch, self._entries, self._pings)

    def _regions(self, candidate: Candidate, now: int) -> tuple[Region, ...]:
        match self._table.locations[candidate.location].clock:
            case Clock.NONE:
                return (Region.BEFORE,)
            case Clock.DEADLINE:
                return (Region.AT,) if now == candidate.deadline else (Region.BEFORE,)
            case Clock.ENTRY:
                over = now - candidate.entry - self._profile.grace_ms
                if self._profile.tolerance_ms and abs(over) <= self._profile.tolerance_ms:
                    return (Region.BEFORE, Region.PAST)
                return (Region.BEFORE,) if over < 0 else (Region.PAST,)


@cache
def disconnected(mode: Mode, variant: Variant = DOCUMENT) -> frozenset[str]:
    """The locations to which nothing but disconnect() leads, unless from one of them."""
    arcs = _arcs(mode, variant)
    found = {after for before, event, after in arcs if event is Event.DISCONNECT and after != before}
    while others := {
        after
        for before, event, after in arcs
        if after in found and before not in found and event is not Event.DISCONNECT
    }:
        found -= others
    return frozenset(found)


@cache
def opening_instead(mode: Mode, variant: Variant = DOCUMENT) -> dict[str, str]:
    """For each location that is up: the first in which a socket opens that comes up there, app and clock being alike.

    Only where the document allows that without asking for it, which it does in the background.
    """
    locations, arcs = compile_table(mode, variant).locations, _arcs(mode, variant)
    comes_up: dict[str, set[str]] = {}
    for before, event, after in arcs:
        if event is Event.OPENED:
            comes_up.setdefault(before, set()).add(after)
    found: dict[str, str] = {}
    for before, location in locations.items():
        for up in comes_up.get(before, ()):
            alike = (location.app, location.clock) == (locations[up].app, locations[up].clock)
            if alike and location.wish is Wish.ALLOWED:
                found.setdefault(up, before)
    return found


def _arcs(mode: Mode, variant: Variant) -> frozenset[tuple[str, Event, str]]:
    return frozenset(
        (location, event, branch.destination)
        for (location, event, _), row in compile_table(mode, variant).rows.items()
        for branch in row.branches
    )
