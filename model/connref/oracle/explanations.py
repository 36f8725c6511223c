"""The hypotheses that explain a case so far, and how the policy table moves and forks them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from operator import is_
from typing import Protocol

from connref.errors import DefinitionError
from connref.oracle.candidate import Branch, Candidate, Limit, limit_for, move, oracle_rows, start
from connref.oracle.diagnosis import by_instant, choose
from connref.oracle.pruning import prune
from connref.oracle.verdict import Drop, Violation
from connref.protocol import Mode, Profile
from connref.semantics.table import Key, compile_table
from connref.spec.declare import Location
from connref.spec.vocabulary import Clock, Event, Region, Wish

Moved = tuple[Candidate, Branch]
FRESH = frozenset({"not_initialised", "not_initialised_background"})

REMEMBERED = 64
"""How many batches of dropped hypotheses a case remembers: a recorded session may have no end."""


class Trail(Protocol):
    """Somebody who wants to know which rows of the table the hypotheses take: coverage."""

    def took(self, key: Key, destination: str, now: int) -> None:
        """A hypothesis took a branch of the row `key` to `destination`, at `now` (ms)."""
        ...


class Explanations:
    """All hypotheses that still explain what was seen, for one mode.

    `entries` counts the entries into the background and `pings` the pings since the latest of them: they decide which
    requirement a deadline carries. `dropped` are the hypotheses that ended, in batches of those that ended together.
    `trail` is told of each row that is taken, if there is one.
    """

    def __init__(self, mode: Mode, profile: Profile) -> None:
        self.live: list[Candidate] = [start(mode)]
        self.entries = 0
        self.pings = 0
        self.dropped: deque[tuple[Drop, ...]] = deque(maxlen=REMEMBERED)
        self.trail: Trail | None = None
        self._table = compile_table(mode)
        self._rows = oracle_rows(mode)
        self._profile = profile

    def facts(self, hypothesis: Candidate) -> Location:
        """What the charts declare of the state of a hypothesis."""
        return self._table.facts[hypothesis.state]

    def unwanted(self, hypothesis: Candidate) -> bool:
        """Whether the document wants no connection, and allows none."""
        return self._table.facts[hypothesis.state].wish is Wish.UNWANTED

    def awaits(self, hypothesis: Candidate) -> bool:
        """Whether a connection may come up here and has not."""
        facts = self._table.facts[hypothesis.state]
        return not facts.up and facts.wish is not Wish.UNWANTED

    def fresh(self) -> bool:
        """Whether the SDK is not initialised."""
        return self.live[0].state in FRESH

    def moves(self, hypothesis: Candidate, event: Event, now: int) -> Iterator[Moved]:
        """Every way in which an event at `now` moves a hypothesis.

        With a coarse clock a deadline that is near may have passed already, or not yet.
        """
        near = self.lapse_is_near(hypothesis, now)
        for zone in (Region.BEFORE,) if near else self._zones(hypothesis, now):
            yield from self.take(hypothesis, event, zone, now)
        if near:
            for lapsed in self.lapse(hypothesis, now):
                yield from self.moves(lapsed, event, now)

    def take(self, hypothesis: Candidate, event: Event, zone: Region, now: int) -> Iterator[Moved]:
        """The branches of one row that some reading of the hypothesis takes."""
        for branch in self._rows[hypothesis.state, event, zone]:
            cube = branch.restrict(hypothesis.cube)
            if cube is not None:
                limit = self._limit(event, branch)
                if self.trail is not None:
                    self.trail.took((hypothesis.state, event, zone), branch.rule.destination, now)
                moved = move(hypothesis, branch, cube, now, self._table, self._profile.grace_ms, limit)
                if zone is Region.AT and self.unwanted(moved):
                    # Too late under one reading, while another still holds: down now, or with the next millisecond.
                    if event is Event.PING:
                        yield hypothesis._replace(cube=cube), branch
                    elif event is Event.FOREGROUND:
                        moved = moved._replace(since=now + 1)
                yield moved, branch

    def after(self, hypothesis: Candidate, event: Event, now: int) -> Iterator[Candidate]:
        """As `moves`, without the branches."""
        return (moved for moved, _ in self.moves(hypothesis, event, now))

    def reported(self, hypothesis: Candidate, event: Event, now: int) -> Iterator[Candidate]:
        """As `after`, for what the link reports: where a deadline may have passed already it says nothing more."""
        near = self.lapse_is_near(hypothesis, now)
        for zone in (Region.BEFORE,) if near else self._zones(hypothesis, now):
            yield from (moved for moved, _ in self.take(hypothesis, event, zone, now))
        if near:
            yield from self.lapse(hypothesis, now)

    def lapse(self, hypothesis: Candidate, now: int) -> Iterator[Candidate]:
        """The deadline of a hypothesis has passed for an SDK with a coarse clock."""
        passed = now if hypothesis.deadline is None else hypothesis.deadline + 1
        return (moved for moved, _ in self.take(hypothesis, Event.DEADLINE, Region.PAST, passed))

    def runs(self, hypothesis: Candidate) -> bool:
        """Whether a deadline runs that takes the connection down."""
        return self._table.facts[hypothesis.state].clock is Clock.DEADLINE

    def pass_deadline(self, hypothesis: Candidate, until: int) -> Iterable[Candidate]:
        """What becomes of a hypothesis by `until`: exactly at its deadline it depends on the reading, after it not."""
        deadline = hypothesis.deadline
        if deadline is None or deadline > until or not self.runs(hypothesis):
            return (hypothesis,)
        if self._profile.tolerance_ms:
            over = deadline + self._profile.tolerance_ms + 1 < until
            return self._take_all(hypothesis, Region.PAST, deadline + 1) if over else (hypothesis,)
        at_it = self._take_all(hypothesis, Region.AT, deadline)
        if until == deadline:
            return at_it
        return [
            later
            for each in at_it
            for later in (self._take_all(each, Region.PAST, deadline + 1) if self.runs(each) else [each])
        ]

    def keep(self, moved: Sequence[Candidate], broken: Sequence[Drop] = ()) -> Violation | None:
        """Go on with what is left. Where nothing is, the violation is chosen among those of `broken`."""
        if len(moved) == len(self.live) and all(map(is_, moved, self.live)):
            return None
        self.dropped.extend(by_instant(broken))
        left = prune(moved)
        if left:
            self.live = left
            return None
        if not broken:
            raise DefinitionError("every hypothesis ended without a reason")
        return choose(self.dropped[-1])

    def _take_all(self, hypothesis: Candidate, zone: Region, now: int) -> list[Candidate]:
        return [moved for moved, _ in self.take(hypothesis, Event.DEADLINE, zone, now)]

    def _limit(self, event: Event, branch: Branch) -> Limit:
        return limit_for(event, branch, self.entries, self.pings)

    def lapse_is_near(self, hypothesis: Candidate, now: int) -> bool:
        """Whether an SDK with a coarse clock may already think that the deadline has passed."""
        tolerance = self._profile.tolerance_ms
        deadline = hypothesis.deadline
        return (
            tolerance > 0 and deadline is not None and self.runs(hypothesis) and now >= deadline - tolerance
        )

    def _zones(self, hypothesis: Candidate, now: int) -> tuple[Region, ...]:
        match self._table.facts[hypothesis.state].clock:
            case Clock.NONE:
                return (Region.BEFORE,)
            case Clock.DEADLINE:
                return (Region.AT,) if now == hypothesis.deadline else (Region.BEFORE,)
            case Clock.ENTRY:
                over = now - hypothesis.entry - self._profile.grace_ms
                if self._profile.tolerance_ms and abs(over) <= self._profile.tolerance_ms:
                    return (Region.BEFORE, Region.PAST)
                return (Region.BEFORE,) if over < 0 else (Region.PAST,)
