"""A candidate: one way to explain what was seen so far, and how one branch of the policy table moves it.

It is a set of readings (a cube) together with where the policy stands under them. Candidates are values; the state
estimate keeps all that still explain what was seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from connref.oracle.readings import FIELDS, Cube, mask_of
from connref.protocol import Mode
from connref.semantics.table import Key, PolicyTable, compile_table
from connref.spec.declare import Transition
from connref.spec.interpretations import INTERPRETATIONS
from connref.spec.requirements import (
    MAN_FOREGROUND_HOLDS,
    MAN_GRACE,
    MAN_GRACE_ENDS,
    MAN_PING_EXTENDS,
    REQUIREMENTS,
    SES_NO_USER,
)
from connref.spec.variant import DOCUMENT, Variant
from connref.spec.vocabulary import Answer, Event, Move, Wish


class Limit(NamedTuple):
    """The requirements that a running deadline carries: one for going down too early, one for too late."""

    early: str
    late: str


class Owes(IntEnum):
    """What a call still owes. Each value is the set of its parts, a bit each."""

    NOTHING = 0
    """Nothing: it is kept all the same, since a ping that comes late may be its."""
    OUTCOME = 1
    SEND = 2
    """The server has to get its ping."""
    OUTCOME_AND_SEND = 1 | 2
    CONNECTION = 4
    """Success was reported first, and the connection has to be there by the end of this instant."""
    SEND_OR_LOSS = 2 | 8
    """An error was reported though the ping could be sent: by the end of this instant it is, or all is down."""

    @property
    def outcome(self) -> bool:
        """Whether an outcome is to come."""
        return bool(self & _OUTCOME)

    @property
    def send(self) -> bool:
        """Whether a ping is to be sent."""
        return bool(self & _SEND)


_OUTCOME, _SEND = int(Owes.OUTCOME), int(Owes.SEND)


class Paid(Enum):
    """What happens to a call that owes something."""

    SUCCESS = "success"
    SUCCESS_BEFORE_UP = "success, and there is no connection yet"
    ERROR = "error"
    ERROR_UNSENT = "error, though the ping could be sent"
    THREW = "exception"
    SENT = "the ping was sent"
    EXCUSED = "the connection went down, or the clock is too coarse to expect a ping"


OWES_THEN: Mapping[tuple[Owes, Paid], Owes] = MappingProxyType(
    {
        (Owes.OUTCOME, Paid.SUCCESS): Owes.NOTHING,
        (Owes.OUTCOME, Paid.SUCCESS_BEFORE_UP): Owes.CONNECTION,
        (Owes.OUTCOME, Paid.ERROR): Owes.NOTHING,
        (Owes.OUTCOME, Paid.THREW): Owes.NOTHING,
        (Owes.OUTCOME, Paid.EXCUSED): Owes.OUTCOME,
        (Owes.OUTCOME_AND_SEND, Paid.SUCCESS): Owes.SEND,
        (Owes.OUTCOME_AND_SEND, Paid.ERROR): Owes.NOTHING,
        (Owes.OUTCOME_AND_SEND, Paid.ERROR_UNSENT): Owes.SEND_OR_LOSS,
        (Owes.OUTCOME_AND_SEND, Paid.SENT): Owes.OUTCOME,
        (Owes.OUTCOME_AND_SEND, Paid.EXCUSED): Owes.OUTCOME,
        (Owes.SEND, Paid.SENT): Owes.NOTHING,
        (Owes.SEND, Paid.EXCUSED): Owes.NOTHING,
        (Owes.SEND_OR_LOSS, Paid.SENT): Owes.NOTHING,
        (Owes.SEND_OR_LOSS, Paid.EXCUSED): Owes.NOTHING,
        (Owes.CONNECTION, Paid.EXCUSED): Owes.CONNECTION,
        (Owes.NOTHING, Paid.EXCUSED): Owes.NOTHING,
    }
)
"""What a call owes after something happened to it; what is not listed does not happen."""


class Pending(NamedTuple):
    """A call that may still owe something, as this candidate expects it to be answered. `at` is in ms."""

    call: str
    api: str
    at: int
    answer: Answer
    requirement: str
    owes: Owes
    offline: bool = False

    def after(self, paid: Paid) -> Pending:
        """What is left of it then."""
        return self._replace(owes=OWES_THEN[self.owes, paid])


class Candidate(NamedTuple):
    """One explanation. Instants are milliseconds of the case.

    `since` is when the wish became what it is; `cause` the requirement that is broken where the wish is not met;
    `cancelled` the deadline that a return to the foreground cancelled; `user` whom the device has saved. `strained`: it
    takes an attempt of the SDK that failed by itself, with nothing in its way.
    """

    cube: Cube
    mode: Mode
    location: str
    deadline: int | None
    entry: int
    since: int
    cause: str
    limit: Limit
    cancelled: int | None
    user: str | None
    calls: tuple[Pending, ...]
    strained: bool = False

    def settled(self, pending: Pending, rest: Pending) -> Candidate:
        """The candidate with less owed by a call; one that owes nothing any more is forgotten."""
        kept = (rest,) if rest.owes else ()
        index = self.calls.index(pending)
        return self._replace(calls=(*self.calls[:index], *kept, *self.calls[index + 1 :]))


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a row as the oracle needs it: its transition, and the readings that take it (latitudes are free).

    `arms`: it sets a deadline.
    """

    transition: Transition
    mask: Cube
    fields: tuple[int, ...]
    blame: str
    arms: bool

    def restrict(self, cube: Cube) -> Cube | None:
        """The readings of the cube that take this branch, None where there are none."""
        left = cube & self.mask
        for field in self.fields:
            if not left & field:
                return None
        return left


NO_LIMIT = Limit(MAN_FOREGROUND_HOLDS, MAN_GRACE_ENDS)


def start(mode: Mode, variant: Variant = DOCUMENT) -> Candidate:
    """The one candidate for a new device, with the readings that the variant leaves."""
    initial = compile_table(mode, variant).initial
    return Candidate(
        mask_of(variant.committed), mode, initial, None, 0, 0, SES_NO_USER, NO_LIMIT, None, None, ()
    )


@cache
def oracle_rows(
    mode: Mode, free: tuple[str, ...] = (), variant: Variant = DOCUMENT
) -> dict[Key, tuple[Branch, ...]]:
    """The policy table with each branch's readings as a cube; the interpretations in `free` restrict none.

    Interpretations to which a variant commits restrict no row: the readings are fewer from the start.
    """
    return {
        key: tuple(_branch(transition, mode, free) for transition in row.branches)
        for key, row in compile_table(mode, variant.with_readings_open()).rows.items()
    }


def move(
    candidate: Candidate,
    branch: Branch,
    cube: Cube,
    now: int,
    table: PolicyTable,
    grace_ms: int,
    limit: Limit,
) -> Candidate:
    """The candidate after a branch was taken at `now`; `limit` is what its deadline carries then."""
    transition = branch.transition
    before, after = table.locations[candidate.location], table.locations[transition.destination]
    entry = now if transition.enters else candidate.entry
    deadline = _deadline(transition.move, candidate.deadline, now, entry, grace_ms)
    cancelled = candidate.cancelled
    if transition.event is Event.FOREGROUND and candidate.deadline is not None:
        cancelled = candidate.deadline
    elif transition.event in (Event.BACKGROUND, Event.DISCONNECT, Event.CONNECT):
        cancelled = None
    return Candidate(
        cube,
        candidate.mode,
        transition.destination,
        deadline,
        entry,
        now if after.wish is not before.wish else candidate.since,
        _cause(candidate, transition, before.wish, after.wish),
        limit,
        cancelled,
        candidate.user,
        candidate.calls,
        candidate.strained,
    )


def limit_for(event: Event, branch: Branch, entries: int, pings: int) -> Limit:
    """What a deadline that this branch arms carries: the first entry, a later one, a ping, or a reading."""
    match event:
        case Event.PING | Event.PONG | Event.PONG_FOREGROUND:
            return _limit(MAN_PING_EXTENDS, again=pings > 1)
        case Event.BACKGROUND if branch.transition.requirement == MAN_GRACE and not branch.fields:
            return _limit(MAN_GRACE, again=entries > 1)
        case Event.BACKGROUND:
            # A reading may say until when it has to stay up; that it goes down without a ping, the document says.
            return Limit(branch.blame, REQUIREMENTS[MAN_GRACE].ends)
        case _:
            return Limit(branch.blame, branch.blame)


def _limit(requirement: str, *, again: bool) -> Limit:
    row = REQUIREMENTS[requirement]
    return Limit(row.repeated if again else requirement, row.ends)


def _cause(candidate: Candidate, transition: Transition, before: Wish, after: Wish) -> str:
    if after is Wish.UNWANTED:
        return _cause_down(candidate, transition, before)
    if before is Wish.UNWANTED:
        again = REQUIREMENTS[candidate.cause].stays_down
        calls = transition.event in (Event.CONNECT, Event.CONNECT_OFFLINE)
        return again if calls and REQUIREMENTS[again].until_connect else transition.requirement
    return transition.requirement if transition.event in (Event.LOST, Event.CLOSED) else candidate.cause


def _cause_down(candidate: Candidate, transition: Transition, before: Wish) -> str:
    row = REQUIREMENTS[transition.requirement]
    if before is not Wish.UNWANTED:
        lapsed = transition.event is Event.DEADLINE or row.lapses
        return candidate.limit.late if lapsed else transition.requirement
    resets = transition.event in (Event.INIT, Event.REOPEN, Event.LOGIN, Event.LOGOUT, Event.KILL)
    ended = row.bars or (resets and transition.destination != transition.source)
    return transition.requirement if ended else candidate.cause


def _deadline(how: Move, deadline: int | None, now: int, entry: int, grace_ms: int) -> int | None:
    match how:
        case Move.KEEP:
            return deadline
        case Move.CLEAR:
            return None
        case Move.FROM_NOW:
            return now + grace_ms
        case Move.FROM_ENTRY:
            return entry + grace_ms


def _branch(transition: Transition, mode: Mode, free: tuple[str, ...]) -> Branch:
    choices = {guard.name: guard.options for guard in transition.guards if guard.name in INTERPRETATIONS}
    kept = {name: options for name, options in choices.items() if name not in free}
    fields = tuple(FIELDS[name] for name in kept)
    arms = transition.move in (Move.FROM_NOW, Move.FROM_ENTRY)
    return Branch(transition, mask_of(kept), fields, _blame(transition, choices, mode), arms)


def _blame(transition: Transition, choices: dict[str, tuple[str, ...]], mode: Mode) -> str:
    """A stranger to all options is judged under what the catalogue says; the mode decides where it names two."""
    for name in choices:
        judged = INTERPRETATIONS[name].judged_under
        return judged[-1] if mode is Mode.MANUAL else judged[0]
    return transition.requirement
